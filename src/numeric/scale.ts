// Extrapolation at one scale: quotients with steps h, h/2, h/4, … and what their table says of its own error.

import { type Difference, difference, quotient, type Rule } from "./differences";
import { type Estimate, ExtrapolationTable } from "./extrapolate";
import type { Side } from "./noise";
import type { Samples } from "./samples";
import { exactStep } from "./steps";

/** A derivative that is sought, with points on both sides of x or on one only. */
export interface Problem {
  samples: Samples;
  order: number;
  side: Side;
}

/** What one scale proposes. */
export interface Candidate extends Estimate {
  h: number;
  /** Whether rounding explains the error. */
  explained: boolean;
  /** The same, and the error is small. */
  settled: boolean;
  /** The size that the derivative would have if nothing cancelled. */
  steepness: number;
  /** What rounding does to a value of `f`. */
  unit: number;
}

/** How large the numbers are that go into a quotient. */
interface Sizes {
  steepness: number;
  /** What rounding of the values of `f` can do to the quotient. */
  rounding: number;
  /** The same, if `f` also rounds in its argument, as `sin(3 * x)` does. */
  innerRounding: number;
}

/** One step, and what extrapolation makes of its quotient and those of the larger steps. */
interface Row extends Sizes, Estimate {
  h: number;
  /**
   * How large the limit of the difference between the quotients of the two sides can be: a kink, if it is not
   * 0.
   */
  gap: number;
  /** The limit of that difference. */
  limit: Estimate;
}

/**
 * The steps of a table as multiples of a small one. Each is about half the one before, but they have no
 * common factor: values rounded to a grid, as those of a function that computes in float32, would repeat
 * themselves at exact halves.
 */
const multiples = [1021, 509, 257, 127, 67, 31, 17, 7, 3];
/** So many rows without an improvement end a table. */
const patience = 2;
/**
 * A row whose error is so many times the least is as good, and its larger step suffers less from rounding.
 */
const asGood = 4;
/** A spread of so many times the rounding is noise, a kink, or a detail that the step does not resolve. */
const unexplained = 50;
/**
 * Nothing is settled whose spread is a larger part of the steepness, or, with few digits, so many times the
 * rounding of 1.
 */
const coarse = { part: 1e-6, roundings: 2 ** 8 };

/** The rule of each side, and the power of the step in which its error is a series. */
const rules: Readonly<Record<Problem["side"], { rule: Rule; power: number }>> = {
  both: { rule: "central", power: 2 },
  right: { rule: "forward", power: 1 },
  left: { rule: "backward", power: 1 },
};

/** Extrapolates from the step `start` downwards; `last` is the smallest step tried. */
export function extrapolateFrom(problem: Problem, start: number): { best?: Candidate; last: number } {
  const { x, float } = problem.samples;
  const unit = exactStep(x, start / multiples[0], float);
  const takeRow = rowTaker(problem);
  const rows: Row[] = [];
  let last = start;
  for (const multiple of multiples) {
    if (stalled(rows)) break;
    last = multiple * unit;
    const row = takeRow(last);
    if (row !== undefined) rows.push(row);
    else if (rows.length > 0) break;
  }
  return { best: bestOf(rows, problem), last };
}

/** Takes one row after the other; undefined where a point lies outside the domain of `f`. */
function rowTaker({ samples, order, side }: Problem): (h: number) => Row | undefined {
  const { at, x, float } = samples;
  const values = new ExtrapolationTable();
  const bends = new ExtrapolationTable();
  const gaps = new ExtrapolationTable();
  const take = (rule: Rule, h: number): number => quotient(at, x, h, difference(rule, order), float);
  return (h) => {
    const value = take(rules[side].rule, h);
    const gap = side === "both" ? take("forward", h) - take("backward", h) : 0;
    if (!Number.isFinite(value) || !Number.isFinite(gap)) return undefined;
    return {
      h,
      ...values.add(h ** rules[side].power, value),
      gap: bends.add(h ** 2, gap / h).error * h,
      limit: gaps.add(h, gap),
      ...sizes(samples, h, difference(rules[side].rule, order)),
    };
  };
}

function sizes({ at, x, float }: Samples, h: number, { order, points }: Difference): Sizes {
  let [peak, rise, total, weights] = [0, 0, 0, 0];
  for (const { offset, weight } of points) {
    const value = at(float.round(x + offset * h));
    const change = Math.abs(value - at(x));
    peak = Math.max(peak, Math.abs(value));
    rise = Math.max(rise, change);
    total += Math.abs(weight) * change;
    weights += Math.abs(weight);
  }
  const unit = (float.epsilon * weights) / h ** order;
  const steepness = total / h ** order;
  return { steepness, rounding: unit * peak, innerRounding: unit * (peak + (Math.abs(x) * rise) / h) };
}

/** Whether more rows would be of no use: the values no longer improve, nor does what is known of a kink. */
function stalled(rows: readonly Row[]): boolean {
  if (rows.length <= patience) return false;
  return [
    rows.map(({ error, rounding }) => error + rounding),
    rows.map(({ gap, rounding }) => gap + rounding),
  ].every((errors) => errors.indexOf(Math.min(...errors)) < rows.length - patience);
}

/** The first of the good rows that have another after them. */
function bestOf(rows: readonly Row[], problem: Problem): Candidate | undefined {
  const candidates = rows.slice(0, -1).map((_, i) => judge(rows, i, problem));
  const least = Math.min(...candidates.map(({ error }) => error));
  return candidates.find(({ error }) => error <= asGood * least);
}

/** What a row is worth in the light of the others. */
function judge(rows: readonly Row[], i: number, { order, samples }: Problem): Candidate {
  const row = rows[i];
  const { value, h, steepness, rounding, innerRounding } = row;
  const open = kink(rows, i, order);
  const spread = Math.max(row.error, open / 2, halfOf(row.limit), echo(rows, i, order));
  const explained = spread <= unexplained * innerRounding;
  const part = Math.max(coarse.part, coarse.roundings * samples.float.epsilon);
  const settled = explained && spread <= part * steepness;
  return {
    value,
    error: spread + rounding,
    h,
    explained,
    settled,
    steepness,
    unit: innerRounding * h ** order,
  };
}

/** How far apart the derivatives of the two sides can be in the light of the rows up to one. */
function kink(rows: readonly Row[], i: number, order: number): number {
  const known = rows
    .slice(0, i + 1)
    .map(({ h, gap }, j) => Math.max(gap, ...after(rows, j).map((next) => next.gap * (next.h / h) ** order)));
  return Math.min(...known);
}

/** How far the derivatives of the two sides certainly lie from their mean. */
function halfOf({ value, error }: Estimate): number {
  return Math.max(0, Math.abs(value) - error) / 2;
}

/**
 * The error of the next rows, scaled to this step as noise would be: a row that fits by luck is found out.
 */
function echo(rows: readonly Row[], i: number, order: number): number {
  return Math.max(...after(rows, i).map(({ h, error }) => error * (h / rows[i].h) ** order));
}

function after(rows: readonly Row[], i: number): readonly Row[] {
  return rows.slice(i + 1, i + 1 + patience);
}
