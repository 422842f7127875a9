// Further functions of two and three numbers.

import { wrongType } from "../../errors";
import { apply2 } from "../../tensor/elementwise";
import { isFloating, longName, promoted, resultType } from "../../tensor/dtype";
import { map2 } from "../../tensor/loops";
import { refuse, refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { checkTensor, operands } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run2 } from "../record";
import type { Binary } from "../rule";
import { moreRules } from "./rules";
import { divisor, quotientBelow } from "./rules/quotient";
import { clamp, where } from "../ops/choice";

function pair(fn: string, rule: Binary, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return run2(rule, x, y, undefined);
}

/**
 * `log(exp(a) + exp(b))`, also where the exponentials overflow.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.logaddexp
 * @example
 * ```ts
 * logaddexp(tensor([1000, 0]), tensor([1000, 0]))
 * // => tensor([1.0007e+03, 6.9315e-01])
 * ```
 */
export function logaddexp(a: Operand, b: Operand): Tensor {
  return pair("logaddexp", moreRules.logaddexp, a, b);
}

/**
 * `log2(2 ** a + 2 ** b)`, also where the powers overflow.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.logaddexp2
 * @example
 * ```ts
 * logaddexp2(tensor([1000, 0]), tensor([1000, 0]))
 * // => tensor([1.0010e+03, 1.0000e+00])
 * ```
 */
export function logaddexp2(a: Operand, b: Operand): Tensor {
  return pair("logaddexp2", moreRules.logaddexp2, a, b);
}

/**
 * The hypotenuse: the root of `a * a + b * b`, without overflow.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.hypot
 * @example
 * ```ts
 * hypot(tensor([3, 5]), tensor([4, 12]))
 * // => tensor([ 5., 13.])
 * ```
 */
export function hypot(a: Operand, b: Operand): Tensor {
  return pair("hypot", moreRules.hypot, a, b);
}

/**
 * The size of `a` with the sign of `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.copysign
 * @example
 * ```ts
 * copysign(tensor([1, -2]), -1)
 * // => tensor([-1., -2.])
 * ```
 */
export function copysign(a: Operand, b: Operand): Tensor {
  const result = pair("copysign", moreRules.copysign, a, b);
  return b instanceof Tensor ? result : filedAs("CopysignBackward1", result);
}

/**
 * The larger of two; where one is NaN, the other.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.fmax
 * @example
 * ```ts
 * fmax(tensor([1, NaN]), tensor([2, 3]))
 * // => tensor([2., 3.])
 * ```
 */
export function fmax(a: Operand, b: Operand): Tensor {
  return pair("fmax", moreRules.fmax, a, b);
}

/**
 * The smaller of two; where one is NaN, the other.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.fmin
 * @example
 * ```ts
 * fmin(tensor([1, NaN]), tensor([2, 3]))
 * // => tensor([1., 3.])
 * ```
 */
export function fmin(a: Operand, b: Operand): Tensor {
  return pair("fmin", moreRules.fmin, a, b);
}

/**
 * The quotient, rounded down.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.floor_divide
 * @example
 * ```ts
 * floorDivide(tensor([-3, 3]), 2)
 * // => tensor([-2.,  1.])
 * ```
 */
export function floorDivide(a: Operand, b: Operand): Tensor {
  const [x, y] = operands("floorDivide", a, b);
  return apply2(quotientBelow, x, divisor("div_floor_cpu", x, y), promoted(x, y));
}

/**
 * Moved from `a` towards `b` by `weight` of the way.
 *
 * @param a a tensor of any shape
 * @param b where it ends; the shape broadcasts
 * @param weight how much of the way: 0 is `a`, 1 is `b`
 * @see torch.lerp
 * @example
 * ```ts
 * lerp(tensor([0, 10]), tensor([10, 20]), 0.25)
 * // => tensor([ 2.5000, 12.5000])
 * ```
 */
export function lerp(a: Tensor, b: Tensor, weight: Operand): Tensor {
  checkTensor("lerp", "a", a);
  if (checkTensor("lerp", "b", b).dtype !== a.dtype) {
    const [wanted, got] = [a, b].map((t) => longName[t.dtype].toLowerCase());
    throw refuseType(
      `expected dtype ${wanted} for \`end\` but got dtype ${got}`,
      `Convert it: b.to("${a.dtype}").`,
    );
  }
  if (!isFloating(a.dtype)) {
    throw refuseType(
      `"lerp_kernel_${weight instanceof Tensor ? "tensor" : "scalar"}" not implemented for '${longName[a.dtype]}'`,
      'Convert both with to("float32") first.',
    );
  }
  const way = b.sub(a);
  if (weight instanceof Tensor) {
    const nearer = weight.abs().lt(0.5);
    const [forth, back] = [a.add(way.mul(weight)), b.sub(way.mul(weight.neg().add(1)))];
    const moved = filedAs("LerpBackward1", where(nearer, forth, back));
    return weight.requiresGrad ? alsoSaving(moved, a, b) : moved;
  }
  if (typeof weight !== "number" && typeof weight !== "boolean")
    throw wrongType({ fn: "lerp", argument: "weight", got: weight, wanted: "a number or a tensor" });
  // From the nearer end, as in PyTorch: all of the way is `b` itself.
  const moved = Math.abs(Number(weight)) < 0.5 ? a.add(way.mul(weight)) : b.sub(way.mul(1 - Number(weight)));
  return filedAs("LerpBackward0", moved);
}

/**
 * `a + value * b * c`.
 *
 * @param a a tensor of any shape
 * @param b a tensor whose shape broadcasts
 * @param c a tensor whose shape broadcasts
 * @param value the factor of the product
 * @see torch.addcmul
 * @example
 * ```ts
 * addcmul(tensor([1, 1]), tensor([2, 3]), tensor([4, 5]), 0.1)
 * // => tensor([1.8000, 2.5000])
 * ```
 */
export function addcmul(a: Tensor, b: Tensor, c: Tensor, value: number = 1): Tensor {
  const [x, y] = factors("addcmul", a, b, c);
  return alsoSaving(filedAs("AddcmulBackward0", a.add(x.mul(y).mul(value))), ...crosswise(b, c));
}

/**
 * `a + value * b / c`.
 *
 * @param a a tensor of any shape
 * @param b a tensor whose shape broadcasts
 * @param c a tensor whose shape broadcasts
 * @param value the factor of the quotient
 * @see torch.addcdiv
 * @example
 * ```ts
 * addcdiv(tensor([1, 1]), tensor([2, 3]), tensor([4, 5]), 0.1)
 * // => tensor([1.0500, 1.0600])
 * ```
 */
export function addcdiv(a: Tensor, b: Tensor, c: Tensor, value: number = 1): Tensor {
  const [x, y] = factors("addcdiv", a, b, c);
  return alsoSaving(
    filedAs("AddcdivBackward0", a.add(x.div(y).mul(value))),
    c,
    ...(c.requiresGrad ? [b] : []),
  );
}

/** Of two factors, each that the gradient of the other one needs. */
export function crosswise(a: Tensor, b: Tensor): Tensor[] {
  return [...(b.requiresGrad ? [a] : []), ...(a.requiresGrad ? [b] : [])];
}

/**
 * `b` and `c` in the dtype of the whole result, so that their product is not rounded to a lower one first.
 */
function factors(fn: string, a: Tensor, b: Tensor, c: Tensor): [Tensor, Tensor] {
  checkTensor(fn, "a", a);
  checkTensor(fn, "b", b);
  checkTensor(fn, "c", c);
  const own = resultType(b.dtype, b.ndim, c.dtype, c.ndim);
  const whole = resultType(a.dtype, a.ndim, own, Math.max(b.ndim, c.ndim));
  return whole === own || !isFloating(whole) ? [b, c] : [b.to(whole), c.to(whole)];
}

/**
 * Every element at least `min`.
 *
 * @param a a tensor of any shape
 * @param min a number, or a tensor whose shape broadcasts
 * @see torch.clamp
 * @example
 * ```ts
 * clampMin(tensor([-1, 2]), 0)
 * // => tensor([0., 2.])
 * ```
 */
export function clampMin(a: Tensor, min: Operand): Tensor {
  return filedAs(`ClampMinBackward${min instanceof Tensor ? 1 : 0}`, clamp(a, min));
}

/**
 * Every element at most `max`.
 *
 * @param a a tensor of any shape
 * @param max a number, or a tensor whose shape broadcasts
 * @see torch.clamp
 * @example
 * ```ts
 * clampMax(tensor([-1, 2]), 0)
 * // => tensor([-1.,  0.])
 * ```
 */
export function clampMax(a: Tensor, max: Operand): Tensor {
  return filedAs(`ClampMaxBackward${max instanceof Tensor ? 1 : 0}`, clamp(a, undefined, max));
}

/**
 * 0 below 0, 1 above, and `b` at 0. No gradient flows through it.
 *
 * @param a a tensor of any shape
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.heaviside
 * @example
 * ```ts
 * heaviside(tensor([-1, 0, 2]), 0.5)
 * // => tensor([0.0000, 0.5000, 1.0000])
 * ```
 */
export function heaviside(a: Tensor, b: Operand): Tensor {
  const [x, y] = operands("heaviside", checkTensor("heaviside", "a", a), b);
  if (x.dtype !== y.dtype) {
    throw refuse(
      "heaviside is not yet implemented for tensors with different dtypes.",
      `Convert one: b.to("${x.dtype}").`,
    );
  }
  return apply2(stepped, x, y, x.dtype);
}

const stepped = map2((x, y) => (Number.isNaN(x) ? NaN : x === 0 ? y : x > 0 ? 1 : 0));
