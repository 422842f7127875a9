// node dist/bench/pytorch.js [--install] [--programs N] [--seed N | --seed random] [--python PYTHON]: the
// random programs of the tests in the library and in PyTorch, and what differs, by kind. The accepted
// differences are run first: each must still differ.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { root } from "../cli/environment";
import { forcedIn, programOf, sketches } from "../testing/reference/generate";
import { plain, type Program, shown } from "../testing/reference/program";
import { fixedSeed, seedFrom, seedOf } from "../testing/reference/run";
import { taken } from "./judges";
import { accepted } from "./pytorchAccepted";
import { accepts } from "./pytorchAccepting";
import { type Answer, compared, type Difference, ours } from "./pytorchCompare";

const folder = join(tmpdir(), "nablab-pytorch");

function install(): void {
  mkdirSync(folder, { recursive: true });
  const run = (command: string, ...words: string[]): unknown =>
    execFileSync(command, words, { cwd: folder, stdio: "inherit" });
  run("python3", "-m", "venv", "venv");
  run(join(folder, "venv", "bin", "python"), "-m", "pip", "install", "--quiet", "torch==2.13.0", "numpy");
}

/** PyTorch in a process of its own, which answers one line for each. */
class Peer {
  private readonly child;
  private readonly waiting: ((line: string) => void)[] = [];

  constructor(python: string) {
    this.child = spawn(python, [join(root, "src/bench/pytorch.py")], { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
    this.child.on("exit", (status) => {
      if (this.waiting.length > 0) throw new Error(`PyTorch ended with status ${status}`);
    });
  }

  ask(question: unknown): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    return new Promise((resolve) => this.waiting.push((line) => resolve(JSON.parse(line) as Answer)));
  }

  end(): void {
    this.child.stdin.end();
  }
}

async function differences(program: Program, peer: Peer): Promise<Difference[]> {
  const own = ours(program);
  const { outputs, until } = own;
  const answer = await peer.ask({ ...(plain(program) as object), outputs, until });
  return compared(program, own, answer);
}

/** The accepted differences that no longer differ as they did. */
async function checkAccepted(peer: Peer): Promise<string[]> {
  const gone: string[] = [];
  for (const one of accepted) {
    const found = await differences(one.program, peer);
    if (!found.some((difference) => accepts(one, one.program, difference))) gone.push(`${one.kind}: ${one.reason}`); // prettier-ignore
  }
  return gone;
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes("--install")) install();
  const programs = Number(taken(words, "--programs", "5000"));
  const seed = seedFrom(taken(words, "--seed", String(fixedSeed)));
  const peer = new Peer(taken(words, "--python", join(folder, "venv", "bin", "python")));
  const gone = await checkAccepted(peer);
  let tolerated = 0;
  const found = new Map<string, { count: number; program: Program; text: string }>();
  for (let i = 0; i < programs; i++) {
    const [sketch] = fc.sample(sketches(forcedIn(i)), { seed: seedOf(seed, i), numRuns: 1 });
    const program = programOf(sketch);
    for (const difference of await differences(program, peer)) {
      const { kind, text } = difference;
      if (accepted.some((one) => accepts(one, program, difference))) {
        tolerated++;
        continue;
      }
      const before = found.get(kind);
      const shorter = before === undefined || program.steps.length < before.program.steps.length;
      found.set(kind, { count: (before?.count ?? 0) + 1, ...(shorter ? { program, text } : before) });
    }
  }
  peer.end();
  for (const [kind, { count, program, text }] of [...found].sort(([, a], [, b]) => b.count - a.count))
    console.log(`${count} × ${kind}\n${text}\n${shown(program)}\n`);
  for (const kind of gone) console.log(`no longer differs: ${kind}`);
  console.log(
    `${programs} programs of seed ${seed}: ${found.size} kinds of difference that are not accepted; ${tolerated} accepted differences`,
  );
  process.exitCode = found.size + gone.length > 0 ? 1 : 0;
}

void main();
