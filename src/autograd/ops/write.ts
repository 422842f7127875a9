// In-place assignment: zero_, fill_, copy_ and setIndex.

import { refuseUnknownOptions } from "../../errors";
import { tensor } from "../../tensor/create";
import { checkValue } from "../../tensor/dtype";
import type { NestedData } from "../../tensor/nested";
import { refuse } from "../../tensor/refuse";
import { showShape } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { refuseMarked } from "../creation";
import { inPlace } from "../inplace";
import { refuseOverlap } from "../overlap";
import type { Operand } from "../operand";
import { checkTensor, operand } from "../operand";
import { run1, run2 } from "../record";
import { rules } from "../rules";
import type { Index } from "./choose";
import { dissect, slice } from "./choose";
import { placesOf } from "./pick";
import { clone } from "./copies";
import { expand, reshape } from "./shape";

/** Zero everywhere. */
export function zero(t: Tensor): Tensor {
  return overwritten("zero_", t, 0, "ZeroBackward0");
}

/** One number everywhere: the one edit that memory which a dimension repeats can hold, as in PyTorch. */
function overwritten(fn: string, t: Tensor, value: number, gradFn: string): Tensor {
  const once = checkTensor(fn, "this tensor", t).shape.reduce(
    (part, length, dim) => (length > 1 && t.strides[dim] === 0 ? slice(part, 0, 1, { dim }) : part),
    t,
  );
  inPlace(fn, once, (old) => run1(rules.fill, old, { value, gradFn }));
  return t;
}

/** `value` everywhere. */
export function fill(t: Tensor, value: number | boolean | Tensor): Tensor {
  if (value instanceof Tensor && value.ndim > 0) {
    throw refuse(
      `fill_ only supports 0-dimension value tensor but got tensor with ${value.ndim} dimensions.`,
      "copy_ writes the values of a tensor.",
    );
  }
  if (value instanceof Tensor) return copyInto(t, clone(value), "fill_");
  const number = checkValue("fill_", value);
  if (checkTensor("fill_", "this tensor", t).dtype === "int32" && !(Math.abs(number + 0.5) <= 2 ** 31)) {
    throw refuse(
      "value cannot be converted to type int32_t without overflow",
      "int32 holds whole numbers below 2^31.",
    );
  }
  return overwritten("fill_", t, number, "FillBackward2");
}

/** The values of another tensor, repeated to this shape and converted to this dtype. */
export function copyInto(t: Tensor, source: Operand, fn: string = "copy_"): Tensor {
  return inPlace(fn, t, (old) => run2(rules.copyInto, old, operand(fn, source, t.dtype), undefined), source);
}

/** The settings of `setIndex`. */
export interface SetIndexOptions {
  /** Add to what is there, also several times where an element is named several times. */
  accumulate?: boolean;
}

/** What Python's `t[i, j, …] = value` does. */
export function setIndex(
  t: Tensor,
  indices: Index | readonly Index[],
  value: Tensor | NestedData,
  options: SetIndexOptions = {},
): Tensor {
  refuseUnknownOptions("setIndex", options, ["accumulate"]);
  const { accumulate = false } = options;
  if (checkTensor("setIndex", "this tensor", t).base?.requiresGrad === true) refuseMarked(t);
  const list = listOf(indices);
  const { view, picks } = dissect(t, list);
  const given = value instanceof Tensor ? value : tensor(value, { dtype: t.dtype });
  if (picks.length === 0) {
    const target = withoutLeadingOnes(given, view.ndim);
    const wide = expand(target, view.shape);
    if (accumulate) inPlace("setIndex", view, (old) => old.add(wide), wide);
    else copyInto(view, wide);
    return t;
  }
  const { shape, positions } = placesOf(view, picks);
  const wide = reshape(broadcast(given, shape), [-1]);
  if (given.ndim > 0 || !isMask(list)) refuseOverlap(view, given);
  inPlace("setIndex", view, (old) => run2(rules.put, old, wide, { positions, accumulate }));
  return t;
}

/** The indices one by one; a list of nothing but true and false is one index, a mask. */
function listOf(indices: Index | readonly Index[]): readonly Index[] {
  if (!Array.isArray(indices)) return [indices as Index];
  const isMask = indices.length > 1 && indices.every((i) => typeof i === "boolean");
  return isMask ? [indices] : (indices as readonly Index[]);
}

/** PyTorch fills a mask with a lone number, which may come from the tensor itself. */
const isMask = (indices: readonly Index[]): boolean =>
  indices.length === 1 && indices[0] instanceof Tensor && indices[0].dtype === "bool";

/** Dimensions of length 1 at the front do not count, as in PyTorch. */
function withoutLeadingOnes(t: Tensor, ndim: number): Tensor {
  const spare = Math.max(0, t.ndim - ndim);
  return t.shape.slice(0, spare).every((length) => length === 1) ? reshape(t, t.shape.slice(spare)) : t;
}

function broadcast(value: Tensor, shape: readonly number[]): Tensor {
  const slim = withoutLeadingOnes(value, shape.length);
  const lead = shape.length - slim.ndim;
  const fits = lead >= 0 && slim.shape.every((n, i) => n === 1 || n === shape[i + lead]);
  if (fits) return expand(slim, shape);
  throw refuse(
    `shape mismatch: value tensor of shape ${showShape(value.shape)} cannot be broadcast to indexing result of shape ${showShape(shape)}`,
    "Give one number, or a tensor of the shape that the indices choose.",
  );
}
