// Rules of remainders, atan2 and xlogy.

import { isFloating, promoted, toFloating } from "../../../tensor/dtype";
import { apply2 } from "../../../tensor/elementwise";
import type { Map2 } from "../../../tensor/loops";
import { map2 } from "../../../tensor/loops";
import { refuse, refuseType } from "../../../tensor/refuse";
import type { Tensor } from "../../../tensor/tensor";
import { run2 } from "../../record";
import type { Binary, Gradient } from "../../rule";
import { from } from "../../rule";
import { pieceOf } from "../../rules/pieces";

type Name = "remainder" | "fmod" | "xlogy";

/** Which operand was given as a plain number; PyTorch counts such operations separately. */
export interface Plain {
  plain: "none" | "second" | "first";
}

/**
 * What is left over is taken off first, so that the quotient is whole but for its rounding; a 0 has the sign
 * of the true quotient.
 */
export const quotientBelow: Map2 = map2((x, y) => {
  if (y === 0) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - (rest !== 0 && y < 0 !== rest < 0 ? 1 : 0);
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const below = Math.floor(quotient);
  return quotient - below > 0.5 ? below + 1 : below;
});

export const quotient: { readonly [K in Name]: Binary<Plain> } & { readonly atan2: Binary } = {
  // The angle of the point (b, a).
  atan2: {
    gradFn: "Atan2Backward0",
    forward: (a, b) => apply2(angle, a, b, toFloating(promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.mul(b.mul(a.mul(a).add(b.mul(b)).reciprocal()))),
      from(["a", "b"], (g, { a, b }) => g.mul(a.neg().mul(a.mul(a).add(b.mul(b)).reciprocal()))),
    ],
  },

  // What is left of a, with the sign of b.
  remainder: {
    gradFn: numbered("Remainder", [1, 0, 2]),
    forward: (a, b) => apply2(floored, a, divisor("remainder_cpu", a, b), promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => g), timesQuotient(quotientBelow)],
  },

  // What is left of a, with the sign of a.
  fmod: {
    gradFn: numbered("Fmod", [1, 0, 1]),
    forward: (a, b) => apply2(truncated, a, divisor("fmod_cpu", a, b), promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => g), timesQuotient(map2((x, y) => Math.trunc(x / y)))],
  },

  // a log b, and 0 for a = 0, whatever b is.
  xlogy: {
    gradFn: numbered("Xlogy", [0, 2, 1]),
    forward: (a, b) => apply2(timesLog, a, b, toFloating(promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) =>
        run2(quotient.xlogy, g, b, { plain: "none" }).maskedFill(a.eq(0).mul(b.le(0)), 0),
      ),
      from(["a", "b"], (g, { a, b }) => g.mul(a).div(b)),
    ],
  },
};

/**
 * Minus the rounded quotient: what b is taken off so many times for. It is constant between its steps, which
 * PyTorch records as a gradient of 0.
 */
function timesQuotient(rounded: Map2): Gradient<Plain> {
  return from(["a", "b"], (g, { a, b }) => {
    const times = apply2(rounded, a, b, promoted(a, b));
    return pieceOf(b, pieceOf(a, g.neg().mul(times), "MulBackward0"), "MulBackward0");
  });
}

function numbered(name: string, numbers: readonly number[]): (attrs: Plain) => string {
  return ({ plain }) => `${name}Backward${numbers[["none", "second", "first"].indexOf(plain)]}`;
}

/**
 * Refuses to divide true and false, and integers by 0; for floating-point numbers the result is NaN. `kernel`
 * is PyTorch's loop.
 */
export function divisor(kernel: string, a: Tensor, b: Tensor): Tensor {
  const dtype = promoted(a, b);
  if (dtype === "bool")
    throw refuseType(`"${kernel}" not implemented for 'Bool'`, 'Convert with to("int32") first.');
  if (isFloating(dtype) || b.toFlatArray().every((x) => x !== 0)) return b;
  throw refuse("ZeroDivisionError", 'Divide floating-point numbers, which give NaN: to("float32").');
}

const angle = map2(Math.atan2);
const floored = map2((x, y) => {
  const left = x % y;
  return left !== 0 && y < 0 !== left < 0 ? left + y : left;
});
const truncated = map2((x, y) => x % y);
const timesLog = map2((x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log(y)));
