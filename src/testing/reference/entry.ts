// What the table holds for each operation: how a program calls it, and its definition.

import type { Arg, Chooser, Wish } from "./chooser";
import type { Value } from "./value";

/** The definition; its parameters are the call's arguments, with a value for each tensor. */
export type Definition = (...args: never[]) => Value | readonly Value[];

export interface Entry {
  /** The arguments of a call. */
  make: (c: Chooser) => Arg[];
  define: Definition;
  /** It writes to its first argument, and that is its result. */
  inPlace?: true;
}

export const entry = (make: Entry["make"], define: Definition): Entry => ({ make, define });

export const floats: Wish = { dtypes: ["float64", "float64", "float32"] };
export const numbers: Wish = { dtypes: ["float64", "float64", "float32", "int32"] };
export const anything: Wish = { dtypes: ["float64", "float64", "float32", "int32", "bool"] };

/** One tensor. */
export const one =
  (wish: Wish = {}): Entry["make"] =>
  (c) => [c.t(wish)];

/** A tensor, and a tensor or number that broadcasts with it. */
export const two =
  (wish: Wish = {}, second: Wish = wish): Entry["make"] =>
  (c) => {
    const a = c.t(wish);
    return [a, c.operand(a, second)];
  };

/** A tensor, dimensions, keepdim. */
export const reducing =
  (wish: Wish = {}): Entry["make"] =>
  (c) => {
    const a = c.t(wish);
    return c.args(a, c.dims(a), c.chance(3) ? true : undefined);
  };

/** A tensor and a dimension of it. */
export const along =
  (wish: Wish = {}): Entry["make"] =>
  (c) => {
    const a = c.t(wish);
    return [a, c.dim(a)];
  };

export type Entries<Name extends string> = Readonly<Record<Name, Entry>>;
