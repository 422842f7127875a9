// The rows of a comparison, and how they show.

import { inspect } from "node:util";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import { tableBundle } from "../display/table";

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

/** Rows that show as a table in a notebook. */
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

function rowsOf(table: DerivativeTable): Record<string, unknown>[] {
  return Array.from(table, (row) => ({ ...row }));
}
