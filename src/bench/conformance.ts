// node dist/bench/conformance.js [nablab] [tslab] [ipykernel] [Deno]: what a Jupyter client may expect, and
// which kernel shows it.

import { createInterface } from "node:readline";
import type { Foreign } from "../testing/conformance/foreign";
import { makePeers, markdown, type Peer, wanted } from "./judges";

interface Verdict {
  group: string;
  name: string;
  passed: boolean;
  applies: boolean;
}

/** What a kernel's judge says, group by group: how many behaviours it shows, of how many that apply to it. */
type Tally = Map<string, { passed: number; of: number }>;

/**
 * How long a judge waits for an answer, in seconds: kernels that lack many rows are judged within minutes.
 */
const ANSWER = "5";

/** A kernel that fails a row after the other by silence is not waited for any longer: minutes. */
const PATIENCE = 40;

async function judge(foreign: Foreign, { kernel, title }: Peer): Promise<Tally> {
  const tally: Tally = new Map();
  const [script] = foreign.script("client.py");
  const running = foreign.start([script, kernel], { NABLAB_PATIENCE: ANSWER });
  const limit = setTimeout(() => {
    running.kill();
    // A kernel that is left alone holds the other end of the pipes.
    running.stdout.destroy();
    running.stderr.destroy();
  }, PATIENCE * 60_000);
  const ended = new Promise<number | null>((done) => running.once("close", done));
  let errors = "";
  running.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  for await (const line of createInterface(running.stdout)) {
    if (!line.startsWith("{")) continue;
    const verdict = JSON.parse(line) as Verdict;
    count(tally, verdict);
    count(tally, { ...verdict, group: "all" });
    if (!verdict.passed) console.error(`${title} lacks: ${verdict.group}: ${verdict.name}`);
  }
  if ((await ended) !== 0) console.error(`${title} was not judged whole:\n${errors}`);
  clearTimeout(limit);
  return tally;
}

function count(tally: Tally, { group, passed, applies }: Verdict): void {
  const counted = tally.get(group) ?? { passed: 0, of: 0 };
  tally.set(group, counted);
  if (!applies) return;
  counted.of++;
  if (passed) counted.passed++;
}

async function main(): Promise<void> {
  const { foreign, peers } = makePeers();
  const judged = wanted(peers, process.argv.slice(2));
  try {
    const tallies: Tally[] = [];
    for (const peer of judged) tallies.push(await judge(foreign, peer));
    const groups = [...tallies[0].keys()].filter((group) => group !== "all");
    const rows = [...groups, "all"].map((group) => [group, ...tallies.map((tally) => share(tally, group))]);
    console.log(
      markdown([["behaviours shown, of those that apply", ...judged.map(({ title }) => title)], ...rows]),
    );
  } finally {
    foreign.close();
  }
}

function share(tally: Tally, group: string): string {
  const { passed, of } = tally.get(group) ?? { passed: 0, of: 0 };
  return of === 0 ? "–" : `${passed} of ${of}`;
}

void main();
