// The kinds of definitions that the reference's operations are written with.

import type { Operand } from "./dtypes";
import { asValue, floatOf, promoted } from "./dtypes";
import type { DType, Exactness, Value } from "./value";
import { broadcast, compute, indicesOf, placeOf, range, sizeOf, wrap, wrapAll } from "./value";

export type Dims = number | readonly number[] | undefined;

/** Each element by itself; the result is a floating-point number. */
export function each(f: (x: number) => number): (a: Value) => Value {
  return (a) => compute(floatOf(a.dtype), a.shape, [a], (x) => x.map(f));
}

/** Each element by itself, exactly, in the dtype of the operand or in another. */
export function exactly(f: (x: number) => number, dtype?: DType): (a: Value) => Value {
  return (a) => compute(dtype ?? a.dtype, a.shape, [a], (x) => x.map(f), "exact");
}

/** The operands repeated to their common shape, element by element. */
export function together(
  operands: readonly Operand[],
  dtype: DType,
  f: (...x: number[]) => number,
  exactness: Exactness = "rounded",
): Value {
  const wanted = promoted(...operands);
  const values = operands.map((x) => asValue(x, wanted));
  const shape = broadcast(...values.map((value) => value.shape));
  const places = values.map((value) => {
    const lead = shape.length - value.shape.length;
    return indicesOf(shape).map((index) =>
      placeOf(
        value.shape,
        value.shape.map((n, d) => (n === 1 ? 0 : index[d + lead])),
      ),
    );
  });
  return compute(
    dtype,
    shape,
    values,
    (...numbers) => range(sizeOf(shape)).map((i) => f(...numbers.map((list, k) => list[places[k][i]]))),
    exactness,
  );
}

export function reducedShape(shape: readonly number[], dims: readonly number[], keepdim: boolean): number[] {
  return shape.flatMap((n, d) => (dims.includes(d) ? (keepdim ? [1] : []) : [n]));
}

/** The elements that differ only in `dims`, for each element of what is left. */
export function groupsOf(shape: readonly number[], dims: readonly number[]): number[][] {
  const kept = range(shape.length).filter((d) => !dims.includes(d));
  return indicesOf(kept.map((d) => shape[d])).map((outer) =>
    indicesOf(dims.map((d) => shape[d])).map((inner) =>
      placeOf(
        shape,
        shape.map((_, d) => (dims.includes(d) ? inner[dims.indexOf(d)] : outer[kept.indexOf(d)])),
      ),
    ),
  );
}

/** A list of numbers becomes one, over everything or over the dimensions `dim`. */
export function fold(
  a: Value,
  dim: Dims,
  keepdim: boolean,
  dtype: DType,
  f: (list: number[]) => number,
  exactness: Exactness = "rounded",
): Value {
  const dims = wrapAll(dim, a.shape.length);
  const groups = groupsOf(a.shape, dims);
  return compute(
    dtype,
    reducedShape(a.shape, dims, keepdim),
    [a],
    (x) => groups.map((group) => f(group.map((i) => x[i]))),
    exactness,
  );
}

/** Each line along `dim` becomes a line of `length` numbers (as long as before if left out). */
export function lines(
  a: Value,
  dim: number,
  dtype: DType,
  f: (list: number[]) => number[],
  exactness: Exactness = "rounded",
  length?: number,
): Value {
  const along = wrap(dim, a.shape.length);
  const groups = a.shape.length === 0 ? [[0]] : groupsOf(a.shape, [along]);
  const shape = a.shape.map((n, d) => (d === along ? (length ?? n) : n));
  const targets = shape.length === 0 ? [[0]] : groupsOf(shape, [along]);
  return compute(
    dtype,
    shape,
    [a],
    (x) => {
      const out = new Array<number>(sizeOf(shape));
      groups.forEach((group, g) => f(group.map((i) => x[i])).forEach((y, k) => (out[targets[g][k]] = y)));
      return out;
    },
    exactness,
  );
}
