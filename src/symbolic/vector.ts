// Symbolic gradients and Hessians.

import { inspect } from "node:util";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import type { Symbolic } from "./symbolic";

/** What a function of several variables is called with: its numbers one by one, or in an array. */
export type Arguments = readonly (number | ArrayLike<number>)[];

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface SymbolicVector extends Displayable {
  [jupyterDisplay](): MimeBundle;
}

/**
 * An array of functions, such as a gradient.
 *
 * @example
 * ```ts
 * symbolic("x^2*y").gradient()
 * // => [2*x*y, x^2]
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class SymbolicVector extends Array<Symbolic> {
  /** What `map` and `filter` make is a plain array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** The values of all functions at a point, given as the functions themselves take it. */
  evaluate(...values: Arguments): number[] {
    return Array.from(this, (f) => f(...values));
  }

  /** A column. */
  toTex(): string {
    return matrixTex(Array.from(this, (f) => [f.toTex()]));
  }

  override toString(): string {
    return `[${Array.from(this, String).join(", ")}]`;
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface SymbolicMatrix extends Displayable {
  [jupyterDisplay](): MimeBundle;
}

/**
 * Rows of functions, such as a Hessian.
 *
 * @example
 * ```ts
 * symbolic("x^2*y").hessian()
 * // => [[2*y, 2*x], [2*x, 0]]
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class SymbolicMatrix extends Array<Symbolic[]> {
  /** What `map` and `filter` make is a plain array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** The values of all functions at a point, given as the functions themselves take it. */
  evaluate(...values: Arguments): number[][] {
    return Array.from(this, (row) => row.map((f) => f(...values)));
  }

  toTex(): string {
    return matrixTex(Array.from(this, (row) => row.map((f) => f.toTex())));
  }

  override toString(): string {
    return `[${Array.from(this, (row) => `[${row.map(String).join(", ")}]`).join(", ")}]`;
  }
}

function matrixTex(rows: readonly string[][]): string {
  return `\\begin{pmatrix} ${rows.map((row) => row.join(" & ")).join(" \\\\ ")} \\end{pmatrix}`;
}

for (const { prototype } of [SymbolicVector, SymbolicMatrix]) {
  Object.defineProperties(prototype, {
    [jupyterDisplay]: {
      value(this: SymbolicVector | SymbolicMatrix): MimeBundle {
        return { "text/latex": `$\\displaystyle ${this.toTex()}$`, "text/plain": this.toString() };
      },
    },
    [inspect.custom]: {
      value(this: SymbolicVector | SymbolicMatrix): string {
        return this.toString();
      },
    },
  });
}
