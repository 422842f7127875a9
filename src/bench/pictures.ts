// node dist/bench/pictures.js [--rounds N]: how long each kind of figure takes, and what it weighs in a
// notebook.

import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import type { Figure } from "../index";
import { large, ordinary } from "./figures";
import { markdown, median, taken } from "./judges";

interface Measured {
  /** Milliseconds. */
  figure: number;
  picture: number;
  /** Bytes, as a notebook holds them. */
  json: number;
  png: number;
}

/** Draws a figure once: plotly's data on the main thread, the picture in the thread of pictures. */
async function measure(make: () => Figure): Promise<Measured> {
  const begin = performance.now();
  const made = make();
  const json = JSON.stringify(made).length;
  const middle = performance.now();
  const png = await made.toPng();
  const end = performance.now();
  return { figure: middle - begin, picture: end - middle, json, png: Math.ceil(png.length / 3) * 4 };
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

async function rowOf(title: string, make: () => Figure, rounds: number): Promise<string[]> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round++) all.push(await measure(make));
  const middle = (key: keyof Measured): number => median(all.map((one) => one[key]));
  const times = [middle("figure"), middle("picture")].map((ms) => `${ms.toFixed(0)} ms`);
  return [title, ...times, kilobytes(middle("json")), kilobytes(middle("png"))];
}

/** The first figure of a process of its own, with the start of the thread and the loading of plotly. */
function first(): number {
  const script = `const { plot } = require(${JSON.stringify(require.resolve("../index"))});
    const begin = performance.now();
    plot([0, 1, 2], [0, 1, 4], { show: false }).toPng().then(() => console.log(performance.now() - begin));`;
  return Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
}

async function main(): Promise<void> {
  const rounds = Number(taken(process.argv.slice(2), "--rounds", "5"));
  const firsts = Array.from({ length: rounds }, first);
  const rows: string[][] = [];
  for (const [title, make] of Object.entries({ ...ordinary, ...large })) {
    rows.push(await rowOf(title, make, rounds));
  }
  const head = ["", "figure", "picture", "plotly's data, KB", "PNG, KB"];
  console.log(
    markdown([head, ["the first one of a kernel", "", `${median(firsts).toFixed(0)} ms`, "", ""], ...rows]),
  );
  const ten = rows.slice(0, Object.keys(ordinary).length).reduce((sum, row) => sum + Number(row[3]) + Number(row[4]), 0); // prettier-ignore
  console.log(`\nThe ten ordinary ones together: ${ten.toFixed(0)} KB.`);
}

void main();
