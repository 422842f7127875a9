// Further functions of one number and of two.

import { wrongValue } from "../../errors";
import { apply2 } from "../../tensor/elementwise";
import { map2 } from "../../tensor/loops";
import { refuse, refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { checkTensor, operands } from "../operand";
import { filedAs, run1, run2 } from "../record";
import type { Binary } from "../rule";
import { rules } from "../rules";
import { clamp } from "./choice";

/** The logarithm of the size of the gamma function. */
export function lgamma(a: Tensor): Tensor {
  return run1(rules.lgamma, checkTensor("lgamma", "a", a), undefined);
}

/** The derivative of the logarithm of the gamma function. */
export function digamma(a: Tensor): Tensor {
  return polygamma(0, a);
}

/** The `n`-th derivative of `digamma`. */
export function polygamma(n: number, a: Tensor): Tensor {
  if (!Number.isInteger(n) || n < 0) {
    throw wrongValue({ fn: "polygamma", argument: "n", got: n, wanted: "a whole number, 0 or more" });
  }
  return run1(rules.polygamma, checkTensor("polygamma", "a", a), { order: n });
}

/** The number whose error function is `a`: NaN outside [-1, 1]. */
export function erfinv(a: Tensor): Tensor {
  return run1(rules.erfinv, checkTensor("erfinv", "a", a), undefined);
}

/** What stands after the decimal point, with the sign of `a`. */
export function frac(a: Tensor): Tensor {
  return run1(rules.frac, checkTensor("frac", "a", a), undefined);
}

/** `log(a / (1 - a))`, the inverse of sigmoid; with `eps`, `a` is first moved into [eps, 1 - eps]. */
export function logit(a: Tensor, eps?: number): Tensor {
  return run1(rules.logit, checkTensor("logit", "a", a), { eps });
}

/** Degrees in radians. */
export function deg2rad(a: Tensor): Tensor {
  return filedAs("Deg2RadBackward0", checkTensor("deg2rad", "a", a).mul(Math.PI / 180));
}

/** Radians in degrees. */
export function rad2deg(a: Tensor): Tensor {
  return filedAs("Rad2DegBackward0", checkTensor("rad2deg", "a", a).mul(180 / Math.PI));
}

function pair(fn: string, rule: Binary, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return run2(rule, x, y, undefined);
}

/** `log(exp(a) + exp(b))`, also where the exponentials overflow. */
export function logaddexp(a: Operand, b: Operand): Tensor {
  return pair("logaddexp", rules.logaddexp, a, b);
}

/** `log2(2 ** a + 2 ** b)`, also where the powers overflow. */
export function logaddexp2(a: Operand, b: Operand): Tensor {
  return pair("logaddexp2", rules.logaddexp2, a, b);
}

/** The hypotenuse: the root of `a * a + b * b`, without overflow. */
export function hypot(a: Operand, b: Operand): Tensor {
  return pair("hypot", rules.hypot, a, b);
}

/** The size of `a` with the sign of `b`. */
export function copysign(a: Operand, b: Operand): Tensor {
  const result = pair("copysign", rules.copysign, a, b);
  return b instanceof Tensor ? result : filedAs("CopysignBackward1", result);
}

/** The larger of two; where one is NaN, the other. */
export function fmax(a: Operand, b: Operand): Tensor {
  return pair("fmax", rules.fmax, a, b);
}

/** The smaller of two; where one is NaN, the other. */
export function fmin(a: Operand, b: Operand): Tensor {
  return pair("fmin", rules.fmin, a, b);
}

/** The quotient, rounded down. */
export function floorDivide(a: Operand, b: Operand): Tensor {
  const [x, y] = operands("floorDivide", a, b);
  if (x.dtype === "bool" && y.dtype === "bool")
    throw refuseType(`"div_floor_cpu" not implemented for 'Bool'`, 'Convert with to("int32") first.');
  const rest = x.remainder(y);
  // True and false cannot be subtracted from.
  const whole = x.to(rest.dtype).sub(rest).div(y).round();
  return whole.detach().to(rest.dtype);
}

/** Moved from `a` towards `b` by `weight` of the way. */
export function lerp(a: Tensor, b: Tensor, weight: Operand): Tensor {
  const moved = checkTensor("lerp", "a", a).add(checkTensor("lerp", "b", b).sub(a).mul(weight));
  return filedAs(weight instanceof Tensor ? "LerpBackward1" : "LerpBackward0", moved);
}

/** `a + value * b * c`. */
export function addcmul(a: Tensor, b: Tensor, c: Tensor, value: number = 1): Tensor {
  return filedAs(
    "AddcmulBackward0",
    checkTensor("addcmul", "a", a).add(checkTensor("addcmul", "b", b).mul(c).mul(value)),
  );
}

/** `a + value * b / c`. */
export function addcdiv(a: Tensor, b: Tensor, c: Tensor, value: number = 1): Tensor {
  return filedAs(
    "AddcdivBackward0",
    checkTensor("addcdiv", "a", a).add(checkTensor("addcdiv", "b", b).div(c).mul(value)),
  );
}

/** Every element at least `min`. */
export function clampMin(a: Tensor, min: Operand): Tensor {
  return filedAs(`ClampMinBackward${min instanceof Tensor ? 1 : 0}`, clamp(a, min));
}

/** Every element at most `max`. */
export function clampMax(a: Tensor, max: Operand): Tensor {
  return filedAs(`ClampMaxBackward${max instanceof Tensor ? 1 : 0}`, clamp(a, undefined, max));
}

/** 0 below 0, 1 above, and `b` at 0. No gradient flows through it. */
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
