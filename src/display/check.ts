// check: the line by which a notebook asserts a number, and a student's own result is judged.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import {
  compare,
  type Comparable,
  type Comparison,
  type Difference,
  largest,
  toNested,
  type Tolerance,
} from "./compare";
import { currentHost } from "./host";
import { asAtStart, inspect } from "./intrinsics";
import { escapeHtml } from "./markup";
import { isUnanswered } from "./todo";
import { say } from "./sentences";

/** How near is near enough: `|actual - expected| <= atol + rtol * |expected|`. */
export interface CheckOptions {
  /** The relative tolerance; 1e-5 where it is not given. */
  rtol?: number;
  /** The absolute tolerance; 1e-8 where it is not given. */
  atol?: number;
}

/**
 * Checks a result: shows a short green line where it is right, throws where it is not, so that a wrong number
 * stops the notebook.
 *
 * Numbers, text, truth values, nested arrays, typed arrays and tensors can be compared, an array with a
 * tensor, too; their shapes must agree. Two numbers are equal when
 * `|actual - expected| <= atol + rtol * |expected|` (the rule and the defaults of NumPy's `allclose`:
 * `rtol = 1e-5`, `atol = 1e-8`). NaN is equal to NaN only, an infinity to the same infinity only; text and
 * truth values must be the same; `rtol: 0, atol: 0` asks for the very same numbers.
 *
 * An answer that is still `todo` gets a line that says so. Where nbgrader grades the notebook it is a wrong
 * answer.
 *
 * @param name what is checked, for the line and for the error
 * @param actual the result
 * @param expected what it should be
 * @throws Error that shows both, how many values differ, and the largest difference with its place
 * @example
 * ```ts
 * check("the slope at 1", 3 * 1 ** 2 + 1 / 1 ** 2, 4)
 * // => ✓ the slope at 1
 * check("a gradient", [6, 36.94528665], [6, 5 * Math.exp(2)], { rtol: 1e-6 })
 * // => ✓ a gradient
 * ```
 */
export function check(
  name: string,
  actual: Comparable,
  expected: Comparable,
  options: CheckOptions = {},
): void {
  asAtStart(() => judge(name, actual, expected, options));
}

function judge(name: string, actual: Comparable, expected: Comparable, options: CheckOptions): void {
  if (typeof name !== "string") {
    throw wrongType({
      fn: "check",
      argument: "name",
      got: name,
      wanted: "a string",
      hint: `Say what is checked, for instance check("the slope", slope, 4).`,
    });
  }
  const tolerance = readTolerance(options);
  if (isUnanswered(actual)) return waiting(name);
  const [left, right] = [nested("actual", actual), nested("expected", expected)];
  const comparison = compare(left, right, tolerance);
  if (comparison.mismatch !== undefined || comparison.differences.length > 0) {
    throw new Error(explain(name, left, right, comparison, tolerance));
  }
  showLine(say("✓ {name}", { name }), "#1a7f37");
}

function waiting(name: string): void {
  // nbgrader's own word to the kernel: a notebook that is handed in is not to wait for anything.
  if (process.env.NBGRADER_EXECUTION === "autograde")
    throw new Error(`check: ${name}: the answer is still todo`);
  showLine(say("○ {name}: todo", { name }), "#9a6700");
}

function showLine(line: string, colour: string): void {
  const coloured = `<span style="color: ${colour}">${escapeHtml(line)}</span>`;
  currentHost().display({ data: { "text/html": coloured, "text/plain": line } });
}

function readTolerance(options: CheckOptions): Tolerance {
  refuseUnknownOptions("check", options, ["rtol", "atol"]);
  // Own properties only: what a cell has put into Object.prototype is nobody's tolerance.
  const { rtol = 1e-5, atol = 1e-8 } = { __proto__: null, ...options } as CheckOptions;
  for (const [option, value] of Object.entries({ rtol, atol })) {
    if (typeof value === "number" && value >= 0 && value < Infinity) continue;
    throw wrongValue({
      fn: "check",
      argument: `options.${option}`,
      got: value,
      wanted: "a finite number of at least 0",
    });
  }
  return { rtol, atol };
}

function nested(argument: string, value: unknown): NonNullable<ReturnType<typeof toNested>> {
  const plain = toNested(value);
  if (plain !== undefined) return plain;
  throw wrongType({
    fn: "check",
    argument,
    got: value,
    wanted: "a number, text, a truth value, or arrays or a tensor of those",
    hint: value === undefined ? "Does the function that computes it return it?" : undefined,
  });
}

function explain(
  name: string,
  actual: unknown,
  expected: unknown,
  found: Comparison,
  tolerance: Tolerance,
): string {
  const what = [`  expected: ${brief(expected)}`, `  actual:   ${brief(actual)}`];
  if (found.mismatch !== undefined) return [`check: ${name}: ${found.mismatch}`, ...what].join("\n");
  const worst = largest(found.differences);
  if (typeof worst.actual !== "number" || typeof worst.expected !== "number") {
    return [`check: ${name}: ${otherValue(worst, found)}`, ...what].join("\n");
  }
  return [`check: ${name}: ${beyond(found, tolerance)}`, ...what, worstLine(worst)].join("\n");
}

function otherValue({ where, actual, expected }: Difference, { count }: Comparison): string {
  if (count === 1) return "the value is another one";
  return `the value at ${where} is another one (${inspect(actual)} where ${inspect(expected)} was expected)`;
}

function beyond({ count, differences }: Comparison, { rtol, atol }: Tolerance): string {
  const who = count === 1 ? "the value differs" : `${differences.length} of ${count} values differ`;
  return `${who} by more than atol + rtol * |expected|, rtol ${rtol}, atol ${atol}`;
}

function worstLine({ where, actual, expected, distance }: Difference): string {
  const place = where === "" ? "" : ` at ${where}`;
  return `  largest difference: ${distance}${place} (${inspect(actual)} where ${inspect(expected)} was expected)`;
}

function brief(value: unknown): string {
  const text = inspect(value, { depth: 4, maxArrayLength: 12, maxStringLength: 200, breakLength: Infinity });
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
