// Rules of the loss functions: the loss of each element and its slope, then the mean or the sum.

import { promoted } from "../../../tensor/dtype";
import { constant } from "../../../tensor/create";
import { apply1, apply2 } from "../../../tensor/elementwise";
import type { Map2 } from "../../../tensor/loops";
import { map1, map2 } from "../../../tensor/loops";
import { range } from "../../../tensor/shape";
import type { Tensor } from "../../../tensor/tensor";
import { run1, run2 } from "../../record";
import type { Binary } from "../../rule";
import { from } from "../../rule";
import { piecewise } from "./piecewise";
import { floatsOnly, reduction } from "../../rules/reduction";

/** What becomes of the losses of the single elements: their mean (the default), their sum, or nothing. */
export type Reduction = "mean" | "sum" | "none";

/** What becomes of the single losses, and where a loss goes over from a parabola into a line. */
export interface Loss {
  reduction: Reduction;
  limit: number;
}

type Slope = (a: Tensor, b: Tensor, limit: number) => Tensor;

export const loss: {
  readonly mseLoss: Binary<Loss>;
  readonly huberLoss: Binary<Loss>;
  readonly smoothL1Loss: Binary<Loss>;
  readonly binaryCrossEntropy: Binary<Loss>;
  readonly binaryCrossEntropyWithLogits: Binary<Loss>;
  readonly nllLoss: Binary<Loss>;
} = {
  mseLoss: lossRule("MseLoss", "mse_cpu", () => squared, [
    (a, b) => a.sub(b).mul(2),
    (a, b) => b.sub(a).mul(2),
  ]),

  huberLoss: lossRule("HuberLoss", "huber_cpu", huber, [
    (a, b, delta) => cutOff(a.sub(b), delta),
    (a, b, delta) => cutOff(b.sub(a), delta),
  ]),

  smoothL1Loss: lossRule("SmoothL1Loss", "smooth_l1_cpu", smooth, [
    (a, b, beta) => cutOff(a.sub(b).div(beta), 1),
    (a, b, beta) => cutOff(b.sub(a).div(beta), 1),
  ]),

  // Minus the logarithm of the probability a of what is true, where b is 1 for yes and 0 for no.
  binaryCrossEntropy: lossRule("BinaryCrossEntropy", "binary_cross_entropy", () => certainty, [
    (a, b) => a.sub(b).div(a.neg().add(1).mul(a).clamp(tiny)),
    (a) => a.neg().log1p().clamp(-100).sub(a.log().clamp(-100)),
  ]),

  // The same, where a is no probability yet.
  binaryCrossEntropyWithLogits: lossRule(
    "BinaryCrossEntropyWithLogits",
    "log_sigmoid_cpu",
    () => certaintyOfLogit,
    [(a, b) => a.sigmoid().sub(b), (a) => a.neg()],
  ),

  // Minus the entry of each row whose place the class b says.
  nllLoss: {
    gradFn: "NllLossBackward0",
    forward: (a, b, attrs) => {
      const [losses, count] = [chosen(a, b), counted(b)];
      if (attrs.reduction !== "mean" || count === b.numel()) return reduced(losses, attrs);
      const sum = reduced(losses, { ...attrs, reduction: "sum" });
      return apply1(
        map1((x) => x / count),
        sum,
        sum.dtype,
      );
    },
    batching: null,
    tangent: [(d, { b, attrs }) => run2(loss.nllLoss, d, b, attrs), (d) => d],
    backward: [
      from(["b"], (g, { b, attrs }, { shape }) => {
        const share = (attrs.reduction === "mean" ? g.div(counted(b)) : g).neg();
        // Chosen, not multiplied: what comes from above may be infinite.
        return (share.ndim > 0 ? share.unsqueeze(-1) : share).where(oneHot(b, shape), 0);
      }),
      from([], () => null),
    ],
  },
};

/**
 * Moved into [-limit, limit]; on the bounds, where the line begins, the second derivative is that of the
 * line.
 */
const cutOff = (t: Tensor, limit: number): Tensor => run1(piecewise.hardtanh, t, { min: -limit, max: limit });

/** A loss of pairs of elements: `slopes` are its derivatives by both, element by element. */
function lossRule(
  name: string,
  kernel: string,
  losses: (limit: number) => Map2,
  slopes: readonly [Slope, Slope],
): Binary<Loss> {
  const gradient = (slope: Slope): Binary<Loss>["backward"][0] =>
    from(["a", "b"], (g, { a, b, attrs }) => {
      const each = slope(countable(a), countable(b), attrs.limit);
      return each.mul(attrs.reduction === "mean" ? g.div(each.numel()) : g);
    });
  return {
    gradFn: `${name}Backward0`,
    forward: (a, b, attrs) =>
      reduced(apply2(losses(attrs.limit), a, b, floatsOnly(kernel, promoted(a, b))), attrs),
    batching: null,
    tangent: slopes.map(
      (slope) =>
        (d, { a, b, attrs }) =>
          gathered(slope(countable(a), countable(b), attrs.limit).mul(d), attrs),
    ),
    backward: [gradient(slopes[0]), gradient(slopes[1])],
  };
}

/** True and false as numbers, which can be subtracted. */
const countable = (t: Tensor): Tensor => (t.dtype === "bool" ? t.to("float32") : t);

/** The mean or the sum, not recorded. */
function reduced(losses: Tensor, { reduction: kind }: Loss): Tensor {
  if (kind === "none") return losses;
  const all = { dims: range(losses.ndim), keepdim: false, all: true };
  return reduction[kind].forward(losses, all);
}

/** The mean or the sum, recorded. */
function gathered(changes: Tensor, { reduction: kind }: Loss): Tensor {
  return kind === "none" ? changes : kind === "sum" ? changes.sum() : changes.mean();
}

/** The class of a row that does not count: PyTorch's `ignore_index`, as it is unless said otherwise. */
export const ignored = -100;

const counted = (classes: Tensor): number => classes.toFlatArray().filter((c) => c !== ignored).length;

/** Minus the entry of each row that its class says. */
function chosen(rows: Tensor, classes: Tensor): Tensor {
  const [entries, places] = [rows.elements(), classes.elements()];
  const width = rows.shape[rows.ndim - 1];
  const values = range(classes.numel()).map((i) =>
    places[i] === ignored ? 0 : -entries[i * width + places[i]],
  );
  return constant(classes.shape, 0, rows.dtype).withValues(values);
}

/** True in each row at the place that its class says. */
function oneHot(classes: Tensor, shape: readonly number[]): Tensor {
  const width = shape[shape.length - 1];
  const flat = new Float64Array(classes.numel() * width);
  classes.toFlatArray().forEach((c, i) => {
    if (c !== ignored) flat[i * width + c] = 1;
  });
  return constant(shape, 0, "bool").withValues(flat);
}

const squared = map2((x, y) => (x - y) * (x - y));

function huber(delta: number): Map2 {
  return map2((x, y) => {
    const size = Math.abs(x - y);
    return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
  });
}

function smooth(beta: number): Map2 {
  return map2((x, y) => {
    const size = Math.abs(x - y);
    return size < beta ? (0.5 * size * size) / beta : size - 0.5 * beta;
  });
}

/** PyTorch cuts the logarithm off at -100, so that a sure mistake costs much but not infinitely much. */
const certainty = map2(
  (p, y) => -(y * Math.max(-100, Math.log(p)) + (1 - y) * Math.max(-100, Math.log1p(-p))),
);

/** What PyTorch divides by where a probability is 0 or 1: a float32. */
const tiny = Math.fround(1e-12);

const certaintyOfLogit = map2((x, y) => (1 - y) * x - Math.min(0, x) + Math.log1p(Math.exp(-Math.abs(x))));
