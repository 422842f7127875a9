// The options of an exercise, read and refused.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import type { Tolerance } from "../display/compare";
import { type Answer, readAnswer, type Values } from "./answer";

/** How an answer is judged, and what is said about a wrong one. */
export interface ExerciseOptions {
  /** The relative tolerance; 1e-5 where it is not given. */
  rtol?: number;
  /** The absolute tolerance; 1e-8 where it is not given. */
  atol?: number;
  /**
   * What helps, or several hints in steps: the first wrong answer gets the first, the next wrong answer the
   * second.
   */
  hint?: string | readonly string[];
  /** Answers of well-known mistakes, each with the sentence that names the mistake. */
  known?: readonly (readonly [wrong: Answer, sentence: string])[];
  /**
   * The places at which a function that is the answer is compared with the right one, each the function's
   * only argument.
   */
  at?: readonly unknown[];
}

/** The options as the judge uses them. */
export interface Rules {
  tolerance: Tolerance;
  hints: readonly string[];
  known: readonly { values: Values; sentence: string }[];
  at: readonly unknown[] | undefined;
}

export function readOptions(fn: string, options: ExerciseOptions): Rules {
  refuseUnknownOptions(fn, options, ["rtol", "atol", "hint", "known", "at"]);
  const { rtol = 1e-5, atol = 1e-8, at } = options;
  for (const [option, value] of Object.entries({ rtol, atol })) {
    if (typeof value === "number" && value >= 0 && value < Infinity) continue;
    const wanted = "a finite number of at least 0";
    throw wrongValue({ fn, argument: `options.${option}`, got: value, wanted });
  }
  if (at !== undefined && (!Array.isArray(at) || at.length === 0)) {
    throw wrongType({ fn, argument: "options.at", got: at, wanted: "a list of places, such as [1, 2, 3]" });
  }
  return { tolerance: { rtol, atol }, hints: readHints(fn, options.hint), known: readKnown(fn, options), at };
}

function readHints(fn: string, hint: unknown): readonly string[] {
  if (hint === undefined) return [];
  const hints: unknown[] = Array.isArray(hint) ? hint : [hint];
  if (hints.every((one) => typeof one === "string")) return hints;
  throw wrongType({ fn, argument: "options.hint", got: hint, wanted: "text, or a list of texts" });
}

function readKnown(fn: string, { known = [], at }: ExerciseOptions): Rules["known"] {
  const pairs: unknown = known;
  if (!Array.isArray(pairs)) throw badPair(fn, pairs);
  return pairs.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[1] !== "string") throw badPair(fn, pair);
    const read = readAnswer(pair[0], at);
    if (read.kind !== "values") throw badPair(fn, pair);
    return { values: read.values, sentence: pair[1] };
  });
}

function badPair(fn: string, got: unknown): TypeError {
  const wanted = `a list of pairs [wrong answer, "what the mistake is"]`;
  return wrongType({ fn, argument: "options.known", got, wanted });
}

/** The right answer's values. */
export function readRight(fn: string, right: unknown, at: readonly unknown[] | undefined): Values {
  const read = readAnswer(right, at);
  if (read.kind === "values") return read.values;
  const got = read.kind === "stopped" ? read.message : right;
  const wanted = "a number, text, a truth value, lists of those, a tensor, or a function that gives one";
  throw wrongType({ fn, argument: "right", got, wanted });
}
