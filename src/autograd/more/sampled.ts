// Functions known at points: differences, numerical gradients, integrals.

import { refuseUnknownOptions } from "../../errors";
import { constant } from "../../tensor/create";
import type { Dims } from "../../tensor/shape";
import { checkInteger, range, reducedShape, wrapDim } from "../../tensor/shape";
import { refuse, refuseType } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs } from "../record";
import { slice } from "../ops/choose";
import { logicalXor } from "./logic";
import { cat } from "../ops/copies";

/**
 * The differences of neighbours along `dim`, `n` times over.
 *
 * @param a a tensor of any shape
 * @param n how many times the differences are taken
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.diff
 * @example
 * ```ts
 * diff(tensor([1, 4, 9]))
 * // => tensor([3., 5.])
 * ```
 */
export function diff(a: Tensor, n: number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("diff", "a", a).ndim);
  if (a.ndim === 0) {
    throw refuse("diff expects input to be at least one-dimensional", "A single number has no neighbours.");
  }
  checkInteger("diff", "n", n);
  if (n < 0)
    throw refuse(`order must be non-negative but got ${n}`, "It counts how often differences are taken.");
  return range(n).reduce((t) => {
    const length = t.shape[along];
    const [after, ahead] = [
      slice(t, 1, length, { dim: along }),
      slice(t, 0, Math.max(0, length - 1), { dim: along }),
    ];
    return t.dtype === "bool" ? logicalXor(after, ahead) : after.sub(ahead);
  }, a);
}

/**
 * The sum of trapezoids under the points `y` along `dim`, `dx` apart or at `x`.
 *
 * @param y the heights of the points
 * @param x how far apart the points are, or where they lie
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.trapezoid
 * @example
 * ```ts
 * trapezoid(tensor([0, 1, 4]))
 * // => tensor(3.)
 * ```
 */
export function trapezoid(y: Tensor, x: Tensor | number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("trapezoid", "y", y).ndim);
  if (y.dtype === "bool") {
    throw refuseType(
      "trapezoid: received a bool input for `y`, but bool is not supported",
      'Convert with to("int32") first.',
    );
  }
  if (y.ndim === 0) {
    throw refuse("Dimension specified as -1 but tensor has no dimensions", "A single point bounds no area.");
  }
  const n = y.shape[along];
  if (typeof x !== "number" && checkTensor("trapezoid", "x", x).ndim === 1 && x.shape[0] !== n) {
    throw refuse(
      "trapezoid: There must be one `x` value for each sample point",
      `There are ${x.shape[0]} values for ${n} points.`,
    );
  }
  if (n === 0) return constant(reducedShape(y.shape, [along], false), 0, y.dtype);
  const both = slice(y, 1, n, { dim: along }).add(slice(y, 0, Math.max(0, n - 1), { dim: along }));
  if (typeof x === "number") return filedAs("MulBackward1", both.mul(x).sum(along).div(2));
  return both.mul(diff(x)).sum(along).div(2);
}

/** The settings of `gradient`. */
export interface SpacingOptions {
  /** How far apart neighbours are. */
  spacing?: number;
  /** Along which dimensions; all by default. */
  dim?: Dims;
}

/**
 * How fast the elements change from neighbour to neighbour: central differences inside, one-sided ones at the
 * ends, as `torch.gradient`. One tensor for each dimension.
 *
 * @param a a tensor of any shape
 * @param options `spacing` of the points and the dimensions `dim`
 * @example
 * ```ts
 * gradient(tensor([1, 4, 9, 16]))
 * // => [ tensor([3., 4., 6., 7.]) ]
 * ```
 */
export function gradient(a: Tensor, options: SpacingOptions = {}): Tensor[] {
  refuseUnknownOptions("gradient", options, ["spacing", "dim"]);
  const { spacing = 1, dim } = options;
  const dims =
    dim === undefined ? range(checkTensor("gradient", "a", a).ndim) : typeof dim === "number" ? [dim] : dim;
  const twice = dims.find((d, i) => dims.findIndex((e) => wrapDim(e, a.ndim) === wrapDim(d, a.ndim)) < i);
  if (twice !== undefined) {
    throw refuse(
      `dim ${wrapDim(twice, a.ndim)} appears multiple times in the list of dims`,
      "Name each once.",
    );
  }
  return dims.map((d) => {
    const along = wrapDim(d, a.ndim);
    const n = a.shape[along];
    if (n < 2) {
      throw refuse(
        "torch.gradient expected each dimension size to be at least edge_order+1",
        "Two neighbours at least are needed.",
      );
    }
    const part = (from: number, to: number): Tensor => slice(a, from, to, { dim: along });
    const first = part(1, 2).sub(part(0, 1)).div(spacing);
    const middle = part(2, n)
      .sub(part(0, n - 2))
      .div(2 * spacing);
    return cat(
      [
        first,
        middle,
        part(n - 1, n)
          .sub(part(n - 2, n - 1))
          .div(spacing),
      ],
      along,
    );
  });
}
