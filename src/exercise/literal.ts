// Values as source text: what the tests of a graded assignment compare with, written when the assignment is
// made.

import { readAnswer, type Values } from "./answer";
import type { ExerciseOptions } from "./options";
import type { Answer } from "./answer";

/** What an exercise asks, as the text of literals. */
export interface ExerciseLiterals {
  name: string;
  /** The right values: a literal, or one for each of the places. */
  right: Nested;
  rtol: number;
  atol: number;
  /** The places at which the answer is called, each as a literal. */
  at?: string[];
}

/** The text of a literal, or a list of those. */
export type Nested = string | Nested[];

/** Takes the arguments of `exercise`, of which the student's answer is left out. */
export function literalsOf(
  name: string,
  _mine: unknown,
  right: Answer,
  { rtol = 1e-5, atol = 1e-8, at }: ExerciseOptions = {},
): ExerciseLiterals {
  const read = readAnswer(right, at);
  if (read.kind !== "values")
    throw new TypeError(`exercise: ${name}: the right answer cannot be written as a literal`);
  const places = at?.map((place) => textOf(nestedText(valuesOf(place))));
  return { name, right: nestedText(read.values), rtol, atol, at: places };
}

function valuesOf(place: unknown): Values {
  const read = readAnswer(place, undefined);
  if (read.kind === "values") return read.values;
  throw new TypeError("exercise: options.at must be numbers, text, or lists of those where it is graded");
}

function nestedText(value: Values): Nested {
  if (typeof value === "object") return value.map(nestedText);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Number.isNaN(value)) return "0 / 0";
  return Math.abs(Number(value)) === Infinity ? `${Number(value) < 0 ? "-" : ""}1 / 0` : String(value);
}

/** The source text of a nested literal. */
export function textOf(literal: Nested): string {
  return typeof literal === "string" ? literal : `[${literal.map(textOf).join(", ")}]`;
}
