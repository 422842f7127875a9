// Further functions of neural networks, made of simpler ones.

import { refuseUnknownOptions, wrongType } from "../../errors";
import { constant } from "../../tensor/create";
import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { checkWhole, sameShape, showShape, sizeOf, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkNumber, checkTensor } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run1, run2, run3 } from "../record";
import { moreRules } from "./rules";
import { crosswise } from "./pairs";
import { sigmoid } from "../ops/activation";
import { clamp } from "../ops/choice";
import { matmul } from "../ops/product";
import { softmax } from "../ops/scan";
import { reshape, unsafeView } from "../ops/shape";

/**
 * Every element moved into [min, max], with no gradient on the bounds.
 *
 * @param a a tensor of any shape
 * @param min the lower bound
 * @param max the upper bound
 * @see torch.nn.functional.hardtanh
 * @example
 * ```ts
 * hardtanh(tensor([-2, 0.5, 2]))
 * // => tensor([-1.0000,  0.5000,  1.0000])
 * ```
 */
export function hardtanh(a: Tensor, min: number = -1, max: number = 1): Tensor {
  checkNumber("hardtanh", "min", min);
  checkNumber("hardtanh", "max", max);
  if (min > max) throw refuse("min_val cannot be greater than max_val", `They were ${min} and ${max}.`);
  return run1(moreRules.hardtanh, checkTensor("hardtanh", "a", a), { min, max });
}

/**
 * `a` moved into [0, 6].
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.relu6
 * @example
 * ```ts
 * relu6(tensor([-1, 3, 8]))
 * // => tensor([0., 3., 6.])
 * ```
 */
export function relu6(a: Tensor): Tensor {
  return hardtanh(a, 0, 6);
}

/**
 * A straight line from 0 at -3 to 1 at 3, constant outside.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.hardsigmoid
 * @example
 * ```ts
 * hardsigmoid(tensor([-3, 0, 3]))
 * // => tensor([0.0000, 0.5000, 1.0000])
 * ```
 */
export function hardsigmoid(a: Tensor): Tensor {
  return run1(moreRules.hardsigmoid, checkTensor("hardsigmoid", "a", a), undefined);
}

/**
 * `a` times `hardsigmoid(a)`.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.hardswish
 * @example
 * ```ts
 * hardswish(tensor([-3, 1, 4]))
 * // => tensor([-0.0000, 0.6667, 4.0000])
 * ```
 */
export function hardswish(a: Tensor): Tensor {
  return run1(moreRules.hardswish, checkTensor("hardswish", "a", a), undefined);
}

/**
 * `a / (1 + |a|)`.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.softsign
 * @example
 * ```ts
 * softsign(tensor([-1, 1, 3]))
 * // => tensor([-0.5000,  0.5000,  0.7500])
 * ```
 */
export function softsign(a: Tensor): Tensor {
  return checkTensor("softsign", "a", a).div(a.abs().add(1));
}

/**
 * `a` less its hyperbolic tangent.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.tanhshrink
 * @example
 * ```ts
 * tanhshrink(tensor([-1, 1]))
 * // => tensor([-0.2384,  0.2384])
 * ```
 */
export function tanhshrink(a: Tensor): Tensor {
  return checkTensor("tanhshrink", "a", a).sub(a.tanh());
}

/**
 * `a` moved towards 0 by `lambda`; what is nearer becomes 0.
 *
 * @param a a tensor of any shape
 * @param lambda the threshold, 0 or more
 * @see torch.nn.functional.softshrink
 * @example
 * ```ts
 * softshrink(tensor([-2, 0.2, 2]))
 * // => tensor([-1.5000,  0.0000,  1.5000])
 * ```
 */
export function softshrink(a: Tensor, lambda: number = 0.5): Tensor {
  if (!(checkNumber("softshrink", "lambda", lambda) >= 0)) {
    throw refuse(
      `lambda must be in range [0, 3.40282e+38] for input dtype Float, but found ${String(lambda)}`,
      "It says how near to 0 is taken for 0.",
    );
  }
  return run1(moreRules.softshrink, checkTensor("softshrink", "a", a), { lambda });
}

/**
 * `a` where it is farther from 0 than `lambda`, else 0.
 *
 * @param a a tensor of any shape
 * @param lambda the threshold, 0 or more
 * @see torch.nn.functional.hardshrink
 * @example
 * ```ts
 * hardshrink(tensor([-2, 0.2, 2]))
 * // => tensor([-2.,  0.,  2.])
 * ```
 */
export function hardshrink(a: Tensor, lambda: number = 0.5): Tensor {
  return run1(moreRules.hardshrink, checkTensor("hardshrink", "a", a), {
    lambda: checkNumber("hardshrink", "lambda", lambda),
  });
}

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/**
 * `elu` with the two constants that keep mean and variance (Klambauer et al. 2017).
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.selu
 * @example
 * ```ts
 * selu(tensor([-1, 1]))
 * // => tensor([-1.1113,  1.0507])
 * ```
 */
export function selu(a: Tensor): Tensor {
  const bend = { alpha: seluAlpha, scale: seluScale, inner: 1, gradFn: "EluBackward0" };
  return run1(moreRules.elu, checkTensor("selu", "a", a), bend);
}

/**
 * `a` where it is positive, else `alpha * (exp(a / alpha) - 1)`.
 *
 * @param a a tensor of any shape
 * @param alpha minus the value at -Infinity
 * @see torch.nn.functional.celu
 * @example
 * ```ts
 * celu(tensor([-1, 1]))
 * // => tensor([-0.6321,  1.0000])
 * ```
 */
export function celu(a: Tensor, alpha: number = 1): Tensor {
  if (checkNumber("celu", "alpha", alpha) === 0)
    throw refuse("ZeroDivisionError: alpha cannot be 0 for CELU", "The exponential is stretched by it.");
  const bend = { alpha, scale: 1, inner: 1 / alpha, gradFn: "CeluBackward0" };
  return run1(moreRules.elu, checkTensor("celu", "a", a), bend);
}

/**
 * `a` times the hyperbolic tangent of `softplus(a)`.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.mish
 * @example
 * ```ts
 * mish(tensor([-1, 1]))
 * // => tensor([-0.3034,  0.8651])
 * ```
 */
export function mish(a: Tensor): Tensor {
  return run1(moreRules.mish, checkTensor("mish", "a", a), undefined);
}

/**
 * `a` where it is positive, else `weight` times `a`.
 *
 * @param a a tensor of any shape
 * @param weight one slope, or a vector with one for each entry of the second dimension (a channel)
 * @throws RangeError, with PyTorch's sentence, for another number of slopes
 * @see torch.nn.functional.prelu
 * @example
 * ```ts
 * prelu(tensor([-2, 3]), tensor(0.1))
 * // => tensor([-0.2000,  3.0000])
 * ```
 */
export function prelu(a: Tensor, weight: Tensor): Tensor {
  const { ndim, dtype, shape } = checkTensor("prelu", "a", a);
  const size = checkTensor("prelu", "weight", weight).numel();
  const channels = ndim > 1 ? shape[1] : 1;
  if (size !== 1 && (ndim === 0 || channels !== size)) {
    throw refuse(
      ndim === 0
        ? "Not allow zero-dim input tensor."
        : `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${size} and channel size = ${channels}.`,
      "Give one number, or one for each entry of the second dimension.",
    );
  }
  if (weight.ndim > 1) {
    throw refuse(
      `prelu: Expected \`weight\` to be a scalar or 1D tensor, but got: ndim = ${weight.ndim}`,
      "flatten() makes it a vector.",
    );
  }
  if (dtype !== weight.dtype) {
    throw refuseType(
      `prelu: Type promoting not supported. Got ${longName[dtype]} and ${longName[weight.dtype]}`,
      `Convert one: weight.to("${dtype}").`,
    );
  }
  const beside = shape.map((_, dim) => (dim === 1 ? size : 1));
  const slopes = ndim === weight.ndim ? weight : reshape(weight, beside);
  return alsoSaving(run2(moreRules.prelu, a, slopes, undefined), a, weight);
}

/**
 * Half of `a` along `dim`, times the logistic function of the other half.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nn.functional.glu
 * @example
 * ```ts
 * glu(tensor([1, 2, 0, 0]))
 * // => tensor([0.5000, 1.0000])
 * ```
 */
export function glu(a: Tensor, dim: number = -1): Tensor {
  if (checkTensor("glu", "a", a).ndim === 0)
    throw refuse(
      "glu does not support scalars because halving size must be even",
      "A single number has no halves.",
    );
  const along = wrapDim(dim, a.ndim);
  if (a.shape[along] % 2 !== 0) {
    throw refuse(
      `Halving dimension must be even, but dimension ${along} is size ${a.shape[along]}`,
      "One half is multiplied by the logistic function of the other.",
    );
  }
  const [first, second] = a.chunk(2, along);
  return filedAs("GluBackward0", first.mul(sigmoid(second)));
}

/**
 * `softmax` of `-a`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nn.functional.softmin
 * @example
 * ```ts
 * softmin(tensor([1, 2, 3]), 0)
 * // => tensor([0.6652, 0.2447, 0.0900])
 * ```
 */
export function softmin(a: Tensor, dim: number): Tensor {
  return softmax(checkTensor("softmin", "a", a).neg(), dim);
}

/**
 * A layer: `input` times the transposed `weight`, plus `bias`.
 *
 * @param input a vector, or rows of them, with a number for each column of `weight`
 * @param weight a matrix with a row for each output
 * @param bias a vector that is added to each row
 * @see torch.nn.functional.linear
 * @example
 * ```ts
 * linear(tensor([1, 2]), tensor([[1, 1], [0, 1]]), tensor([10, 20]))
 * // => tensor([13., 22.])
 * ```
 */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const { shape, ndim } = checkTensor("linear", "input", input);
  const turned = checkTensor("linear", "weight", weight).t();
  if (bias === undefined) return matmul(input, turned);
  checkTensor("linear", "bias", bias);
  if (ndim === 2)
    return alsoSaving(
      filedAs("AddmmBackward0", matmul(input, turned).add(bias)),
      ...crosswise(input, weight),
    );
  if (ndim === 0 || turned.ndim !== 2 || !input.isContiguous()) return matmul(input, turned).add(bias);
  const rows = reshape(input, [sizeOf(shape.slice(0, -1)), shape[ndim - 1]]);
  const layer = alsoSaving(
    filedAs("AddmmBackward0", matmul(rows, turned).add(bias)),
    ...crosswise(input, weight),
  );
  return unsafeView(layer, [...shape.slice(0, -1), ...layer.shape.slice(1)], "ViewBackward0");
}

/**
 * Vectors along `dim` divided by their norm of order `p`, or by `eps` where that is smaller.
 *
 * @param a a tensor of any shape
 * @param p the order of the norm
 * @param dim the dimension, from the end if negative
 * @param eps the smallest number that is divided by
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nn.functional.normalize
 * @example
 * ```ts
 * normalize(tensor([[3, 4]]))
 * // => tensor([[0.6000, 0.8000]])
 * ```
 */
export function normalize(a: Tensor, p: number = 2, dim: number = 1, eps: number = 1e-12): Tensor {
  return checkTensor("normalize", "a", a).div(clamp(a.norm(p, dim, true), eps));
}

/** The settings of `layerNorm`. */
export interface LayerNormOptions {
  /** What the normalized elements are multiplied by, of the shape of a group; 1 if left out. */
  weight?: Tensor;
  /** What is added afterwards, of the shape of a group; 0 if left out. */
  bias?: Tensor;
  /** What is added to the variance. */
  eps?: number;
}

/**
 * The elements of each group, that is, of the last dimensions, moved to mean 0 and scaled to variance 1, as
 * `torch.nn.functional.layer_norm` (Ba, Kiros and Hinton 2016); then times `weight`, plus `bias`.
 *
 * @param normalizedShape the lengths of the last dimensions, which form a group
 * @throws RangeError, with PyTorch's sentence, for an input or parameters of another shape
 *
 * @example
 * ```ts
 * layerNorm(tensor([[1, 2, 3], [2, 4, 6]]), [3])
 * // => tensor([[-1.2247,  0.0000,  1.2247],
 * //         [-1.2247,  0.0000,  1.2247]])
 * ```
 */
export function layerNorm(
  input: Tensor,
  normalizedShape: number | readonly number[],
  options: LayerNormOptions = {},
): Tensor {
  refuseUnknownOptions("layerNorm", options, ["weight", "bias", "eps"]);
  const { dtype } = checkTensor("layerNorm", "input", input);
  const shape = checkWhole(
    "layerNorm",
    "normalizedShape",
    typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape,
  );
  checkGroups(input, shape);
  const { eps = 1e-5, weight = constant(shape, 1, dtype), bias = constant(shape, 0, dtype) } = options;
  if (typeof eps !== "number")
    throw wrongType({ fn: "layerNorm", argument: "options.eps", got: eps, wanted: "a number" });
  checkParameter("weight", weight, shape);
  checkParameter("bias", bias, shape);
  return run3(moreRules.layerNorm, input, weight, bias, { ndim: shape.length, eps });
}

function checkGroups(input: Tensor, shape: readonly number[]): void {
  if (shape.length === 0) {
    throw refuse(
      "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
      "Name the lengths of the last dimensions: [3] for rows of three.",
    );
  }
  if (input.ndim >= shape.length && sameShape(input.shape.slice(-shape.length), shape)) return;
  throw refuse(
    `Given normalized_shape=${showShape(shape)}, expected input with shape [*, ${shape.join(", ")}], but got input of size${showShape(input.shape)}`,
    "The lengths are those of the last dimensions.",
  );
}

function checkParameter(name: string, t: Tensor, shape: readonly number[]): void {
  if (sameShape(checkTensor("layerNorm", `options.${name}`, t).shape, shape)) return;
  throw refuse(
    `Expected ${name} to be of same shape as normalized_shape, but got ${name} of shape ${showShape(t.shape)} and normalized_shape = ${showShape(shape)}`,
    "Each element of a group has a number of its own.",
  );
}
