// lift: a plain arrow function of numbers, made to take tensors as well.

import { inspect } from "node:util";
import { requireFunction, wrongType } from "../errors";
import { makeSymbolic } from "../symbolic/function";
import { parseFunction } from "../symbolic/parse/arrow";
import { isSymbolic, type Symbolic } from "../symbolic/symbolic";
import { variablesOf } from "../symbolic/tree";
import { inWords } from "../symbolic/work";
import { Complex } from "../numeric/complex";
import { Tensor } from "../tensor/tensor";
import { elementwise } from "./elementwise";

type Plain = (...values: number[]) => number;
type Mixed<Values extends readonly unknown[]> = { [K in keyof Values]: Tensor | number };

/** A function of numbers that takes tensors too, element by element with broadcasting. */
export interface Lifted<F extends Plain = Plain, Values extends readonly number[] = Parameters<F>> {
  // Of a list that is a parameter TypeScript 5.0, the compiler of stock tslab, sees that its mapped form is a
  // list.
  (...values: Values): number;
  (...values: Mixed<Values>): Tensor;
  /** The expression that was read, to be differentiated and typeset. */
  readonly symbolic: Symbolic;
  toString(): string;
}

/**
 * A plain arrow function of numbers, in ordinary arithmetic, made to take numbers and tensors alike: element
 * by element, with broadcasting, recorded for gradients. Numbers alone give a number; as soon as one argument
 * is a tensor, the result is a tensor.
 *
 * The text of the function is read as `symbolic` reads it: `+ - * / **`, `Math`, the functions of this
 * library, and `test ? a : b`, which chooses for each element; the branch that an element does not take has
 * no part in its gradient. A constant of the surrounding cell cannot be read from the text: it is passed as
 * an argument. Nothing of the text is run for tensors; for numbers the function itself is called.
 *
 * @param f an arrow function of numbers whose body is one expression
 * @throws SyntaxError, which names the place and the reason, for what cannot be read; TypeError for what is
 *   no function
 *
 * @example
 * ```ts
 * const f = lift((x1, x2) => 3 * x1 ** 2 + 5 * Math.exp(x2))
 * f(1, 0)
 * // => 8
 * const x = tensor([-1, 2], { dtype: "float64", requiresGrad: true })
 * f(x, 0).sum().backward()
 * x.grad
 * // => tensor([-6., 12.], dtype=torch.float64)
 * f.symbolic.gradient()
 * // => [6*x1, 5*e^x2]
 * lift((t) => (t > 0 ? Math.sqrt(t) : 0))(tensor([4, -4]))
 * // => tensor([2., 0.])
 * ```
 */
export function lift<F extends Plain>(f: F): Lifted<F> {
  requireFunction("lift", f, "(x) => x ** 2");
  const { expression, names, ofTensors } = inWords("lift", () => read(f));
  const lifted = (...values: unknown[]): unknown => {
    requireCount(values, names);
    if (values.every((value) => typeof value === "number")) return f(...values);
    values.forEach((value, i) => requireValue(value, names[i]));
    if (!values.some((value) => value instanceof Tensor)) return expression(...(values as number[]));
    return ofTensors(values as (Tensor | number)[]);
  };
  const text = (): string => expression.toString();
  Object.defineProperties(lifted, {
    length: { value: names.length },
    symbolic: { value: expression, enumerable: true },
    toString: { value: text },
    [inspect.custom]: { value: text },
  });
  return lifted as unknown as Lifted<F>;
}

interface Reading {
  expression: Symbolic;
  names: readonly string[];
  ofTensors: (values: readonly (Tensor | number)[]) => Tensor;
}

/** What a constant of the surrounding cell is answered with. */
const passIt = (name: string): string =>
  `Pass it as an argument: lift((x, ${name}) => …); the text of a function does not hold the values around it.`;

function read(f: Plain): Reading {
  if (isSymbolic(f)) {
    const hint = "A function that symbolic has made takes tensors as it is.";
    throw wrongType({ fn: "lift", argument: "f", got: f, wanted: "a plain function of numbers", hint });
  }
  const { tree, parameters, fail } = parseFunction(f, {}, { fn: "lift", wayOut: passIt });
  const vector = variablesOf(tree).find(({ index }) => index !== undefined);
  if (vector !== undefined)
    return fail(
      `${vector.name} is used as a vector, but a lifted function takes numbers`,
      "Write (x1, x2) => x1 * x2.",
    );
  const expression = makeSymbolic(tree, parameters.map((name) => ({ name, length: undefined }))); // prettier-ignore
  return { expression, names: parameters, ofTensors: elementwise(tree, parameters) };
}

function requireCount(values: readonly unknown[], names: readonly string[]): void {
  if (values.length === names.length) return;
  const wanted = names.length === 0 ? "none" : `${names.length}: ${names.join(", ")}`;
  const fn = "the lifted function";
  throw wrongType({ fn, argument: "the number of arguments", got: values.length, wanted });
}

function requireValue(got: unknown, argument: string): void {
  if (typeof got === "number" || got instanceof Tensor || got instanceof Complex) return;
  const hint = Array.isArray(got) ? "Make it a tensor first: tensor([1, 2])." : undefined;
  throw wrongType({ fn: "the lifted function", argument, got, wanted: "a number or a tensor", hint });
}
