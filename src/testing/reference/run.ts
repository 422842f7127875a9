// node dist/testing/reference/run.js [--programs N] [--seed N | --seed random]: random programs in the
// library and in the reference; what differs is printed, shrunk, as a program that can be pasted.

import fc from "fast-check";
import { judge, report } from "./compare";
import { forcedIn, programOf, sketches, type Sketch } from "./generate";
import { operationNames } from "./table";

/** The seed of the tests. */
export const fixedSeed = 2026;

/** Within how many programs every operation must have run. */
export const allWithin = 300;

/** How many of them give a further turn to an operation that has not run yet. */
const extraTurns = 20;

export interface Finding {
  readonly program: number;
  /** The disagreement and the shrunk program. */
  readonly text: string;
}

export interface Run {
  readonly findings: readonly Finding[];
  /** In how many of the programs each operation ran to its end. */
  readonly used: ReadonlyMap<string, number>;
  /** Operations that did not run within some stretch of `allWithin` programs. */
  readonly missing: readonly string[];
  /** How many derivatives were compared with differences. */
  readonly derivatives: number;
}

interface Options {
  programs: number;
  seed?: number;
  /** The number of the first one. */
  from?: number;
  /** Stop at the first finding. */
  first?: boolean;
  shrink?: boolean;
}

/** The draws of program number `i`. */
export const seedOf = (seed: number, i: number): number => (Math.imul(seed, 100_003) + i) | 0;

export function run({ programs, seed = fixedSeed, from = 0, first = false, shrink = true }: Options): Run {
  const findings: Finding[] = [];
  const used = new Map<string, number>();
  const missing = new Set<string>();
  let stretch = new Set<string>();
  let derivatives = 0;
  for (let i = from; i < from + programs && !(first && findings.length > 0); i++) {
    let fresh = true;
    // An operation whose turns all ended in refusals has further ones at the end of the stretch.
    const isLate = i % allWithin >= allWithin - extraTurns;
    const late = isLate ? operationNames.filter((op) => !stretch.has(op)).slice(0, 1) : [];
    const check = fc.property(sketches([...new Set([...forcedIn(i), ...late])]), (sketch) => {
      const verdict = judgeSketch(sketch);
      if (fresh) {
        for (const op of verdict.used) used.set(op, (used.get(op) ?? 0) + 1);
        for (const op of verdict.used) stretch.add(op);
        derivatives += verdict.derivatives;
      }
      fresh = false;
      if (verdict.text !== null) throw new Error(verdict.text);
    });
    const found = fc.check(check, { seed: seedOf(seed, i), numRuns: 1, endOnFailure: !shrink });
    if (found.failed) findings.push({ program: i, text: messageOf(found.errorInstance) });
    if ((i + 1) % allWithin === 0) {
      for (const op of operationNames) if (!stretch.has(op)) missing.add(op);
      stretch = new Set();
    }
  }
  return { findings, used, missing: [...missing], derivatives };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function judgeSketch(sketch: Sketch): { used: readonly string[]; derivatives: number; text: string | null } {
  const program = programOf(sketch);
  const { problems, used, derivatives } = judge(program);
  return { used, derivatives, text: problems.length === 0 ? null : report(program, problems) };
}

/** The value that follows a word of the command line. */
function taken(words: readonly string[], word: string, standard: string): string {
  const at = words.indexOf(word);
  return at < 0 ? standard : words[at + 1];
}

export function seedFrom(word: string): number {
  return word === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(word);
}

function main(): void {
  const words = process.argv.slice(2);
  const seed = seedFrom(taken(words, "--seed", String(fixedSeed)));
  const programs = Number(taken(words, "--programs", "1500"));
  const { findings, missing, derivatives } = run({ programs, seed });
  for (const { program, text } of findings) console.log(`program ${program} of seed ${seed}\n${text}\n`);
  if (missing.length > 0) console.log(`not used within ${allWithin} programs: ${missing.join(", ")}`);
  console.log(`${programs} programs of seed ${seed}, ${derivatives} derivatives: ${findings.length} differ`);
  process.exitCode = findings.length + missing.length > 0 ? 1 : 0;
}

if (require.main === module) main();
