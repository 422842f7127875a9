// Rules of sums, products, quotients and powers.

import { constant, zerosLike } from "../../tensor/create";
import type { DType } from "../../tensor/dtype";
import { isFloating, promoted, toFloating } from "../../tensor/dtype";
import { apply1, apply2 } from "../../tensor/elementwise";
import { map1, map2 } from "../../tensor/loops";
import type { Map1 } from "../../tensor/loops";
import { refuse, refuseType } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import type { Binary, Unary } from "../rule";
import { from } from "../rule";
import { fused } from "./fused";

type BinaryName = "add" | "sub" | "mul" | "div" | "pow";

/** A power whose exponent is a plain number. */
export interface Power {
  exponent: number;
}

export const arithmetic: { readonly [K in BinaryName]: Binary } & {
  readonly neg: Unary;
  readonly powScalar: Unary<Power>;
} = {
  add: {
    gradFn: "AddBackward0",
    forward: (a, b) => apply2(plus, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => g), from([], (g) => g)],
  },

  sub: {
    gradFn: "SubBackward0",
    forward: (a, b) => apply2(minus, a, b, subtractable(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => g), from([], (g) => g.neg())],
  },

  mul: {
    gradFn: "MulBackward0",
    forward: (a, b) => product(a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "multilinear",
    backward: [from(["b"], (g, { b }) => g.mul(b)), from(["a"], (g, { a }) => g.mul(a))],
  },

  div: {
    gradFn: "DivBackward0",
    forward: (a, b) => apply2(over, a, b, toFloating(promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["b"], (g, { b }) => g.div(b)),
      // d(a/b)/db = -a/b^2, in the order of operations that keeps a/b finite where it is.
      from(["a", "b"], (g, { a, b }) => g.neg().mul(a.div(b).div(b))),
    ],
  },

  pow: {
    gradFn: "PowBackward1",
    forward: (a, b) => power(a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      // b a^(b-1), and 0 for b = 0, where a^0 is 1 everywhere, also at a = 0.
      from(["a", "b"], (g, { a, b }) => g.mul(b.mul(a.pow(b.sub(1)))).maskedFill(b.eq(0), 0)),
      // a^b log a, and 0 for a = 0 with b >= 0, where a^b stays 0.
      from(["a", "b", "out"], (g, { a, b, out }) =>
        g.mul(out.mul(a.to(out.dtype).log()).maskedFill(zeroToPower(a, b), 0)),
      ),
    ],
  },

  powScalar: {
    gradFn: "PowBackward0",
    forward: (a, { exponent }) => powerOf(a, exponent),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a, attrs: { exponent } }) => gradientOfPower(g, a, exponent))],
  },

  neg: {
    gradFn: "NegBackward0",
    forward: (a) => apply1(minusOf, a, negatable(a.dtype)),
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g) => g.neg())],
  },
};

const plus = map2((x, y) => x + y, "add");
const minus = map2((x, y) => x - y, "sub");
const times = map2((x, y) => x * y, "mul");
const over = map2((x, y) => x / y, "div");
// The SIMD kernel doubles the rounded product, which is another number only below the smallest normal one.
const slopeOfSquare = map2((g, x) => 2 * (g * x), "slope");
const minusOf = map1((x) => -x, "neg");

/** Products of integers beyond 2^53 wrap around, as PyTorch's do. */
const timesInt = map2(Math.imul);

function product(a: Tensor, b: Tensor, dtype: DType): Tensor {
  return apply2(dtype === "int32" ? timesInt : times, a, b, dtype);
}

/** C's pow: 1 to any power is 1, also to NaN; JavaScript says NaN. */
const raised = map2((x, y) => (x === 1 || (x === -1 && (y === Infinity || y === -Infinity)) ? 1 : x ** y));

/**
 * Whole powers of whole numbers; of the negative ones only those of 1 and -1 are whole, the others are cut to
 * 0.
 */
const raisedInt = map2((x, y) => {
  if (y < 0 && x !== 1 && x !== -1) return 0;
  let result = 1;
  for (let base = x, n = Math.abs(y); n > 0; n >>= 1, base = Math.imul(base, base))
    if (n & 1) result = Math.imul(result, base);
  return result;
});

function power(a: Tensor, b: Tensor, dtype: DType): Tensor {
  if (dtype === "bool")
    throw refuseType("\"pow\" not implemented for 'Bool'", 'Convert with to("float32") first.');
  if (dtype !== "int32") return apply2(raised, a, b, dtype);
  return apply2(raisedInt, a, b, dtype);
}

/**
 * Exponents that need no general power; the products and roots are exact to the last bit, a general power
 * need not be.
 */
const shortcuts: Readonly<Record<number, Map1>> = {
  1: map1((x) => x, "copy"),
  2: map1((x) => x * x, "square"),
  3: map1((x) => x * x * x),
  0.5: map1(Math.sqrt, "sqrt"),
  [-0.5]: map1((x) => 1 / Math.sqrt(x)),
  [-1]: map1((x) => 1 / x),
  [-2]: map1((x) => 1 / (x * x)),
};

function powerOf(a: Tensor, exponent: number): Tensor {
  const shortcut = isFloating(a.dtype) ? shortcuts[exponent] : undefined;
  if (shortcut !== undefined) return apply1(shortcut, a, a.dtype);
  const dtype = isFloating(a.dtype) ? a.dtype : Number.isInteger(exponent) ? "int32" : "float32";
  if (dtype === "int32" && exponent < 0) throw negativePower();
  return power(a, constant([], exponent, dtype), dtype);
}

function gradientOfPower(g: Tensor, a: Tensor, exponent: number): Tensor {
  if (exponent === 0) return zerosLike(g);
  const square = exponent === 2 ? fused(slopeOfSquare, g, a) : undefined;
  return square ?? g.mul(a.pow(exponent - 1).mul(exponent));
}

function zeroToPower(a: Tensor, b: Tensor): Tensor {
  return a.eq(0).mul(b.ge(0));
}

/** Differences of true and false have no meaning, and PyTorch refuses them also beside numbers. */
function subtractable(a: Tensor, b: Tensor): DType {
  if (a.dtype !== "bool" && b.dtype !== "bool") return promoted(a, b);
  throw noMinus(
    a.dtype === b.dtype
      ? "Subtraction, the `-` operator, with two bool tensors is not supported. " +
          "Use the `^` or `logical_xor()` operator instead."
      : "Subtraction, the `-` operator, with a bool tensor is not supported. " +
          "If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

function negatable(dtype: DType): DType {
  if (dtype !== "bool") return dtype;
  throw noMinus(
    "Negation, the `-` operator, on a bool tensor is not supported. " +
      "If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

function noMinus(sentence: string): TypeError {
  return refuseType(
    sentence,
    'Convert with to("int32") to count true as 1; to invert a mask, compare it with eq(false).',
  );
}

function negativePower(): RangeError {
  return refuse(
    "Integers to negative integer powers are not allowed.",
    'Convert the base with to("float32") first.',
  );
}
