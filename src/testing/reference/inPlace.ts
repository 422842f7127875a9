// Operations that write into the tensor they are called on: each is the operation of its name, and then
// writes.

import type { Arg, Chooser, Ref, Wish } from "./chooser";
import type { Entries, Entry } from "./entry";
import { floats, numbers } from "./entry";
import type { Definition } from "./entry";
import { together } from "./define";
import type { Operand } from "./dtypes";
import { isValue } from "./dtypes";
import { binary } from "./binary";
import { unary } from "./unary";
import { indexed, indicesFor } from "./indexing";
import { unsettled } from "./views";
import type { DType, Value } from "./value";
import { broadcast, compute, constantValue, evaluation, overwrite, refuseUnless } from "./value";

const category = (dtype: DType): number => (dtype === "bool" ? 0 : dtype === "int32" ? 1 : 2);

/** Writes `result` over `target`, which must have its shape and can hold its dtype. */
export function written(target: Value, result: Value): Value {
  refuseUnless(!target.leaf || evaluation.frozen, "a leaf that requires a gradient is edited");
  refuseUnless(new Set(target.cells).size === target.cells.length, "two elements share memory");
  refuseUnless(
    target.shape.length === result.shape.length && target.shape.every((n, d) => n === result.shape[d]),
    "the result has another shape",
  );
  refuseUnless(category(result.dtype) <= category(target.dtype), "the dtype cannot hold the result");
  const fitting =
    result.dtype === target.dtype ? result : compute(target.dtype, result.shape, [result], (x) => x, "exact");
  overwrite(target, fitting);
  return target;
}

const call = (define: Definition, args: readonly unknown[]): Value =>
  (define as (...args: readonly unknown[]) => Value)(...args);

/**
 * Tensors that a program may edit: no leaves, nothing whose memory is shared in a way that is not settled.
 */
export const editable = (wish: Wish = {}): Wish => ({
  ...wish,
  fits: (v) =>
    v.cells.length > 0 &&
    !v.leaf &&
    !v.still &&
    new Set(v.cells).size === v.cells.length &&
    !v.cells.some((cell) => unsettled.has(cell)),
});

/** What is edited: mostly a tensor that was computed, or a constant. */
export function target(c: Chooser, wish: Wish): Ref {
  const found = c.t(editable(wish));
  const value = c.value(found);
  return value.leaf && !c.chance(12) ? c.fresh({ ...wish, constant: true }) : found;
}

const unaryInPlace = (define: Definition, wish: Wish = floats): Entry => ({
  make: (c) => [target(c, wish)],
  define: (a: Value) => written(a, call(define, [a])),
  inPlace: true,
});

/** A partner that can be repeated to the shape of the target, often one that shares its memory. */
function fitting(c: Chooser, a: Ref, wish: Wish): Arg {
  const { shape, cells } = c.value(a);
  if (c.chance(5)) return c.plain(wish.domain ?? "any");
  const repeats = (v: Value): boolean =>
    v.shape.length <= shape.length &&
    v.shape.every((n, d) => n === 1 || n === shape[d + shape.length - v.shape.length]);
  const shares = c.chance(2);
  const found = c.t({
    ...wish,
    fits: (v) =>
      v.cells.length > 0 && repeats(v) && (!shares || v.cells.some((cell) => cells.includes(cell))),
  });
  if (repeats(c.value(found))) return found;
  return c.fresh({ ...wish, shape: shape.map((n) => (c.chance(3) ? 1 : n)) });
}

const binaryInPlace = (define: Definition, wish: Wish = numbers, second: Wish = floats): Entry => ({
  make: (c) => {
    const a = target(c, wish);
    const kind = c.value(a).dtype === "int32" ? { dtypes: ["int32" as const] } : second;
    const other = fitting(c, a, kind);
    return [a, typeof other === "number" && c.value(a).dtype === "int32" ? Math.trunc(other) : other];
  },
  define: (a: Value, b: Operand) => written(a, call(define, [a, b])),
  inPlace: true,
});

const threeInPlace = (define: Definition): Entry => ({
  make: (c) => {
    const a = target(c, floats);
    const dtypes = [c.value(a).dtype];
    const { shape } = c.value(a);
    return c.args(
      a,
      c.t({ dtypes, shape }),
      c.t({ dtypes, shape, domain: "nonzero" }),
      c.pick([undefined, 0.5]),
    );
  },
  define: (a: Value, b: Value, d: Value, value?: number) => written(a, call(define, [a, b, d, value])),
  inPlace: true,
});

/** `value` in the shape of `a`; leading lengths of 1 do not count. */
function repeatedTo(a: Value, value: Value): Value {
  const spare = Math.max(0, value.shape.length - a.shape.length);
  refuseUnless(
    value.shape.slice(0, spare).every((n) => n === 1),
    "too many dimensions",
  );
  const slim = { ...value, shape: value.shape.slice(spare) };
  const zero = { ...a, still: true };
  const common = broadcast(a.shape, slim.shape);
  refuseUnless(
    common.length === a.shape.length && common.every((n, d) => n === a.shape[d]),
    "the value does not fit",
  );
  return together([slim, zero], value.dtype, (x) => x, "exact");
}

export const inPlace: Entries<
  | "add_"
  | "sub_"
  | "mul_"
  | "div_"
  | "pow_"
  | "clamp_"
  | "maskedFill_"
  | "neg_"
  | "square_"
  | "exp_"
  | "log_"
  | "sqrt_"
  | "abs_"
  | "sin_"
  | "cos_"
  | "tanh_"
  | "sigmoid_"
  | "relu_"
  | "reciprocal_"
  | "floor_"
  | "ceil_"
  | "round_"
  | "trunc_"
  | "addcmul_"
  | "addcdiv_"
  | "lerp_"
  | "zero_"
  | "fill_"
  | "copy_"
  | "setIndex"
> = {
  add_: binaryInPlace(binary.add.define),
  sub_: binaryInPlace(binary.sub.define),
  mul_: binaryInPlace(binary.mul.define),
  div_: binaryInPlace(binary.div.define, floats, { ...floats, domain: "nonzero" }),
  pow_: {
    make: (c) => [target(c, { ...floats, domain: "positive" }), c.pick([2, 0.5, 3, -1])],
    define: (a: Value, b: Operand) => written(a, call(binary.pow.define, [a, b])),
    inPlace: true,
  },
  clamp_: {
    make: (c) => [target(c, floats), c.pick([-0.5, -1]), c.pick([1.5, 0.5])],
    define: (a: Value, low: Operand, high: Operand) => written(a, call(binary.clamp.define, [a, low, high])),
    inPlace: true,
  },
  maskedFill_: {
    make: (c) => {
      const a = target(c, floats);
      return [a, c.t({ dtypes: ["bool"], shape: c.value(a).shape }), c.pick([7, -0.5])];
    },
    define: (a: Value, mask: Value, value: number) =>
      written(a, call(binary.maskedFill.define, [a, mask, value])),
    inPlace: true,
  },
  neg_: unaryInPlace(unary.neg.define, numbers),
  square_: unaryInPlace(unary.square.define, numbers),
  exp_: unaryInPlace(unary.exp.define, { ...floats, domain: "small" }),
  log_: unaryInPlace(unary.log.define, { ...floats, domain: "positive" }),
  sqrt_: unaryInPlace(unary.sqrt.define, { ...floats, domain: "positive" }),
  abs_: unaryInPlace(unary.abs.define, numbers),
  sin_: unaryInPlace(unary.sin.define),
  cos_: unaryInPlace(unary.cos.define),
  tanh_: unaryInPlace(unary.tanh.define),
  sigmoid_: unaryInPlace(unary.sigmoid.define),
  relu_: unaryInPlace(unary.relu.define, numbers),
  reciprocal_: unaryInPlace(unary.reciprocal.define, { ...floats, domain: "nonzero" }),
  floor_: unaryInPlace(unary.floor.define),
  ceil_: unaryInPlace(unary.ceil.define),
  round_: unaryInPlace(unary.round.define),
  trunc_: unaryInPlace(unary.trunc.define),
  addcmul_: threeInPlace(binary.addcmul.define),
  addcdiv_: threeInPlace(binary.addcdiv.define),
  lerp_: {
    make: (c) => {
      const a = target(c, floats);
      return [a, c.t({ dtypes: [c.value(a).dtype], shape: c.value(a).shape }), c.pick([0.25, 0.5])];
    },
    define: (a: Value, b: Value, weight: number) => written(a, call(binary.lerp.define, [a, b, weight])),
    inPlace: true,
  },
  zero_: {
    make: (c) => [target(c, numbers)],
    define: (a: Value) =>
      written(
        a,
        constantValue(
          a.shape,
          a.dtype,
          a.cells.map(() => 0),
        ),
      ),
    inPlace: true,
  },
  fill_: {
    make: (c) => [target(c, numbers), c.pick([2, -1, 0])],
    define: (a: Value, value: number) =>
      written(
        a,
        constantValue(
          a.shape,
          a.dtype,
          a.cells.map(() => value),
        ),
      ),
    inPlace: true,
  },
  copy_: {
    make: (c) => {
      const a = target(c, floats);
      const other = fitting(c, a, floats);
      return [a, typeof other === "number" ? c.fresh({ ...floats, shape: [] }) : other];
    },
    define: (a: Value, source: Value) => {
      const wide = repeatedTo(a, source);
      return written(
        a,
        compute(a.dtype, a.shape, [wide], (x) => x, "exact"),
      );
    },
    inPlace: true,
  },
  setIndex: {
    make: (c) => {
      const a = target(c, { ...floats, ndim: [1, 3], solid: true });
      const indices = indicesFor(c, a);
      const lists = indices.some((i) => typeof i === "object");
      if (lists || c.chance(3)) return [a, indices, c.pick([5, -0.5])];
      const { shape } = indexedShape(c.value(a), indices as (number | string)[]);
      return [a, indices, c.fresh({ shape: c.pick([shape, []]), dtypes: [c.value(a).dtype] })];
    },
    define: (a: Value, indices: Parameters<typeof indexed>[1], value: Operand) => {
      const seen = indexed(a, indices);
      refuseUnless(!a.leaf || evaluation.frozen, "a leaf that requires a gradient is edited");
      const given = isValue(value) ? value : constantValue([], a.dtype, [Number(value)]);
      const wide = repeatedTo(seen, given);
      const fitting = compute(a.dtype, seen.shape, [wide], (x) => x, "exact");
      // Lists may name an element twice: one write after the other.
      overwrite({ ...seen, leaf: false }, fitting);
      return a;
    },
    inPlace: true,
  },
};

function indexedShape(a: Value, indices: readonly (number | string)[]): Value {
  return indexed(a, indices);
}
