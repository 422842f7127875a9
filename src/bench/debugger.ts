// node dist/bench/debugger.js [--rounds N] [--before FOLDER]: what the debugger costs while it is not
// attached, and while it is, beside a kernel that has none (a checkout from before, built).

import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../cli/environment";
import { kernelName } from "../testing/conformance/foreign";
import { makePeers, markdown, median, taken } from "./judges";

interface Measured {
  state: string;
  measure: string;
  /** Milliseconds. */
  value: number;
}

const states: Readonly<Record<string, string>> = {
  before: "without a debugger",
  detached: "detached",
  attached: "attached",
  breakpoint: "a breakpoint elsewhere",
};

const measures: Readonly<Record<string, string>> = {
  attach: "attaching: from `initialize` to the reply of `attach`",
  processor: "the same, processor time of the kernel",
  again: "attaching again",
  quick: "trivial cell",
  loop: "1e7 rounds of a loop",
  calls: "1e7 calls of a function",
};

/** The median of the rounds, and the most. */
function summary(values: readonly number[]): string {
  if (values.length === 0) return "–";
  return `${median(values).toFixed(1)} ms (${Math.max(...values).toFixed(1)})`;
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const rounds = taken(words, "--rounds", "5");
  const before = taken(words, "--before", "");
  const { foreign } = makePeers();
  try {
    const kernel = join(resolve(before), "dist", "kernel", "main.js");
    if (before !== "") foreign.install("before", [process.execPath, kernel, "{connection_file}"], "message");
    const names = [kernelName, ...(before === "" ? [] : ["before"])];
    const running = foreign.start([join(root, "src", "bench", "debugger.py"), rounds, ...names], {}, root);
    running.stderr.pipe(process.stderr);
    const found: Measured[] = [];
    for await (const line of createInterface(running.stdout)) found.push(JSON.parse(line) as Measured);
    const columns = Object.keys(states).filter((state) => found.some((one) => one.state === state));
    const rows = Object.entries(measures).map(([measure, title]) => {
      const valuesOf = (state: string): number[] =>
        found.filter((one) => one.state === state && one.measure === measure).map(({ value }) => value);
      return [title, ...columns.map((state) => summary(valuesOf(state)))];
    });
    console.log(markdown([["median (most)", ...columns.map((state) => states[state])], ...rows]));
  } finally {
    foreign.close();
  }
}

void main();
