// node dist/bench/kernel.js [--reruns N] [nablab] [tslab] [ipykernel] [Deno]: how quick the kernels are, as a client sees it.

import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../cli/environment";
import type { Foreign } from "../kernel/conformance/foreign";
import { makePeers, markdown, type Peer, wanted } from "./judges";

type Value = number | string | number[] | null;
type Measures = Map<string, Value>;

const digits = (places: number, unit: string) => (value: number) => `${value.toFixed(places)} ${unit}`;
const milliseconds = digits(1, "ms");
const seconds = digits(2, "s");

/** What each measure is called, and how its number is written. */
const MEASURES: Record<string, readonly [title: string, write: (value: number) => string]> = {
  first: ["start to the first finished cell", seconds],
  trivial: ["trivial cell", milliseconds],
  fresh: ["cell with a fresh function", milliseconds],
  mathjs: ["trivial cell once mathjs is imported", milliseconds],
  growth: ["a cell after 300 cells / after 20", digits(2, "x")],
  flood: ["100,000 lines of output", seconds],
  memory: ["resident memory after the first cell", digits(0, "MB")],
  plotting: ["resident memory in reruns of a plotting cell, after a tenth / after all", digits(0, "MB")],
};

async function measure(foreign: Foreign, { kernel, title }: Peer, reruns: string): Promise<Measures> {
  const measures: Measures = new Map();
  const script = join(root, "src", "bench", "kernel.py");
  const running = foreign.start([script, kernel, reruns], {}, root);
  let errors = "";
  running.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  for await (const line of createInterface(running.stdout)) {
    const { measure, value } = JSON.parse(line) as { measure: string; value: Value };
    measures.set(measure, value);
    console.error(`${title}: ${measure} ${JSON.stringify(value)}`);
  }
  if (!measures.has("growth")) console.error(`${title} was not measured whole:\n${errors}`);
  return measures;
}

function written(value: Value | undefined, write: (value: number) => string): string {
  if (value === undefined) return "–";
  if (value === null) return "fails";
  if (typeof value === "string") return value;
  return [value].flat().map(write).join(" / ");
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const at = words.indexOf("--reruns");
  const [, reruns] = at < 0 ? [] : words.splice(at, 2);
  const { foreign, peers } = makePeers();
  const measured = wanted(peers, words);
  try {
    const found: Measures[] = [];
    for (const peer of measured) found.push(await measure(foreign, peer, reruns ?? "1000"));
    const rows = Object.entries(MEASURES).map(([name, [title, write]]) => [
      title,
      ...found.map((measures) => written(measures.get(name), write)),
    ]);
    console.log(markdown([["medians of one run", ...measured.map(({ title }) => title)], ...rows]));
  } finally {
    foreign.close();
  }
}

void main();
