// node dist/bench/autogradRun.js ENGINE WORKLOAD [FOLDER]: one workload in a process of its own; one line of
// JSON.

import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Name, Workloads } from "./autogradData";
import { loops } from "./autogradLoops";
import { backwardStyle, functionStyle } from "./autogradOurs";
import { tensorflow } from "./autogradTfjs";

function workloadsOf(engine: string, folder: string): Workloads {
  if (engine === "backward") return backwardStyle;
  if (engine === "function") return functionStyle;
  if (engine === "loops") return loops;
  const tf: unknown = createRequire(join(folder, "package.json"))("@tensorflow/tfjs");
  return tensorflow(tf);
}

/**
 * Milliseconds of one call: the fastest of 50 measurements of 2 ms or more, after a second of running warm.
 */
function measure(f: () => unknown): number {
  const begun = performance.now();
  f();
  const first = performance.now() - begun;
  if (first > 500) return first;
  let calls = 1;
  while (performance.now() - begun < 1000) {
    f();
    calls++;
  }
  const runs = Math.max(1, Math.ceil((2 * calls) / (performance.now() - begun)));
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now();
    for (let i = 0; i < runs; i++) f();
    return (performance.now() - start) / runs;
  });
  return Math.min(...times);
}

const [engine, name, folder = ""] = process.argv.slice(2);
const f = workloadsOf(engine, folder)[name as Name]();
let value = NaN;
const milliseconds = measure(() => {
  const result = f();
  if (Number.isNaN(value)) value = typeof result === "number" ? result : result.sum().item();
});
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ value, microseconds: 1000 * milliseconds, megabytes }));
