// Forward traces: the table of values and tangents that textbooks draw, one row an operation.

import { currentLocale } from "../display/language";
import { inspect } from "node:util";
import { wrongType, wrongValue } from "../errors";
import { tableBundle } from "../display/table";
import { tensor, zerosLike } from "../tensor/create";
import type { Nested } from "../tensor/nested";
import { refuse } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import type { Level, Step } from "./dual";
import { tangentIn, withLevel } from "./dual";
import type { TensorLike } from "./grad";
import { rules } from "./rules";

/** One line of a trace; a type and not an interface, so that a notebook shows an array of them as a table. */
export type TraceRow = {
  /** `x` for an input, `v1`, `v2`, … for what is computed from it. */
  name: string;
  /** What was done, in terms of earlier names: `v1 * x`. */
  operation: string;
  value: string;
  /** How fast the value changes. */
  tangent: string;
};

/**
 * The steps of an evaluation with dual numbers; in a notebook it shows as a table.
 *
 * @example
 * ```ts
 * forwardTrace((x) => x.square().add(1), [3])
 * // => name  operation  value  tangent
 * //    x      input    [3]      [1]
 * //   v1     x ** 2    [9]      [6]
 * //   v2     v1 + 1   [10]      [6]
 * ```
 */
export class ForwardTrace {
  constructor(
    /** One row an operation, inputs first. */
    readonly rows: readonly TraceRow[],
    /** The result. */
    readonly value: Tensor,
    /** How fast the result changes: the derivative along the direction. */
    readonly tangent: Tensor,
  ) {}

  /** The table as aligned text. */
  toString(): string {
    return tableBundle(spoken(this.rows))["text/plain"] as string;
  }
}

const chinese: Readonly<Record<string, string>> = {
  name: "名称",
  operation: "运算",
  value: "值",
  tangent: "切向量",
  input: "输入",
};

/** The rows under the heads of the language now. */
function spoken(rows: readonly TraceRow[]): Record<string, string>[] {
  const word = (text: string): string => (currentLocale() === "zh" ? (chinese[text] ?? text) : text);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, text]: [string, string]) => [
        word(key),
        key === "operation" && text === "input" ? word(text) : text,
      ]),
    ),
  );
}

/** How console.log asks for a text, and a notebook for MIME bundles. */
Object.defineProperty(ForwardTrace.prototype, inspect.custom, {
  value(this: ForwardTrace): string {
    return this.toString();
  },
});
Object.defineProperty(ForwardTrace.prototype, Symbol.for("Jupyter.display"), {
  value(this: ForwardTrace): Record<string, unknown> {
    return tableBundle(spoken(this.rows));
  },
});

/**
 * Evaluates `f` with dual numbers, and keeps every step: the table of values and tangents of forward mode.
 *
 * @param f a function of one tensor, or of several
 * @param x where it is evaluated: for a function of several, a list with an entry for each
 * @param v the direction in which `x` moves, of the same form; 1 everywhere if left out
 *
 * @example
 * ```ts
 * forwardTrace((x, y) => x.mul(y).add(x.sin()), [2, 5], [1, 0])
 * // => name  operation   value   tangent
 * //       x      input       2         1
 * //       y      input       5         0
 * //      v1      x * y      10         5
 * //      v2     sin(x)  0.9093  -0.41615
 * //      v3    v1 + v2  10.909    4.5839
 * ```
 */
export function forwardTrace(
  f: (...x: Tensor[]) => Tensor,
  x: TensorLike | readonly TensorLike[],
  v?: TensorLike | readonly TensorLike[],
): ForwardTrace {
  if (typeof f !== "function") {
    throw wrongType({ fn: "forwardTrace", argument: "f", got: f, wanted: "a function of tensors" });
  }
  const several = f.length > 1;
  const inputs = pointsOf(several, x);
  const directions = v === undefined ? inputs.map((t) => t.mul(0).add(1)) : pointsOf(several, v);
  if (several && inputs.length !== f.length) {
    const wanted = `a list of ${f.length}, one entry for each parameter of f`;
    throw wrongValue({ fn: "forwardTrace", argument: "x", got: x, wanted });
  }
  inputs.forEach((input, i) => checkDirection(input, directions[i]));
  const trace = new Recording(inputs, directions);
  const value: unknown = withLevel(trace.level, () => f(...inputs));
  if (!(value instanceof Tensor)) {
    throw wrongType({
      fn: "forwardTrace",
      argument: "f",
      got: value,
      wanted: "a function that returns a tensor",
    });
  }
  return new ForwardTrace(trace.rows, value, tangentIn(trace.level, value) ?? zerosLike(value));
}

function pointsOf(several: boolean, x: TensorLike | readonly TensorLike[]): Tensor[] {
  const list = several && Array.isArray(x) ? (x as readonly TensorLike[]) : [x as TensorLike];
  return list.map((one) => (one instanceof Tensor ? one.clone() : tensor(one)));
}

function checkDirection(x: Tensor, v: Tensor | undefined): void {
  if (v !== undefined && sameShape(x.shape, v.shape)) return;
  const came = v === undefined ? "none" : `torch.Size(${showShape(v.shape)})`;
  throw refuse(
    `v has invalid size: should be torch.Size(${showShape(x.shape)}) but got ${came}.`,
    "A direction has the form of the point.",
  );
}

/** Writes the rows down while the function runs. */
class Recording {
  readonly rows: TraceRow[] = [];
  readonly level: Level;
  private readonly names = new Map<Tensor, string>();
  private readonly inputs: number;

  constructor(inputs: readonly Tensor[], directions: readonly Tensor[]) {
    this.level = {
      tangents: new WeakMap(inputs.map((input, i) => [input, directions[i]])),
      onStep: (step) => this.write(step),
    };
    this.inputs = inputs.length;
    const letters = inputs.length === 1 ? ["x"] : inputs.length <= 3 ? ["x", "y", "z"] : [];
    inputs.forEach((input, i) => {
      this.names.set(input, letters[i] ?? `x${i + 1}`);
      this.row(input, "input", directions[i]);
    });
  }

  private write({ rule, inputs, attrs, out, tangent }: Step): void {
    const args = inputs.map((t) => this.names.get(t) ?? numbers(t));
    this.names.set(out, `v${this.rows.length - this.inputs + 1}`);
    const name = ruleName(rule);
    this.row(out, infix[name]?.(args[0], args[1], attrs) ?? called(name, args, attrs), tangent);
  }

  private row(t: Tensor, operation: string, tangent: Tensor): void {
    this.rows.push({ name: this.names.get(t)!, operation, value: numbers(t), tangent: numbers(tangent) });
  }
}

/** Operations that are written between or before what they are applied to. */
const infix: Readonly<Record<string, ((a: string, b: string, attrs: unknown) => string) | undefined>> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  pow: (a, b) => `${a} ** ${b}`,
  neg: (a) => `-${a}`,
  powScalar: (a, _, attrs) => `${a} ** ${(attrs as { exponent: number }).exponent}`,
  select: (a, _, attrs) => `${a}[${(attrs as { index: number }).index}]`,
};

function called(name: string, args: readonly string[], attrs: unknown): string {
  const which = (attrs as { which?: string } | undefined)?.which;
  return `${which ?? name}(${args.join(", ")})`;
}

function ruleName(rule: unknown): string {
  return Object.entries(rules).find(([, known]) => known === rule)?.[0] ?? "custom";
}

/** The numbers of a tensor in five digits; only the shape if there are many. */
function numbers(t: Tensor): string {
  if (t.numel() > 12) return `[${t.shape.join(" × ")}]`;
  const write = (value: Nested): string =>
    Array.isArray(value) ? `[${value.map(write).join(", ")}]` : String(Number(Number(value).toPrecision(5)));
  return write(t.tolist());
}
