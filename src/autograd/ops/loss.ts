// How far predictions are from what they should be.

import { wrongValue } from "../../errors";
import { isFloating } from "../../tensor/dtype";
import { refuse } from "../../tensor/refuse";
import { sameShape, showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { xlogy } from "./arithmetic";
import { run2 } from "../record";
import { rules } from "../rules";
import type { Reduction } from "../rules/loss";
import { clamp } from "./choice";
import { logSoftmax } from "./line";
import { norm } from "./reduction";
import { unsqueeze } from "./shape";
import { abs } from "./unary";

export type { Reduction };

/** The squares of the differences. */
export function mseLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  return lossOf("mseLoss", input, target, reduction);
}

/** The sizes of the differences. */
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
  const one = input.ndim === 1;
  const attrs = { reduction: checkReduction("nllLoss", reduction), limit: 1 };
  return run2(rules.nllLoss, input, one ? classes.reshape([]) : classes, attrs);
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
  checkSameSize("binaryCrossEntropy", input, target);
  return lossOf("binaryCrossEntropy", input, target, reduction);
}

/** The cosine of the angle between vectors along `dim`. */
export function cosineSimilarity(a: Tensor, b: Tensor, dim: number = 1, eps: number = 1e-8): Tensor {
  const length = (t: Tensor): Tensor => clamp(norm(t, 2, dim), eps);
  checkTensor("cosineSimilarity", "b", b);
  return checkTensor("cosineSimilarity", "a", a)
    .mul(b)
    .sum(dim)
    .div(length(a).mul(length(b)));
}

function lossOf(
  fn: "mseLoss" | "huberLoss" | "smoothL1Loss" | "binaryCrossEntropy" | "binaryCrossEntropyWithLogits",
  input: Tensor,
  target: Tensor,
  reduction: Reduction,
  limit: number = 1,
): Tensor {
  const [a, b] = [checkTensor(fn, "input", input), checkTensor(fn, "target", target)];
  return run2(rules[fn], a, b, { reduction: checkReduction(fn, reduction), limit });
}

function checkReduction(fn: string, reduction: Reduction): Reduction {
  if (reduction === "mean" || reduction === "sum" || reduction === "none") return reduction;
  throw wrongValue({ fn, argument: "reduction", got: reduction, wanted: `"mean", "sum" or "none"` });
}

function reduced(fn: string, losses: Tensor, reduction: Reduction): Tensor {
  const kind = checkReduction(fn, reduction);
  return kind === "mean" ? losses.mean() : kind === "sum" ? losses.sum() : losses;
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

/** As `binaryCrossEntropy`, of numbers that are no probabilities yet: the logistic function is taken here, without losing digits. */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
): Tensor {
  checkSameSize("binaryCrossEntropyWithLogits", input, target);
  return lossOf("binaryCrossEntropyWithLogits", input, target, reduction);
}

/** Half of the square of a difference up to `delta`, beyond that a straight line (Huber 1964). */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  delta: number = 1,
): Tensor {
  return lossOf("huberLoss", input, target, reduction, delta);
}

/** As `huberLoss`, divided by `beta`. */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  reduction: Reduction = "mean",
  beta: number = 1,
): Tensor {
  if (beta === 0) return l1Loss(input, target, reduction);
  return lossOf("smoothL1Loss", input, target, reduction, beta);
}

/** How far the distribution `target` is from the one whose logarithms are `input` (Kullback and Leibler 1951). */
export function klDiv(input: Tensor, target: Tensor, reduction: Reduction | "batchmean" = "mean"): Tensor {
  checkTensor("klDiv", "input", input);
  const losses = xlogy(checkTensor("klDiv", "target", target), target).sub(target.mul(input));
  if (reduction === "batchmean") return losses.sum().div(input.shape[0] ?? 1);
  return reduced("klDiv", losses, reduction);
}
