// The table of a comparison.

import { inspect } from "node:util";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import { tableBundle } from "../display/table";
import { say } from "./sentences";

/** One derivative of a table. */
export interface DerivativeRow {
  /** How it was computed. */
  derivative: "numerical" | "automatic" | "symbolic";
  value: number | undefined;
  /** The distance from the symbolic value, or from the automatic one where that is missing. */
  difference: number | undefined;
  /** How often the function was called. */
  evaluations: number | undefined;
  /** What is known of the error, the formula, or why there is no value. */
  note: string;
}

/** One derivative of a function of several variables, by one of them. */
export interface GradientRow extends DerivativeRow {
  /** The name of the variable: `y`, `x[1]`. */
  variable: string;
}

export interface DerivativeTable<Row extends DerivativeRow = DerivativeRow> extends Displayable, Array<Row> {
  [jupyterDisplay](): MimeBundle;
}

/**
 * Rows that show as a table in a notebook.
 *
 * @example
 * ```ts
 * compareDerivatives((x) => x * x, 1)
 * // => derivative  value  difference  evaluations                            note
 * //  numerical      2           0           21       error at most about 2e-15
 * //  automatic      2           0            1  one pass forward, one backward
 * //   symbolic      2           0            1                             2*x
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class DerivativeTable<Row extends DerivativeRow = DerivativeRow> extends Array<Row> {
  /** What `map` and `filter` make is a plain array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  override toString(): string {
    return String(tableBundle(rowsOf(this))["text/plain"]);
  }
}

Object.defineProperties(DerivativeTable.prototype, {
  [jupyterDisplay]: {
    value(this: DerivativeTable): MimeBundle {
      return tableBundle(rowsOf(this));
    },
  },
  [inspect.custom]: {
    value(this: DerivativeTable): string {
      return this.toString();
    },
  },
});

/** The rows as they are shown: the words in the language now, the rest as it is. */
function rowsOf(table: DerivativeTable): Record<string, unknown>[] {
  return Array.from(table, (row) =>
    Object.fromEntries(
      Object.entries({ ...row, derivative: say(row.derivative) }).map(([key, value]) => [
        say(key as keyof GradientRow),
        value,
      ]),
    ),
  );
}
