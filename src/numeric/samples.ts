import { type NumberFunction, numberAt } from "./checks";
import type { FloatType } from "./floatTypes";

/** The values of `f` that one derivative asks for, each computed once. */
export class Samples {
  calls = 0;
  private readonly known = new Map<number, number>();

  constructor(
    private readonly fn: string,
    private readonly f: NumberFunction,
    readonly x: number,
    readonly float: FloatType,
  ) {}

  /** The value at `t`; NaN or infinite outside the domain of `f`. */
  at = (t: number): number => {
    const known = this.known.get(t);
    if (known !== undefined) return known;
    this.calls++;
    const value = this.float.round(numberAt(this.fn, this.f, t));
    this.known.set(t, value);
    return value;
  };
}
