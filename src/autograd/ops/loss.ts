// How far predictions are from what they should be.

import { wrongValue } from "../../errors";
import { refuse } from "../../tensor/refuse";
import { showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { sub } from "./arithmetic";
import { clamp } from "./choice";
import { gather } from "./gather";
import { logSoftmax } from "./line";
import { norm } from "./reduction";
import { unsqueeze } from "./shape";
import { abs, log } from "./unary";

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
  const chosen = gather(rows, 1, unsqueeze(classes, 1)).neg();
  return reduced("nllLoss", input.ndim === 1 ? chosen.reshape([]) : chosen.squeeze(1), reduction);
}

/** As `nllLoss`, of rows that are no probabilities yet: the softmax is taken here. */
export function crossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  const dim = checkTensor("crossEntropy", "input", input).ndim === 1 ? 0 : 1;
  return nllLoss(logSoftmax(input, dim), target, reduction);
}

/** Minus the logarithm of the probability of what is true: `input` are probabilities, `target` is 1 for yes and 0 for no. */
export function binaryCrossEntropy(input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor {
  differences("binaryCrossEntropy", input, target);
  // PyTorch cuts the logarithm off at -100, so that a sure mistake costs much but not infinitely much.
  const yes = clamp(log(input), -100);
  const no = clamp(log(sub(1, input)), -100);
  const losses = target.mul(yes).add(sub(1, target).mul(no)).neg();
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
