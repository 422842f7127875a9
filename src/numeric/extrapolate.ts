// Richardson extrapolation, with an estimate of its error.

/** A value and an estimate of its error. */
export interface Estimate {
  value: number;
  error: number;
}

/**
 * Richardson's extrapolation: the limit, for a step towards 0, of values taken with smaller and smaller
 * steps. Entry `k` of a row is the value at 0 of the polynomial through the last `k + 1` points `(t, value)`,
 * where `t` is the power of the step in which the error of the values is a series.
 * Source: Ridders, Accurate computation of F'(x) and F'(x)F''(x), Advances in Engineering Software 4 (1982).
 */
export class ExtrapolationTable {
  private readonly steps: number[] = [];
  private row: number[] = [];

  /** Adds a row and returns its best entry: the one that differs least from the two it was made of. */
  add(t: number, value: number): Estimate {
    const before = this.row;
    const row = [value];
    let best: Estimate = { value, error: Infinity };
    for (let k = 1; k <= before.length; k++) {
      const ratio = this.steps[this.steps.length - k] / t;
      row.push(row[k - 1] + (row[k - 1] - before[k - 1]) / (ratio - 1));
      const error = Math.max(Math.abs(row[k] - row[k - 1]), Math.abs(row[k] - before[k - 1]));
      if (error < best.error) best = { value: row[k], error };
    }
    this.steps.push(t);
    this.row = row;
    return best;
  }
}
