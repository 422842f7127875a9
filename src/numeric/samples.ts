// Samples of a function: its values, counted, rounded to the dtype, within its domain.

import { type NumberFunction, numberAt } from "./checks";
import type { FloatType } from "./floatTypes";

/** The interval in which a function may be asked, its ends included. */
export type Domain = readonly [low: number, high: number];

const everywhere: Domain = [-Infinity, Infinity];

/** The values of `f` that one derivative asks for, each computed once. */
export class Samples {
  calls = 0;
  private readonly known = new Map<number, number>();

  constructor(
    private readonly fn: string,
    private readonly f: NumberFunction,
    readonly x: number,
    readonly float: FloatType,
    private readonly domain: Domain = everywhere,
  ) {}

  /** The value at `t`; NaN outside the domain, where `f` is not called. */
  at = (t: number): number => {
    const known = this.known.get(t);
    if (known !== undefined) return known;
    if (t < this.domain[0] || t > this.domain[1]) return NaN;
    this.calls++;
    const value = this.float.round(numberAt(this.fn, this.f, t));
    this.known.set(t, value);
    return value;
  };
}
