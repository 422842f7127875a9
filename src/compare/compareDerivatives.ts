import { inspect } from "node:util";
import { grad } from "../autograd/grad";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import { tableBundle } from "../display/table";
import { wrongType } from "../errors";
import { derivativeWithError } from "../numeric";
import { type Symbolic, symbolic } from "../symbolic";
import { tensor } from "../tensor/create";
import { Tensor } from "../tensor/tensor";

/** A function of one variable: a text, an arrow function, one written with the functions of this library, or what `symbolic` has made. */
export type Differentiable = string | Symbolic | ((x: never) => unknown);

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

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface DerivativeTable extends Displayable {
  [jupyterDisplay](): MimeBundle;
}

/** Rows that show as a table in a notebook. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class DerivativeTable extends Array<DerivativeRow> {
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

/**
 * Three independent derivatives of a function at `x`: numerical (the adaptive differences), automatic (reverse mode on a tensor) and
 * symbolic (the formula), with their differences. Where one of them cannot be had, its row says why.
 *
 * @throws TypeError where `f` cannot be called or `x` is no number; SyntaxError for a text that is no expression
 *
 * @example
 * ```ts
 * compareDerivatives("x^3 - 1/x", 1).map(({ value }) => value?.toFixed(8))
 * // => [ '4.00000000', '4.00000000', '4.00000000' ]
 * compareDerivatives((x: number) => Math.exp(2 * x), 0)[2].note
 * // => 2*e^(2*x)
 * ```
 */
export function compareDerivatives(f: Differentiable, x: number): DerivativeTable {
  if (typeof f !== "string" && typeof f !== "function") {
    const wanted = `a text such as "x^2" or a function such as (x) => x ** 2`;
    throw wrongType({ fn: "compareDerivatives", argument: "f", got: f, wanted });
  }
  const { formula, reason } = formulaOf(f);
  const numerical = numericalRow(f, formula, x);
  const automatic = automaticRow(f, formula, x);
  const exact = symbolicRow(formula, reason, x);
  const best = exact.value ?? automatic.value;
  const rows = [numerical, automatic, exact].map(
    ({ derivative, value, evaluations, note }): DerivativeRow => {
      return { derivative, value, difference: distance(value, best), evaluations, note };
    },
  );
  return DerivativeTable.from(rows) as DerivativeTable;
}

function distance(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.abs(a - b);
}

function formulaOf(f: Differentiable): { formula?: Symbolic; reason: string } {
  if (typeof f === "string") return { formula: symbolic(f), reason: "" };
  try {
    return { formula: symbolic(f), reason: "" };
  } catch (error) {
    return { reason: firstLine(error) };
  }
}

function firstLine(error: unknown): string {
  return String((error as Error).message ?? error).split("\n")[0];
}

type Row = Omit<DerivativeRow, "difference">;

function numericalRow(f: Differentiable, formula: Symbolic | undefined, x: number): Row {
  const { value, error, evaluations, converged } = derivativeWithError((t) => numberAt(f, formula, t), x);
  const note = converged
    ? `error at most about ${error.toPrecision(1)}`
    : "did not converge: a kink, a jump or noise";
  return { derivative: "numerical", value, evaluations, note };
}

/** The value of the function for a number; of one that takes tensors only, by way of a tensor. */
function numberAt(f: Differentiable, formula: Symbolic | undefined, t: number): number {
  if (typeof f === "string") return formula!(t);
  const got = attempt(() => f(t as never)) ?? attempt(() => f(tensor(t, { dtype: "float64" }) as never));
  if (typeof got === "number") return got;
  if (got instanceof Tensor && got.numel() === 1) return got.item();
  const hint = "Return a number such as x ** 2, or a tensor with one element.";
  throw wrongType({ fn: "compareDerivatives", argument: `f(${t})`, got, wanted: "a number", hint });
}

function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The function itself where it takes a tensor, else its formula. */
function automaticRow(f: Differentiable, formula: Symbolic | undefined, x: number): Row {
  const at = tensor(x, { dtype: "float64", requiresGrad: true });
  const own = typeof f === "string" ? undefined : attempt(() => f(at as never));
  const y = own instanceof Tensor ? own : attempt(() => formula?.(at));
  if (!(y instanceof Tensor)) {
    const note = "the function takes no tensors: write it with exp, sin, pow, … of nablab";
    return { derivative: "automatic", value: undefined, evaluations: undefined, note };
  }
  const value = y.requiresGrad ? grad(y, at)[0].item() : 0;
  return { derivative: "automatic", value, evaluations: 1, note: "one pass forward, one backward" };
}

function symbolicRow(formula: Symbolic | undefined, reason: string, x: number): Row {
  if (formula === undefined)
    return { derivative: "symbolic", value: undefined, evaluations: undefined, note: reason };
  const derivative = formula.derivative();
  return { derivative: "symbolic", value: derivative(x), evaluations: 1, note: derivative.toString() };
}
