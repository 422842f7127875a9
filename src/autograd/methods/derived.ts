// Methods derived from functions: `a.mul(b)` is `mul(a, b)`, with the same types and the same docstring.

import { Tensor } from "../../tensor/tensor";

type MethodOf<F> = F extends (a: never, ...rest: infer Rest) => infer Result
  ? (this: Tensor, ...rest: Rest) => Result
  : never;

/** A mapped type keeps each function's docstring, so that the inspector shows it for the method too. */
export type MethodsOf<O> = { [Name in keyof O]: MethodOf<O[Name]> };

type Operation = (a: Tensor, ...rest: unknown[]) => unknown;

/** The method of an operation; five arguments are the most that an operation has. */
function methodOf(name: string, operation: Operation): unknown {
  try {
    // A text of its own for each method: V8 keeps one record of callees for closures of the same text, and
    // would not inline.
    const text = `"use strict"; return function ${name}(b, c, d, e) { return operation(this, b, c, d, e); }`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- only `name`, a key of a module, enters the text
    return (new Function("operation", text) as (operation: Operation) => unknown)(operation);
  } catch {
    // A page whose Content-Security-Policy forbids `new Function`.
    return function (this: Tensor, ...rest: unknown[]): unknown {
      return operation(this, ...rest);
    };
  }
}

/** The methods of a module whose functions take a tensor first. */
export function methodsOf<O extends object>(functions: O): MethodsOf<O> {
  const entries = Object.entries(functions) as [string, Operation][];
  return Object.fromEntries(entries.map(([name, f]) => [name, methodOf(name, f)])) as unknown as MethodsOf<O>;
}

/** Gives class Tensor these methods; they are not listed as properties of a tensor. */
export function install(...groups: readonly object[]): void {
  for (const [name, value] of groups.flatMap((group) => Object.entries(group)))
    Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
