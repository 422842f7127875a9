// node dist/bench/kernel.js [--rounds N] [--reruns N] [nablab] [tslab] [ipykernel] [Deno]: how quick the
// kernels are, as a client sees it.

import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../cli/environment";
import type { Foreign } from "../testing/conformance/foreign";
import { makePeers, markdown, median, type Peer, taken, wanted } from "./judges";

/** A number, two of them, or the word for what went wrong. */
type Value = number | string | number[];

interface Measured {
  kernel: string;
  measure: string;
  value: Value;
}

const digits = (places: number, unit: string) => (value: number) => `${value.toFixed(places)} ${unit}`;
const milliseconds = digits(1, "ms");
const seconds = digits(2, "s");

/** What each measure is called, and how its number is written. */
const MEASURES: Record<string, readonly [title: string, write: (value: number) => string]> = {
  first: ["start to the first finished cell", seconds],
  quick: ["trivial cell", milliseconds],
  fresh: ["cell with a fresh function", milliseconds],
  mathjs: ["trivial cell once mathjs is imported", milliseconds],
  growth: ["a cell after 300 cells / after 20", digits(2, "x")],
  flood: ["100,000 lines of output", seconds],
  memory: ["resident memory after the first cell", digits(0, "MB")],
  plotting: ["resident memory in reruns of a plotting cell, after a tenth / after all", digits(0, "MB")],
};

async function measureAll(
  foreign: Foreign,
  peers: readonly Peer[],
  counts: readonly string[],
): Promise<Measured[]> {
  const found: Measured[] = [];
  const script = join(root, "src", "bench", "kernel.py");
  // In a folder without a tsconfig.json: with the settings of the repository's own, cells need other types.
  const running = foreign.start([script, ...counts, ...peers.map(({ kernel }) => kernel)]);
  let errors = "";
  running.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  for await (const line of createInterface(running.stdout)) {
    console.error(line);
    found.push(JSON.parse(line) as Measured);
  }
  if (!found.some(({ measure }) => measure === "plotting")) console.error(`not measured whole:\n${errors}`);
  return found;
}

/** The median of the rounds; what went wrong in one of them is said. */
function summary(values: readonly Value[], write: (value: number) => string): string {
  if (values.length === 0) return "–";
  const wrong = values.find((value) => typeof value === "string");
  if (wrong !== undefined) return wrong;
  if (Array.isArray(values[0])) return values[0].map(write).join(" / ");
  return write(median(values as number[]));
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const counts = [taken(words, "--rounds", "5"), taken(words, "--reruns", "1000")];
  const { foreign, peers } = makePeers();
  const judged = wanted(peers, words);
  try {
    const found = await measureAll(foreign, judged, counts);
    const rows = Object.entries(MEASURES).map(([name, [title, write]]) => [
      title,
      ...judged.map(({ kernel }) =>
        summary(
          found.filter((one) => one.kernel === kernel && one.measure === name).map(({ value }) => value),
          write,
        ),
      ),
    ]);
    console.log(markdown([["medians of one run", ...judged.map(({ title }) => title)], ...rows]));
  } finally {
    foreign.close();
  }
}

void main();
