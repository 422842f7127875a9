// Loss functions.

import { wrongValue } from "../../errors";
import { isFloating, longName, promoted } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { broadcastShapes, sameShape, showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkNumber, checkTensor } from "../operand";
import { xlogy } from "./quotient";
import { withRecording } from "../mode";
import { duals } from "../dual";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run2 } from "../record";
import { moreRules } from "./rules";
import { movedim } from "./arrange";
import { ignored, type Reduction } from "./rules/loss";
import { where } from "../ops/choice";
import { logSoftmax } from "../ops/scan";
import { norm } from "../ops/reduction";
import { clone } from "../ops/copies";
import { expand, unsqueeze } from "../ops/shape";
import { abs } from "../ops/unary";

export type { Reduction };

/**
 * The squares of the differences.
 *
 * @param input the predictions
 * @param target what they should be, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @see torch.nn.functional.mse_loss
 * @example
 * ```ts
 * mseLoss(tensor([1, 2]), tensor([0, 4]))
 * // => tensor(2.5000)
 * ```
 */
export function mseLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  return lossOf("mseLoss", input, target, reduction);
}

/**
 * The sizes of the differences.
 *
 * @param input the predictions
 * @param target what they should be, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @see torch.nn.functional.l1_loss
 * @example
 * ```ts
 * l1Loss(tensor([1, 2]), tensor([0, 4]))
 * // => tensor(1.5000)
 * ```
 */
export function l1Loss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  return reduced(
    "l1Loss",
    abs(checkTensor("l1Loss", "input", input).sub(checkTensor("l1Loss", "target", target))),
    reduction,
  );
}

/**
 * Minus the logarithm of the probability that each row gives to its class.
 *
 * @param input a row of log-probabilities for each example, as `logSoftmax` makes them; with more than two
 *   dimensions, the classes lie along dimension 1
 * @param target the class of each example, of dtype int32; -100 for one that does not count
 * @see torch.nn.functional.nll_loss
 * @example
 * ```ts
 * nllLoss(tensor([[0.9, 0.1], [0.5, 0.5]]).log(), tensor([0, 1], { dtype: "int32" }))
 * // => tensor(0.3993)
 * ```
 */
export function nllLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  if (checkTensor("nllLoss", "input", input).ndim > 2) return ofImages(input, target, reduction);
  const rows = input.ndim === 1 ? unsqueeze(input, 0) : input;
  const classes = checkTensor("nllLoss", "target", target).ndim === 0 ? unsqueeze(target, 0) : target;
  if (rows.ndim !== 2 || classes.ndim !== 1 || rows.shape[0] !== classes.shape[0]) {
    throw refuse(
      `Expected input batch_size (${rows.shape[0]}) to match target batch_size (${classes.shape[0]}).`,
      `The shapes are ${showShape(input.shape)} and ${showShape(target.shape)}; a row and a class are wanted for each example.`,
    );
  }
  for (const c of classes.toFlatArray()) {
    if ((c >= 0 && c < rows.shape[1]) || c === ignored) continue;
    throw refuse(`Target ${c} is out of bounds.`, `There are ${rows.shape[1]} classes, counted from 0.`);
  }
  const one = input.ndim === 1;
  const attrs = { reduction: checkReduction("nllLoss", reduction), limit: 1 };
  const result = run2(moreRules.nllLoss, input, one ? classes.reshape([]) : classes, attrs);
  return alsoSaving(result, input);
}

/** A class for each place of an image, whose log-probabilities lie along dimension 1. */
function ofImages(input: Tensor, target: Tensor, reduction: Reduction): Tensor {
  const [batch, classes, ...places] = input.shape;
  const wanted = [batch, ...places];
  if (!sameShape(checkTensor("nllLoss", "target", target).shape, wanted)) {
    throw refuse(
      `Expected target size ${showShape(wanted)}, got ${showShape(target.shape)}`,
      "There is a class for each row of log-probabilities along dimension 1.",
    );
  }
  const rows = movedim(input, 1, -1).reshape(-1, classes);
  const losses = nllLoss(rows, target.reshape(-1), reduction);
  return filedAs("NllLoss2DBackward0", reduction === "none" ? losses.reshape(wanted) : losses);
}

/**
 * As `nllLoss`, of rows that are no probabilities yet: the softmax is taken here.
 *
 * @param input a row of any numbers for each example, one for each class
 * @param target the class of each row, of dtype int32
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @see torch.nn.functional.cross_entropy
 * @example
 * ```ts
 * crossEntropy(tensor([[2, 0], [0, 3]]), tensor([0, 1], { dtype: "int32" }))
 * // => tensor(0.0878)
 * ```
 */
export function crossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  const dim = checkTensor("crossEntropy", "input", input).ndim === 1 ? 0 : 1;
  // Probabilities of classes in place of one class for each row.
  if (isFloating(checkTensor("crossEntropy", "target", target).dtype)) {
    const parts = target.mul(logSoftmax(input, dim));
    if (checkReduction("crossEntropy", reduction) === "none") return parts.sum(dim).neg();
    const sum = parts.sum().neg();
    return reduction === "sum" ? sum : sum.div(input.numel() / input.shape[dim]);
  }
  return nllLoss(logSoftmax(input, dim), target, reduction);
}

/**
 * Minus the logarithm of the probability of what is true: `input` are probabilities, `target` is 1 for yes
 * and 0 for no.
 *
 * @param input probabilities from 0 to 1
 * @param target 1 for yes and 0 for no, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @throws RangeError, with PyTorch's sentence, where a number is not from 0 to 1
 * @see torch.nn.functional.binary_cross_entropy
 * @example
 * ```ts
 * binaryCrossEntropy(tensor([0.9, 0.2]), tensor([1, 0]))
 * // => tensor(0.1643)
 * ```
 */
export function binaryCrossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  checkSameSize("binaryCrossEntropy", input, target);
  checkProbabilities("input", input);
  checkProbabilities("target", target);
  return lossOf("binaryCrossEntropy", input, target, reduction);
}

/**
 * The cosine of the angle between vectors along `dim`.
 *
 * @param a a tensor of any shape
 * @param b vectors beside those of `a`; shapes broadcast
 * @param dim the dimension, from the end if negative
 * @param eps the smallest number that is divided by
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nn.functional.cosine_similarity
 * @example
 * ```ts
 * cosineSimilarity(tensor([[1, 0]]), tensor([[1, 1]]))
 * // => tensor([0.7071])
 * ```
 */
export function cosineSimilarity(a: Tensor, b: Tensor, dim: number = 1, eps: number = 1e-8): Tensor {
  const dtype = promoted(checkTensor("cosineSimilarity", "a", a), checkTensor("cosineSimilarity", "b", b));
  if (!isFloating(dtype)) {
    throw refuseType(
      `expected common dtype to be floating point, yet common dtype is ${longName[dtype]}`,
      'Convert one with to("float32") first.',
    );
  }
  const [p, q] = [a, b].map((t) => (isFloating(t.dtype) ? t : t.to(dtype)));
  const shape = broadcastShapes(p.shape, q.shape);
  const unit = (t: Tensor): Tensor => t.div(lengthOf(t, dim, eps));
  // Each is divided by its length first, which keeps the result between -1 and 1.
  return unit(expand(p, shape))
    .mul(unit(expand(q, shape)))
    .sum(dim);
}

/** The lengths along `dim`, but at least `eps`; the gradient is that of the length itself, as in PyTorch. */
function lengthOf(t: Tensor, dim: number, eps: number): Tensor {
  // In forward mode an edit that is not recorded would cut the change off from what is around it.
  if (duals.on) {
    const size = norm(t, 2, dim, true);
    return where(size.lt(eps), size.add(size.detach().neg().add(eps)), size);
  }
  const length = clone(norm(t, 2, dim, true));
  withRecording(false, () => length.clamp_(eps));
  return length;
}

function lossOf(
  fn: "mseLoss" | "huberLoss" | "smoothL1Loss" | "binaryCrossEntropy" | "binaryCrossEntropyWithLogits",
  input: Tensor,
  target: Tensor,
  reduction: Reduction,
  limit: number = 1,
): Tensor {
  const [a, b] = [checkTensor(fn, "input", input), checkTensor(fn, "target", target)];
  return run2(moreRules[fn], a, b, { reduction: checkReduction(fn, reduction), limit });
}

function checkReduction(fn: string, reduction: Reduction): Reduction {
  if (reduction === "mean" || reduction === "sum" || reduction === "none") return reduction;
  throw wrongValue({ fn, argument: "reduction", got: reduction, wanted: `"mean", "sum" or "none"` });
}

function reduced(fn: string, losses: Tensor, reduction: Reduction): Tensor {
  const kind = checkReduction(fn, reduction);
  return kind === "mean" ? losses.mean() : kind === "sum" ? losses.sum() : losses;
}

function checkProbabilities(argument: "input" | "target", t: Tensor): void {
  const wrong = t.toFlatArray().find((p) => !(p >= 0 && p <= 1));
  if (wrong === undefined) return;
  throw refuse(
    `all elements of ${argument} should be between 0 and 1`,
    `One is ${wrong}. sigmoid() makes probabilities of any numbers; binaryCrossEntropyWithLogits takes an input as it is.`,
  );
}

/** These losses do not broadcast in PyTorch. */
function checkSameSize(fn: string, input: Tensor, target: Tensor): void {
  const [a, b] = [checkTensor(fn, "input", input).shape, checkTensor(fn, "target", target).shape];
  if (sameShape(a, b)) return;
  const [wanted, got] = [`torch.Size(${showShape(a)})`, `torch.Size(${showShape(b)})`];
  throw refuse(
    fn === "binaryCrossEntropy"
      ? `Using a target size (${got}) that is different to the input size (${wanted}) is deprecated. ` +
          "Please ensure they have the same size."
      : `Target size (${got}) must be the same as input size (${wanted})`,
    "Give each prediction its target, for instance by expand or reshape.",
  );
}

/**
 * As `binaryCrossEntropy`, of numbers that are no probabilities yet: the logistic function is taken here,
 * without losing digits.
 *
 * @param input any numbers
 * @param target 1 for yes and 0 for no, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @see torch.nn.functional.binary_cross_entropy_with_logits
 * @example
 * ```ts
 * binaryCrossEntropyWithLogits(tensor([2, -1]), tensor([1, 0]))
 * // => tensor(0.2201)
 * ```
 */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
): Tensor {
  checkSameSize("binaryCrossEntropyWithLogits", input, target);
  return lossOf("binaryCrossEntropyWithLogits", input, target, reduction);
}

/**
 * Half of the square of a difference up to `delta`, beyond that a straight line (Huber 1964).
 *
 * @param input the predictions
 * @param target what they should be, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @param delta the difference up to which the loss is a parabola
 * @see torch.nn.functional.huber_loss
 * @example
 * ```ts
 * huberLoss(tensor([0, 3]), tensor([0.5, 0]))
 * // => tensor(1.3125)
 * ```
 */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  delta: number = 1,
): Tensor {
  if (!(checkNumber("huberLoss", "delta", delta) > 0))
    throw refuse("huber_loss does not support non-positive values for delta.", `It was ${delta}.`);
  return lossOf("huberLoss", input, target, reduction, delta);
}

/**
 * As `huberLoss`, divided by `beta`.
 *
 * @param input the predictions
 * @param target what they should be, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @param beta the difference up to which the loss is a parabola
 * @see torch.nn.functional.smooth_l1_loss
 * @example
 * ```ts
 * smoothL1Loss(tensor([0, 3]), tensor([0.5, 0]))
 * // => tensor(1.3125)
 * ```
 */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  beta: number = 1,
): Tensor {
  if (!(checkNumber("smoothL1Loss", "beta", beta) >= 0))
    throw refuse("smooth_l1_loss does not support negative values for beta.", `It was ${beta}.`);
  if (beta === 0) return l1Loss(input, target, reduction);
  return lossOf("smoothL1Loss", input, target, reduction, beta);
}

/**
 * How far the distribution `target` is from the one whose logarithms are `input` (Kullback and Leibler 1951).
 *
 * @param input logarithms of probabilities
 * @param target probabilities, in the same shape
 * @param reduction `"mean"`, `"sum"`, or `"none"`, which keeps the shape
 * @see torch.nn.functional.kl_div
 * @example
 * ```ts
 * klDiv(tensor([0.5, 0.5]).log(), tensor([0.9, 0.1]), "sum")
 * // => tensor(0.3681)
 * ```
 */
export function klDiv(input: Tensor, target: Tensor, reduction: Reduction | "batchmean" = "mean"): Tensor {
  checkTensor("klDiv", "input", input);
  const losses = xlogy(checkTensor("klDiv", "target", target), target).sub(target.mul(input));
  if (reduction === "batchmean") return input.ndim === 0 ? losses.sum() : losses.sum().div(input.shape[0]);
  return reduced("klDiv", losses, reduction);
}
