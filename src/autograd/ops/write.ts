// Operations in place: the name ends in an underscore, as in PyTorch.

import { refuseUnknownOptions } from "../../errors";
import { tensor } from "../../tensor/create";
import type { NestedData } from "../../tensor/nested";
import { refuse } from "../../tensor/refuse";
import { showShape } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { inPlace, refuseHidden } from "../inplace";
import type { Operand } from "../operand";
import { checkTensor, operand } from "../operand";
import { run1, run2 } from "../record";
import { rules } from "../rules";
import type { Index } from "./choose";
import { dissect } from "./choose";
import { placesOf } from "./pick";
import { expand, reshape } from "./shape";

/** Zero everywhere. */
export function zero(t: Tensor): Tensor {
  return inPlace("zero_", t, (old) => run1(rules.fill, old, { value: 0, gradFn: "ZeroBackward0" }));
}

/** `value` everywhere. */
export function fill(t: Tensor, value: number | boolean | Tensor): Tensor {
  if (value instanceof Tensor) return copyInto(t, value, "fill_");
  return inPlace("fill_", t, (old) =>
    run1(rules.fill, old, { value: Number(value), gradFn: "FillBackward2" }),
  );
}

/** The values of another tensor, repeated to this shape and converted to this dtype. */
export function copyInto(t: Tensor, source: Operand, fn: string = "copy_"): Tensor {
  return inPlace(fn, t, (old) => run2(rules.copyInto, old, operand(fn, source, t.dtype), undefined));
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
  refuseHidden(checkTensor("setIndex", "this tensor", t));
  const list = Array.isArray(indices) ? (indices as readonly Index[]) : [indices as Index];
  const { view, picks } = dissect(t, list);
  const given = value instanceof Tensor ? value : tensor(value, { dtype: t.dtype });
  if (picks.length === 0) {
    const target = withoutLeadingOnes(given, view.ndim);
    const wide = expand(target, view.shape);
    if (accumulate) inPlace("setIndex", view, (old) => old.add(wide));
    else copyInto(view, wide);
    return t;
  }
  const { shape, positions } = placesOf(view, picks);
  const wide = reshape(broadcast(given, shape), [-1]);
  inPlace("setIndex", view, (old) => run2(rules.put, old, wide, { positions, accumulate }));
  return t;
}

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
