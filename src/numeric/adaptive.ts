// The adaptive rule: extrapolation at several scales of the step, and the judgement which of them to trust.

import { notFinite } from "./checks";
import { dyadicSlope } from "./dyadic";
import { lookClosely } from "./noise";
import type { Samples } from "./samples";
import { type Candidate, extrapolateFrom, type Problem } from "./scale";

/** A derivative with what is known of its quality. */
export interface DerivativeResult {
  value: number;
  /** An estimate of the absolute error, rounding included; rather too large than too small. */
  error: number;
  /** The step of the rule; of the adaptive rule, the smallest that went into the value. */
  h: number;
  /** How often the function was called. */
  evaluations: number;
  /**
   * Whether the estimates settled down to the rounding of `f`: false at a kink, at a jump and for a noisy
   * function.
   */
  converged: boolean;
}

/**
 * Where a search starts, and the fraction of |x| it tries. No simple fraction, lest a periodic function looks
 * flat.
 */
const fraction = 0.3819660112501051;
/** An error that is this part of the steepness needs no larger step to improve it. */
const goodEnough = 1e-12;

/** A fine scale whose error is at most this part of the steepness need not be the best to be believed. */
const sure = 1e-10;
/**
 * The part of its size that the error of a higher derivative may have where coarse scales have not settled.
 */
const small = 1e-5;
/**
 * The distances of the points that are looked at closely, as parts of the step; no simple fractions, as
 * above.
 */
const closeness = [0.0291796, 0.00344419];
/** Values of a smooth function are no rougher than so many times their rounding. */
const rough = 6;

/**
 * The derivative of `f` by extrapolation. Steps that leave the domain of `f` are made smaller; at the end of
 * a domain the points of one side are taken. The search begins with the step `start`, unless it is too small
 * to show a digit. `fn` is named in errors.
 */
export function adaptive(fn: string, samples: Samples, order: number, start?: number): DerivativeResult {
  const { x, float } = samples;
  const usual = usualStep(samples);
  const first = start !== undefined && start > 1000 * leastStep(samples) ? start : usual;
  for (const side of ["both", "right", "left"] as const) {
    const problem = { samples, order, side };
    const found = search(problem, first);
    if (found === undefined) continue;
    const { error, h, settled } = found;
    const exact = settled && order === 1 && side === "both" ? dyadicSlope(samples, h) : undefined;
    const value = exact !== undefined && Math.abs(exact - found.value) <= error ? exact : found.value;
    // A function with a kink has no higher derivatives, which even differences would not notice.
    const converged =
      settled && (order === 1 ? isSmooth(problem, found) : adaptive(fn, samples, order - 1, start).converged);
    // Adding 0 turns -0, which a notebook would show, into 0.
    return { value: float.round(value) + 0, error, h, evaluations: samples.calls, converged };
  }
  throw notFinite(fn, `finite values at ${x} alone, not beside it`, "A derivative needs points next to x.");
}

/** The step with which a search begins. */
export function usualStep({ x, float }: Samples): number {
  return fraction * Math.max(1, Math.abs(x) * Math.sqrt(float.epsilon));
}

/**
 * Whether seven points much closer to x than the steps agree with an estimate, and are no rougher than
 * rounding makes them. Where the function still bends on that scale, a smaller one decides. Steps far larger
 * than x look past what happens on the scale of x.
 */
function isSmooth(problem: Problem, found: Candidate): boolean {
  if (!closeness.some((part) => isSmoothWithin(problem, found, part * found.h))) return false;
  const ofX = closeness[0] * Math.abs(problem.samples.x);
  return ofX === 0 || ofX > closeness[1] * found.h || isSmoothWithin(problem, found, ofX);
}

function isSmoothWithin(
  { samples, side }: Problem,
  { value, error, unit }: Candidate,
  step: number,
): boolean {
  const { roughness, slope = value } = lookClosely(samples, step, side);
  return roughness <= rough * unit && Math.abs(slope - value) <= 10 * error + (rough * unit) / step;
}

function search(problem: Problem, first: number): Candidate | undefined {
  const ofX = fraction * Math.abs(problem.samples.x);
  const { best, start, tooFine } = descend(problem, first);
  if (tooFine && ofX > 8 * first) return descend(problem, ofX).best;
  return best?.settled && start === first ? climb(problem, best, first) : best;
}

/**
 * What a descent found: where it ended, and whether already its first steps were so small that rounding
 * covers the digits.
 */
interface Descent {
  best?: Candidate;
  start: number;
  tooFine: boolean;
}

/** Tries smaller and smaller scales until the estimates settle. */
function descend(problem: Problem, first: number): Descent {
  const least = leastStep(problem.samples);
  const found: Candidate[] = [];
  for (let start = first; start > least;) {
    const { best, last } = extrapolateFrom(problem, start);
    const next = nextScale(last, problem.samples);
    if (best !== undefined && !isGrid(best, found)) {
      const settled = best.settled && isSmall(best, found, first, problem.order);
      if (settled && isConfirmed(problem, best, found, next)) return { best, start, tooFine: false };
      found.push(best);
    }
    start = next;
  }
  const best = found.length === 0 ? undefined : { ...mostTrusted(found), settled: false };
  return { best, start: least, tooFine: found.length > 0 && found[0].explained };
}

/**
 * Of a higher order, every function is steep on a fine scale, if only by its first derivative: next to that,
 * even the jump of a second one is small. So the error has to be small beside the value, or beside the
 * steepness at the step `first`.
 */
function isSmall(
  { value, error }: Candidate,
  coarser: readonly Candidate[],
  first: number,
  order: number,
): boolean {
  if (order === 1 || coarser.length === 0) return true;
  const [{ steepness, h }] = coarser;
  return error <= small * Math.max(Math.abs(value), steepness * (h / first) ** (order - 1));
}

/**
 * Rounding hides kinks and noise from a fine scale, which then only repeats less exactly what a coarser one
 * has said: its estimate must be the best. And where coarser scales say otherwise, the next finer one has to
 * say the same.
 */
function isConfirmed(
  problem: Problem,
  best: Candidate,
  coarser: readonly Candidate[],
  finer: number,
): boolean {
  if (mostTrusted([...coarser, best]) !== best && best.error > sure * best.steepness) return false;
  if (coarser.every((other) => agree(other, best, 10))) return true;
  const next = extrapolateFrom(problem, finer).best;
  return next !== undefined && next.settled && next.steepness > 0 && agree(next, best, 10);
}

/** With fewer than a thousand numbers to a step, a difference has hardly a digit left. */
function leastStep({ x, float }: Samples): number {
  return 2 ** 10 * float.epsilon * Math.abs(x);
}

/** Half of a step; below all usual sizes, what is left is the size of x, however small. */
function nextScale(last: number, { x, float }: Samples): number {
  return last / 2 >= float.epsilon * 2 ** -8 ? last / 2 : Math.min(last / 2, fraction * Math.abs(x));
}

/**
 * Whether a function that was seen to change looks constant on this scale: its values are rounded to a grid.
 */
function isGrid({ steepness }: Candidate, coarser: readonly Candidate[]): boolean {
  return steepness === 0 && coarser.some((other) => other.steepness > 0);
}

/**
 * Where rounding limits a settled estimate, a larger step may be better: many functions are smooth on the
 * scale of x.
 */
function climb(problem: Problem, settled: Candidate, first: number): Candidate {
  const ofX = fraction * Math.abs(problem.samples.x);
  let best = ofX > 8 * first ? better(problem, ofX, settled) : settled;
  for (const factor of [2 ** 6, 2 ** 12, 2 ** 18, 2 ** 24]) {
    const next = better(problem, factor * first, best);
    if (next === best || !next.settled) return next;
    best = next;
  }
  return best;
}

function better(problem: Problem, h: number, best: Candidate): Candidate {
  if (best.error <= goodEnough * best.steepness) return best;
  const next = extrapolateFrom(problem, h).best;
  if (next === undefined) return best;
  // A function that is constant to rounding, but not on a larger scale, has its values rounded to a grid.
  const isPlateau = best.steepness === 0 && next.steepness > 0 && !agree(next, best, 10);
  if (isPlateau) return { ...best, error: Math.abs(next.value - best.value) + next.error, settled: false };
  // An estimate that is better, and still not settled, sees a kink or noise which rounding hid from the
  // smaller steps.
  return next.error < best.error && agree(next, best) ? next : best;
}

/**
 * Of estimates from coarse to fine: the most exact one that no finer one contradicts. A coarse scale can look
 * past a detail of the function and be sure of a wrong value; the derivative is what the fine scales see.
 */
function mostTrusted(found: readonly Candidate[]): Candidate {
  // Errors are known within a small factor only: one that is a little larger is no worse, and no
  // contradiction either.
  return found.reduceRight((best, coarser) =>
    coarser.error < 4 * best.error && agree(coarser, best, 10) ? coarser : best,
  );
}

function agree(a: Candidate, b: Candidate, times = 1): boolean {
  return Math.abs(a.value - b.value) <= times * (a.error + b.error);
}
