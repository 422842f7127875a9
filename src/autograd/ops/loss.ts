// How far predictions are from what they should be.

import { wrongValue } from "../../errors";
import { isFloating } from "../../tensor/dtype";
import { refuse } from "../../tensor/refuse";
import { showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { logsigmoid } from "./activation";
import { sub, xlogy } from "./arithmetic";
import { run2 } from "../record";
import { rules } from "../rules";
import { clamp, where } from "./choice";
import { gather } from "./gather";
import { logSoftmax } from "./line";
import { norm } from "./reduction";
import { unsqueeze } from "./shape";
import { abs } from "./unary";

/** What becomes of the losses of the single elements: their mean (the default), their sum, or nothing. */
export type Reduction = "mean" | "sum" | "none";

/** The squares of the differences. */
export function mseLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  return reduced("mseLoss", differences("mseLoss", input, target).square(), reduction);
}

/** The sizes of the differences. */
export function l1Loss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  return reduced("l1Loss", abs(differences("l1Loss", input, target)), reduction);
}

/**
 * Minus the logarithm of the probability that each row gives to its class.
 *
 * @param input a row of log-probabilities for each example, as `logSoftmax` makes them
 * @param target the class of each example, of dtype int32
 */
export function nllLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  const rows = checkTensor("nllLoss", "input", input).ndim === 1 ? unsqueeze(input, 0) : input;
  const classes = checkTensor("nllLoss", "target", target).ndim === 0 ? unsqueeze(target, 0) : target;
  if (rows.ndim !== 2 || classes.ndim !== 1 || rows.shape[0] !== classes.shape[0]) {
    throw refuse(
      `Expected input batch_size (${rows.shape[0]}) to match target batch_size (${classes.shape[0]}).`,
      `The shapes are ${showShape(input.shape)} and ${showShape(target.shape)}; a row and a class are wanted for each example.`,
    );
  }
  for (const c of classes.toFlatArray()) {
    if (c >= 0 && c < rows.shape[1]) continue;
    throw refuse(`Target ${c} is out of bounds.`, `There are ${rows.shape[1]} classes, counted from 0.`);
  }
  const chosen = gather(rows, 1, unsqueeze(classes, 1)).neg();
  return reduced("nllLoss", input.ndim === 1 ? chosen.reshape([]) : chosen.squeeze(1), reduction);
}

/** As `nllLoss`, of rows that are no probabilities yet: the softmax is taken here. */
export function crossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  const dim = checkTensor("crossEntropy", "input", input).ndim === 1 ? 0 : 1;
  // Probabilities of classes in place of one class for each row.
  if (isFloating(checkTensor("crossEntropy", "target", target).dtype)) {
    const losses = target.mul(logSoftmax(input, dim)).sum(dim).neg();
    return reduced("crossEntropy", losses, reduction);
  }
  return nllLoss(logSoftmax(input, dim), target, reduction);
}

/** Minus the logarithm of the probability of what is true: `input` are probabilities, `target` is 1 for yes and 0 for no. */
export function binaryCrossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  differences("binaryCrossEntropy", input, target);
  const losses = run2(rules.binaryCrossEntropy, input, target, undefined);
  return reduced("binaryCrossEntropy", losses, reduction);
}

/** The cosine of the angle between vectors along `dim`. */
export function cosineSimilarity(a: Tensor, b: Tensor, dim: number = 1, eps: number = 1e-8): Tensor {
  const length = (t: Tensor): Tensor => clamp(norm(checkTensor("cosineSimilarity", "a", t), 2, dim), eps);
  return a
    .mul(b)
    .sum(dim)
    .div(length(a).mul(length(b)));
}

function differences(fn: string, input: Tensor, target: Tensor): Tensor {
  return checkTensor(fn, "input", input).sub(checkTensor(fn, "target", target));
}

function reduced(fn: string, losses: Tensor, reduction: Reduction): Tensor {
  if (reduction === "mean") return losses.mean();
  if (reduction === "sum") return losses.sum();
  if (reduction === "none") return losses;
  throw wrongValue({ fn, argument: "reduction", got: reduction, wanted: `"mean", "sum" or "none"` });
}

/** As `binaryCrossEntropy`, of numbers that are no probabilities yet: the logistic function is taken here, without losing digits. */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
): Tensor {
  differences("binaryCrossEntropyWithLogits", input, target);
  const losses = sub(1, target).mul(input).sub(logsigmoid(input));
  return reduced("binaryCrossEntropyWithLogits", losses, reduction);
}

/** Half of the square of a difference up to `delta`, beyond that a straight line (Huber 1964). */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  delta: number = 1,
): Tensor {
  const d = differences("huberLoss", input, target);
  const size = abs(d);
  const losses = where(size.le(delta), d.square().mul(0.5), size.sub(0.5 * delta).mul(delta));
  return reduced("huberLoss", losses, reduction);
}

/** As `huberLoss`, divided by `beta`. */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  beta: number = 1,
): Tensor {
  const d = differences("smoothL1Loss", input, target);
  const size = abs(d);
  if (beta === 0) return reduced("smoothL1Loss", size, reduction);
  const losses = where(size.lt(beta), d.square().mul(0.5 / beta), size.sub(0.5 * beta));
  return reduced("smoothL1Loss", losses, reduction);
}

/** How far the distribution `target` is from the one whose logarithms are `input` (Kullback and Leibler 1951). */
export function klDiv(input: Tensor, target: Tensor, reduction: Reduction | "batchmean" = "mean"): Tensor {
  checkTensor("klDiv", "input", input);
  const losses = xlogy(checkTensor("klDiv", "target", target), target).sub(target.mul(input));
  if (reduction === "batchmean") return losses.sum().div(input.shape[0] ?? 1);
  return reduced("klDiv", losses, reduction);
}
