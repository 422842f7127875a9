// stencil: difference quotients of a wanted derivative and accuracy.

import { inspect } from "node:util";
import { refuseUnknownOptions, requireFunction, wrongValue } from "../errors";
import { finiteAt, type NumberFunction, requireFinite, requireOneOf, requireStep } from "./checks";

/** What `stencil` is asked for. */
export interface StencilOptions {
  /** Which derivative, from 1. */
  derivative: number;
  /**
   * The power of `h` with which the error shrinks; even for central differences. 2 by default, one-sided 1.
   */
  accuracy?: number;
  /** Where the points lie: around x (the default), from x on, or up to x. */
  side?: "central" | "forward" | "backward";
}

/**
 * A difference quotient: the sum of `coefficients[i] * f(x + offsets[i] * h)`, divided by `h ** derivative`.
 */
export interface Stencil {
  readonly derivative: number;
  readonly accuracy: number;
  /** The places of the points, in steps. */
  readonly offsets: readonly number[];
  readonly coefficients: readonly number[];
  /** The coefficients as exact fractions: `"-1/12"`. */
  readonly fractions: readonly string[];
  /**
   * The error of truncation is `constant * h ** power` times the derivative of `f` of this `order`, and
   * higher terms.
   */
  readonly truncation: {
    readonly constant: number;
    readonly fraction: string;
    readonly power: number;
    readonly order: number;
  };
  /**
   * The error of rounding is at most `roundoff * epsilon / h ** derivative` times the size of `f`: the sum of
   * the sizes of the coefficients.
   */
  readonly roundoff: number;
  /**
   * The step at which both errors are about equal, where `f` and its derivatives are about as large as each
   * other.
   */
  readonly bestStep: number;
  /** The quotient for a function, a point and a step. */
  apply(f: NumberFunction, x: number, h: number): number;
  /** The quotient as a formula. */
  toString(): string;
}

/**
 * The difference quotient of an order and accuracy with the fewest points: their places, the exact
 * coefficients, and what truncation and rounding do to it.
 *
 * @param options which derivative, the accuracy, and the side of the points
 * @throws TypeError or RangeError for a derivative or accuracy that is no whole number from 1 to 20, an odd
 *   accuracy around x, and unknown options
 * Source: Fornberg, Generation of Finite Difference Formulas on Arbitrarily Spaced Grids, Mathematics of
 * Computation 51 (1988).
 *
 * @example
 * ```ts
 * const second = stencil({ derivative: 2, accuracy: 4 })
 * second
 * // => (-f(x - 2h) + 16f(x - h) - 30f(x) + 16f(x + h) - f(x + 2h)) / (12h^2)
 * second.fractions
 * // => [ '-1/12', '4/3', '-5/2', '4/3', '-1/12' ]
 * second.truncation.fraction
 * // => -1/90
 * second.apply(Math.exp, 0, 0.01).toFixed(8)
 * // => 1.00000000
 * ```
 */
export function stencil(options: StencilOptions): Stencil {
  refuseUnknownOptions("stencil", options ?? null, ["derivative", "accuracy", "side"]);
  const { derivative, side = "central" } = options;
  requireOneOf("stencil", "options.side", side, ["central", "forward", "backward"]);
  const accuracy = options.accuracy ?? (side === "central" ? 2 : 1);
  requireCount("options.derivative", derivative);
  requireCount("options.accuracy", accuracy);
  if (side === "central" && accuracy % 2 === 1) {
    const hint = "Central differences gain two powers of h at a time, since the odd terms cancel.";
    throw wrongValue({
      fn: "stencil",
      argument: "options.accuracy",
      got: accuracy,
      wanted: "even around x",
      hint,
    });
  }
  const offsets = offsetsOf(derivative, accuracy, side);
  const weights = offsets.map((_, i) => weightOf(offsets, i, derivative));
  const used = offsets
    .map((offset, i) => ({ offset, weight: weights[i] }))
    .filter(({ weight }) => weight.n !== 0n);
  return makeStencil(derivative, used);
}

function requireCount(argument: string, got: unknown): void {
  requireFinite("stencil", argument, got, "For instance { derivative: 1, accuracy: 4 }.");
  if (Number.isInteger(got) && (got as number) >= 1 && (got as number) <= 20) return;
  throw wrongValue({ fn: "stencil", argument, got, wanted: "a whole number from 1 to 20" });
}

function offsetsOf(derivative: number, accuracy: number, side: "central" | "forward" | "backward"): number[] {
  const reach = Math.floor((derivative + 1) / 2) - 1 + accuracy / 2;
  const count = side === "central" ? 2 * reach + 1 : derivative + accuracy;
  const first = { central: -reach, forward: 0, backward: 1 - count }[side];
  return Array.from({ length: count }, (_, i) => first + i);
}

interface Fraction {
  n: bigint;
  d: bigint;
}

/** The derivative at 0 of the polynomial that is 1 at one offset and 0 at the others. */
function weightOf(offsets: readonly number[], i: number, derivative: number): Fraction {
  let coefficients = [1n];
  let below = 1n;
  for (const [j, offset] of offsets.entries()) {
    if (j === i) continue;
    const next = [...coefficients.map((c) => -BigInt(offset) * c), 0n];
    coefficients.forEach((c, k) => (next[k + 1] += c));
    coefficients = next;
    below *= BigInt(offsets[i] - offset);
  }
  return reduced(factorial(derivative) * (coefficients[derivative] ?? 0n), below);
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return product;
}

function reduced(n: bigint, d: bigint): Fraction {
  const divisor = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

const show = ({ n, d }: Fraction): string => (d === 1n ? String(n) : `${n}/${d}`);
const valueOf = ({ n, d }: Fraction): number => Number(n) / Number(d);

interface Point {
  offset: number;
  weight: Fraction;
}

function makeStencil(derivative: number, points: readonly Point[]): Stencil {
  const { constant, order } = truncationOf(derivative, points);
  const coefficients = points.map(({ weight }) => valueOf(weight));
  const roundoff = coefficients.reduce((sum, c) => sum + Math.abs(c), 0);
  const power = order - derivative;
  const truncation = { constant: valueOf(constant), fraction: show(constant), power, order };
  const formula = formulaOf(derivative, points);
  const result: Stencil = {
    derivative,
    accuracy: power,
    offsets: points.map(({ offset }) => offset),
    coefficients,
    fractions: points.map(({ weight }) => show(weight)),
    truncation,
    roundoff,
    // Where the derivative of the sum of both errors by h is 0.
    bestStep:
      ((derivative * roundoff * Number.EPSILON) / (power * Math.abs(truncation.constant))) ** (1 / order),
    apply: (f, x, h) => {
      requireFunction("stencil.apply", f);
      requireFinite("stencil.apply", "x", x);
      requireStep("stencil.apply", "h", h);
      const values = points.map(({ offset }) => finiteAt("stencil.apply", f, x + offset * h));
      return values.reduce((sum, value, i) => sum + coefficients[i] * value, 0) / h ** derivative + 0;
    },
    toString: () => formula,
  };
  return Object.defineProperty(result, inspect.custom, { value: () => formula });
}

/** The first power of the step that the points do not cancel. */
function truncationOf(derivative: number, points: readonly Point[]): { constant: Fraction; order: number } {
  for (let order = derivative + 1; ; order++) {
    const below = points.reduce((product, { weight }) => product * weight.d, 1n);
    const sum = points.reduce(
      (total, { offset, weight }) => total + BigInt(offset) ** BigInt(order) * weight.n * (below / weight.d),
      0n,
    );
    if (sum !== 0n) return { constant: reduced(sum, below * factorial(order)), order };
  }
}

/** `(f(x + h) - f(x - h)) / (2h)` */
function formulaOf(derivative: number, points: readonly Point[]): string {
  const below = points.reduce((d, { weight }) => (d * weight.d) / gcd(d, weight.d), 1n);
  const terms = points.map(({ offset, weight }) => {
    const factor = (weight.n * below) / weight.d;
    const size = factor < 0n ? -factor : factor;
    return { sign: factor < 0n ? "-" : "+", text: `${size === 1n ? "" : size}f(${placeOf(offset)})` };
  });
  const sum = terms
    .map(({ sign, text }, i) => (i === 0 ? `${sign === "-" ? "-" : ""}${text}` : ` ${sign} ${text}`))
    .join("");
  const step = derivative === 1 ? "h" : `h^${derivative}`;
  return `(${sum}) / ${below === 1n ? step : `(${below}${step})`}`;
}

function placeOf(offset: number): string {
  if (offset === 0) return "x";
  const size = Math.abs(offset) === 1 ? "h" : `${Math.abs(offset)}h`;
  return `x ${offset < 0 ? "-" : "+"} ${size}`;
}
