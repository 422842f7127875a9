// exercise: the line by which a student's own answer is judged.

import { wrongType } from "../errors";
import type { Answer } from "./answer";
import { judge } from "./judge";
import { type ExerciseOptions, readOptions, readRight } from "./options";

/**
 * Judges an answer in a class: `✓` for a right one, `○ … todo` for one that is still to be written, also
 * after `todo + 1`, and `✗` for a wrong one, with a hint or the sentence of a recognised mistake. The right
 * answer is never shown, a wrong one throws nothing, and the cell goes on. (`check` is the assertion of
 * worked solutions.)
 *
 * What is near enough is as in `check`: `|mine - right| <= atol + rtol * |right|`. Where a function is asked
 * for, it is compared with the right one at the places of `at`, and its errors are told in a line.
 *
 * @param name what is asked for
 * @param mine the answer: a number, text, a truth value, lists of those, a tensor, or a function that gives
 *   one
 * @param right what it should be
 * @param options `hint`: a text, or several in steps; `known`: pairs of a wrong answer and what the mistake
 *   is; `at`; `rtol`, `atol`
 * @throws TypeError, RangeError for a `right` that cannot be compared, and for options that cannot be used
 * @example
 * ```ts
 * const options = { hint: "1/x has the slope -1/x².", known: [[4.25, "The sign of 1/x²."]] as const };
 * exercise("the slope at 2", 3.75, 3.75, options)
 * // => ✓ the slope at 2
 * exercise("the slope at 2", 4, 3.75, options)
 * // => ✗ the slope at 2: not 4 yet
 * //    Hint: 1/x has the slope -1/x².
 * exercise("the slope at 2", 4.25, 3.75, options)
 * // => ✗ the slope at 2: not 4.25 yet
 * //    The sign of 1/x².
 * exercise("the derivative of x²", (x: number) => 2, (x: number) => 2 * x, { at: [1, 3] })
 * // => ✗ the derivative of x²: at 3 it gives 2, which is not right yet
 * ```
 */
export function exercise(name: string, mine: Answer, right: Answer, options: ExerciseOptions = {}): void {
  requireName("exercise", name);
  const rules = readOptions("exercise", options);
  judge(name, mine, readRight("exercise", right, rules.at), rules);
}

/** Refuses a name that is no text. */
export function requireName(fn: string, name: unknown): void {
  if (typeof name === "string") return;
  const hint = `Say what is asked for, for instance ${fn}("the slope", …).`;
  throw wrongType({ fn, argument: "name", got: name, wanted: "a string", hint });
}
