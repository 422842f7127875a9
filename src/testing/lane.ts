// Lanes: which tests a run of `npm test` takes by the names of their files, and how long its long tests are.

import { basename } from "node:path";

/**
 * `--quick` (seconds to two minutes), `npm test` itself, and everything at full length: `--release`, and CI.
 */
export type Lane = "quick" | "usual" | "release";

const lanes: readonly Lane[] = ["quick", "usual", "release"];

/** What a test's file name may say between its own name and `.test.ts`, in any combination. */
export type Mark = "release" | "jupyter" | "browser";

const marks: readonly Mark[] = ["release", "jupyter", "browser"];

/** The environment variable in which the runner tells its tests the lane. */
export const laneVariable = "NABLAB_LANE";

/** The lane of this run; a test that is run by `node --test` itself is as short as in `--quick`. */
export function lane(variables: NodeJS.ProcessEnv = process.env): Lane {
  const told = variables[laneVariable] ?? "quick";
  const found = lanes.find((name) => name === told);
  if (found === undefined)
    throw new Error(`${laneVariable} must be one of ${lanes.join(", ")}, but got "${told}"`);
  return found;
}

/**
 * How much a long test does in this run: `perLane({ quick: 300, usual: 1_500, release: 10_000 })` random
 * programs.
 */
export function perLane<T>(lengths: Readonly<Record<Lane, T>>, of: Lane = lane()): T {
  return lengths[of];
}

/** True for the source of a test. */
export function isTest(file: string): boolean {
  return file.endsWith(".test.ts");
}

/** The marks in a test's file name: `lab.jupyter.browser.test.ts` needs both Jupyter and a browser. */
export function marksOf(file: string): readonly Mark[] {
  return basename(file)
    .split(".")
    .slice(1, -2)
    .map((word) => markNamed(word, file));
}

function markNamed(word: string, file: string): Mark {
  const found = marks.find((mark) => mark === word);
  if (found !== undefined) return found;
  throw new Error(
    `${file}: ".${word}" is no lane. A test is named x.test.ts, with ${marks.join(", ")} before .test`,
  );
}

/** Whether a lane runs a test; each lane runs all that the one before it runs. */
export function runsIn(of: Lane, file: string): boolean {
  const found = marksOf(file);
  if (of === "quick") return found.length === 0;
  return of === "release" || !found.includes("release");
}
