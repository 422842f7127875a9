// Products of vectors and matrices, written as sums over indices.

import type { Arg, Chooser } from "./chooser";
import type { Entries } from "./entry";
import { entry, floats, numbers } from "./entry";
import { fold, together } from "./define";
import { promoted } from "./dtypes";
import { floating } from "./unary";
import type { DType, Value } from "./value";
import { broadcast, compute, indicesOf, placeOf, range, rearrange, refuseUnless, wrap } from "./value";

function sameDType(a: Value, b: Value): void {
  refuseUnless(a.dtype === b.dtype, "equal dtypes are wanted");
}

/** The sum of all products of elements whose letters agree, for every index of the result. */
export function contracted(
  dtype: DType,
  inputs: readonly Value[],
  letters: readonly string[],
  out: string,
): Value {
  const lengths = new Map<string, number>();
  inputs.forEach((v, k) => {
    refuseUnless(letters[k].length === v.shape.length, "a letter for each dimension is wanted");
    [...letters[k]].forEach((letter, d) => {
      const before = lengths.get(letter) ?? 1;
      refuseUnless(v.shape[d] === before || v.shape[d] === 1 || before === 1, "lengths do not match");
      lengths.set(letter, before === 1 ? v.shape[d] : before);
    });
  });
  const summed = [...lengths.keys()].filter((letter) => !out.includes(letter));
  const shape = [...out].map((letter) => lengths.get(letter)!);
  const inner = indicesOf(summed.map((letter) => lengths.get(letter)!));
  const place = (k: number, at: Map<string, number>): number =>
    placeOf(
      inputs[k].shape,
      [...letters[k]].map((letter, d) => (inputs[k].shape[d] === 1 ? 0 : at.get(letter)!)),
    );
  return compute(
    dtype,
    shape,
    inputs,
    (...lists) =>
      indicesOf(shape).map((outer) => {
        let sum = 0;
        for (const rest of inner) {
          const at = new Map([
            ...[...out].map((l, i) => [l, outer[i]] as const),
            ...summed.map((l, i) => [l, rest[i]] as const),
          ]);
          sum += lists.reduce((product, list, k) => product * list[place(k, at)], 1);
        }
        return sum;
      }),
    "short",
  );
}

/**
 * What an equation without a product is: other names for the dimensions, or a diagonal, of the same memory.
 */
function relabelled(a: Value, letters: string, out: string): Value {
  const shape = [...out].map((letter) => a.shape[letters.indexOf(letter)]);
  return rearrange(a, shape, (index) => [...letters].map((letter) => index[out.indexOf(letter)]), "view");
}

function matmul(a: Value, b: Value): Value {
  sameDType(a, b);
  const [p, q] = [a.shape.length, b.shape.length];
  refuseUnless(p > 0 && q > 0, "at least vectors are wanted");
  const [left, right] = [p === 1 ? [1, ...a.shape] : a.shape, q === 1 ? [...b.shape, 1] : b.shape];
  const lead = broadcast(left.slice(0, -2), right.slice(0, -2));
  const [n, k] = left.slice(-2);
  const [rows, m] = right.slice(-2);
  refuseUnless(k === rows, "columns and rows do not match");
  const full = indicesOf([...lead, n, m]);
  const at = (shape: readonly number[], head: readonly number[], i: number, j: number): number => {
    const own = shape.slice(0, -2);
    const start = head.slice(head.length - own.length).map((x, d) => (own[d] === 1 ? 0 : x));
    return placeOf(shape, [...start, i, j]);
  };
  const shape = [...lead, ...(p === 1 ? [] : [n]), ...(q === 1 ? [] : [m])];
  return compute(
    a.dtype,
    shape,
    [a, b],
    (x, y) =>
      full.map((index) => {
        const [head, i, j] = [index.slice(0, -2), index[index.length - 2], index[index.length - 1]];
        return range(k).reduce((sum, l) => sum + x[at(left, head, i, l)] * y[at(right, head, l, j)], 0);
      }),
    "short",
  );
}

const ranked =
  (p: number, q: number, product: (a: Value, b: Value) => Value = matmul) =>
  (a: Value, b: Value): Value => {
    refuseUnless(a.shape.length === p && b.shape.length === q, "another number of dimensions is wanted");
    return product(a, b);
  };

/** A tensor, and another of the same dtype whose shape follows from the first one's. */
const shaped =
  (
    ndim: number | readonly [number, number],
    other: (shape: readonly number[], c: Chooser) => readonly number[],
  ) =>
  (c: Chooser): Arg[] => {
    const a = c.t({ ...floats, ndim });
    const { shape, dtype } = c.value(a);
    return [a, c.t({ dtypes: [dtype], shape: other(shape, c) })];
  };

const last = (shape: readonly number[]): number => shape[shape.length - 1];
const vectors = shaped(1, (shape) => shape);

const equations: readonly (readonly [string, readonly string[], string])[] = [
  ["ij,jk->ik", ["ij", "jk"], "ik"],
  ["ii->i", ["ii"], "i"],
  ["ii", ["ii"], ""],
  ["i,j->ij", ["i", "j"], "ij"],
  ["ij->ji", ["ij"], "ji"],
  ["ij,ij->", ["ij", "ij"], ""],
  ["bij,bjk->bik", ["bij", "bjk"], "bik"],
  ["ij,j->i", ["ij", "j"], "i"],
  ["ij->", ["ij"], ""],
  ["ij,ik,il->jkl", ["ij", "ik", "il"], "jkl"],
];

export const products: Entries<
  | "matmul"
  | "dot"
  | "vdot"
  | "outer"
  | "mv"
  | "mm"
  | "bmm"
  | "vecdot"
  | "inner"
  | "kron"
  | "tensordot"
  | "einsum"
  | "linear"
  | "cross"
  | "trace"
> = {
  matmul: entry((c) => {
    const a = c.t({ ...floats, ndim: [1, 3] });
    const { shape, dtype } = c.value(a);
    const k = last(shape);
    const lead = shape.length > 2 ? c.pick([[], [shape[0]], [1]]) : c.pick([[], [2]]);
    return [a, c.t({ dtypes: [dtype], shape: c.pick([[k], [k, 2], [...lead, k, 2], [...lead, k, 1]]) })];
  }, matmul),
  dot: entry(vectors, ranked(1, 1)),
  vdot: entry(vectors, ranked(1, 1)),
  outer: entry(
    (c) => [c.t({ ...floats, ndim: 1 }), c.t({ ...floats, ndim: 1 })],
    ranked(1, 1, (a, b) => contracted(promoted(a, b), [a, b], ["i", "j"], "ij")),
  ),
  mv: entry(
    shaped(2, (shape) => [last(shape)]),
    ranked(2, 1),
  ),
  mm: entry(
    shaped(2, (shape, c) => [last(shape), c.int(1, 3)]),
    ranked(2, 2),
  ),
  bmm: entry(
    shaped(3, (shape, c) => [shape[0], last(shape), c.int(1, 2)]),
    ranked(3, 3, (a, b) => {
      refuseUnless(a.shape[0] === b.shape[0], "equally many matrices are wanted");
      return matmul(a, b);
    }),
  ),
  vecdot: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3] });
      return [a, c.t({ shape: c.value(a).shape, dtypes: [c.value(a).dtype] }), c.dim(a)];
    },
    (a: Value, b: Value, dim: number = -1) => {
      sameDType(floating(a), b);
      const product = together([a, b], a.dtype, (x, y) => x * y, "short");
      return fold(product, dim, false, a.dtype, (list) => list.reduce((sum, x) => sum + x, 0), "short");
    },
  ),
  inner: entry(
    shaped([1, 2], (shape, c) => c.pick([[last(shape)], [2, last(shape)]])),
    (a: Value, b: Value) => {
      if (a.shape.length === 0 || b.shape.length === 0)
        return together([a, b], promoted(a, b), (x, y) => x * y, "short");
      sameDType(a, b);
      refuseUnless(last(a.shape) === last(b.shape), "the last lengths do not match");
      const [p, q] = ["abc".slice(0, a.shape.length - 1), "def".slice(0, b.shape.length - 1)];
      return contracted(a.dtype, [a, b], [`${p}z`, `${q}z`], p + q);
    },
  ),
  kron: entry(
    (c) => [c.t({ ...floats, ndim: [0, 2] }), c.t({ ...floats, ndim: [0, 2] })],
    (a: Value, b: Value) => {
      const ndim = Math.max(a.shape.length, b.shape.length);
      const long = (v: Value): number[] => [...range(ndim - v.shape.length).map(() => 1), ...v.shape];
      const [p, q] = [long(a), long(b)];
      const shape = p.map((n, d) => n * q[d]);
      return compute(
        promoted({ ...a, shape: p }, { ...b, shape: q }),
        shape,
        [a, b],
        (x, y) =>
          indicesOf(shape).map(
            (index) =>
              x[
                placeOf(
                  p,
                  index.map((i, d) => Math.floor(i / q[d])),
                )
              ] *
              y[
                placeOf(
                  q,
                  index.map((i, d) => i % q[d]),
                )
              ],
          ),
        "short",
      );
    },
  ),
  tensordot: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: 2, solid: true });
      const { shape, dtype } = c.value(a);
      const dims = c.int(1, 2);
      return [a, c.t({ dtypes: [dtype], shape: dims === 1 ? [shape[1], 2] : [...shape, 2] }), dims];
    },
    (a: Value, b: Value, dims: number = 2) => {
      sameDType(a, b);
      const summed = "xyz".slice(0, dims);
      const [p, q] = ["abc".slice(0, a.shape.length - dims), "def".slice(0, b.shape.length - dims)];
      return contracted(a.dtype, [a, b], [p + summed, summed + q], p + q);
    },
  ),
  einsum: entry(
    (c) => {
      const [text, letters] = c.pick(equations);
      const length = new Map([..."bijkl"].map((letter) => [letter, c.int(1, 3)] as const));
      const shape = (names: string): number[] => [...names].map((letter) => length.get(letter)!);
      const dtypes = [c.pick(["float64", "float32"] as const)];
      return [text, ...letters.map((names) => c.t({ dtypes, shape: shape(names) }))];
    },
    (text: string, ...inputs: Value[]) => {
      const [, letters, out] = equations.find(([name]) => name === text)!;
      if (inputs.length === 1 && [...letters[0]].every((letter) => out.includes(letter)))
        return relabelled(inputs[0], letters[0], out);
      return { ...contracted(inputs[0].dtype, inputs, letters, out), loose: true };
    },
  ),
  linear: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3], solid: true });
      const { shape, dtype } = c.value(a);
      const n = c.int(1, 3);
      const weight = c.t({ dtypes: [dtype], shape: [n, last(shape)] });
      return c.args(a, weight, c.chance(2) ? c.t({ dtypes: [dtype], shape: [n] }) : undefined);
    },
    (a: Value, weight: Value, bias?: Value) => {
      const flipped = compute(
        weight.dtype,
        [...weight.shape].reverse(),
        [weight],
        (w) => indicesOf([...weight.shape].reverse()).map(([j, i]) => w[placeOf(weight.shape, [i, j])]),
        "exact",
      );
      const product = matmul(a, flipped);
      return bias === undefined ? product : together([product, bias], a.dtype, (x, y) => x + y, "short");
    },
  ),
  cross: entry(
    (c) => {
      const shape = c.pick([[3], [2, 3], [1, 3]]);
      const a = c.t({ ...floats, shape });
      return [a, c.t({ dtypes: [c.value(a).dtype], shape })];
    },
    (a: Value, b: Value, dim: number = -1) => {
      const along = wrap(dim, a.shape.length);
      refuseUnless(a.shape[along] === 3 && b.shape[along] === 3, "three elements are wanted");
      const turned = (index: number[], by: number): number[] =>
        index.map((i, d) => (d === along ? (i + by) % 3 : i));
      const at = (list: number[], index: number[], by: number): number =>
        list[placeOf(a.shape, turned(index, by))];
      return compute(
        promoted(a, b),
        a.shape,
        [a, b],
        (x, y) =>
          indicesOf(a.shape).map(
            (index) => at(x, index, 1) * at(y, index, 2) - at(x, index, 2) * at(y, index, 1),
          ),
        "vague",
      );
    },
  ),
  trace: entry(
    (c) => [c.t({ ...numbers, ndim: 2 })],
    (a: Value) => {
      refuseUnless(a.shape.length === 2, "a matrix is wanted");
      const [n, m] = a.shape;
      const diagonal = (x: number[]): number[] => range(Math.min(n, m)).map((i) => x[i * m + i]);
      return compute(a.dtype, [], [a], (x) => [diagonal(x).reduce((sum, y) => sum + y, 0)], "short");
    },
  ),
};
