// node dist/bench/class.js [--kernels 1,10,40] [--rest SECONDS]: what a class costs, kernels at once on one
// machine that each run two lessons.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../cli/environment";
import type { Foreign } from "../testing/conformance/foreign";
import { makePeers, markdown, median, taken } from "./judges";

/** One line of class.py: means of a kernel, but for the lists and the counts of all. */
interface Measured {
  starts: number[];
  cells: number[];
  wall: number;
  processor: number;
  memory: number;
  resting: number;
  figures: number;
  lost: number;
  failed: number;
  load: number;
}

const lessonFolder = join(root, "src", "bench", "lessons");
const lessons = readdirSync(lessonFolder)
  .sort()
  .map((name) => join(lessonFolder, name));

const head = [
  "kernels at once",
  "start to the first cell, median / longest",
  "cell, median / longest",
  "all done after",
  "CPU of a kernel",
  "PSS of a kernel",
  "PSS at rest",
  "pictures lost",
  "cells failed",
  "load",
];

async function measure(foreign: Foreign, kernel: string, count: string, rest: string): Promise<Measured> {
  // The lessons are TypeScript: of ipykernel the first cell alone is measured.
  const run = kernel === "python3" ? [] : lessons;
  const script = join(root, "src", "bench", "class.py");
  const { status, stdout, stderr } = await foreign.run([script, kernel, count, rest, ...run]);
  if (status !== 0)
    throw new Error(`${count} kernels of ${kernel} were not measured:\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as Measured;
}

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} s`;
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

/** The middle and the end of a list. */
function spread(values: readonly number[]): string {
  return values.length === 0 ? "–" : `${seconds(median(values))} / ${seconds(Math.max(...values))}`;
}

function rowOf(title: string, one: Measured): string[] {
  return [
    title,
    spread(one.starts),
    spread(one.cells),
    seconds(one.wall),
    seconds(one.processor),
    megabytes(one.memory),
    megabytes(one.resting),
    `${one.lost} of ${one.figures}`,
    `${one.failed} of ${one.cells.length}`,
    one.load.toFixed(0),
  ];
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const counts = taken(words, "--kernels", "1,10,40").split(",");
  const rest = taken(words, "--rest", "30");
  const { foreign, peers } = makePeers();
  try {
    const rows: string[][] = [];
    for (const { kernel, title } of peers.filter((peer) => ["nablab", "ipykernel"].includes(peer.title))) {
      for (const count of counts) {
        rows.push(rowOf(`${title} ${count}`, await measure(foreign, kernel, count, rest)));
        console.error(rows.at(-1)?.join("  "));
      }
    }
    console.log(markdown([head, ...rows]));
  } finally {
    foreign.close();
  }
}

void main();
