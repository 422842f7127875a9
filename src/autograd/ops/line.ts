// Operations along one dimension: running sums, products and maxima, softmax.

import { constant } from "../../tensor/create";
import { placesAlong } from "../../tensor/lines";
import { wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { floatsOnly } from "../rules/reduction";
import type { ValuesAndIndices } from "./extreme";
import { Pair } from "./extreme";
import { cat } from "./shape";
import { logaddexp } from "./special";

/** The sums of all elements up to each one, along `dim`. */
export function cumsum(a: Tensor, dim: number): Tensor {
  return run1(rules.cumsum, a, { dim: alongOf("cumsum", a, dim), reverse: false });
}

/** The products of all elements up to each one, along `dim`. */
export function cumprod(a: Tensor, dim: number): Tensor {
  return run1(rules.cumprod, a, { dim: alongOf("cumprod", a, dim) });
}

/** The largest of all elements up to each one, along `dim`, and its index. */
export function cummax(a: Tensor, dim: number): ValuesAndIndices {
  return runningExtreme("cummax", a, dim, (x, best) => x >= best);
}

/** The smallest of all elements up to each one, along `dim`, and its index. */
export function cummin(a: Tensor, dim: number): ValuesAndIndices {
  return runningExtreme("cummin", a, dim, (x, best) => x <= best);
}

/**
 * Exponentials divided by their sum along `dim`: positive numbers that add up to 1.
 *
 * @example
 * ```ts
 * softmax(tensor([1, 2, 3]), 0)
 * // => tensor([0.0900, 0.2447, 0.6652])
 * ```
 */
export function softmax(a: Tensor, dim: number): Tensor {
  return run1(rules.softmax, a, { dim: alongOf("softmax", a, dim) });
}

/** The logarithm of softmax, exact also where that is tiny. */
export function logSoftmax(a: Tensor, dim: number): Tensor {
  return run1(rules.logSoftmax, a, { dim: alongOf("logSoftmax", a, dim) });
}

/** The logarithms of the sums of exponentials of all elements up to each one, along `dim`. */
export function logcumsumexp(a: Tensor, dim: number): Tensor {
  const along = alongOf("logcumsumexp", a, dim);
  floatsOnly("logcumsumexp_out_cpu", a.dtype);
  const gradFn = "LogcumsumexpBackward0";
  if (a.ndim === 0 || a.shape[along] === 0) return filedAs(gradFn, a.clone());
  const [first, ...rest] = a.split(1, along);
  const running = [first];
  for (const next of rest) running.push(logaddexp(running[running.length - 1], next));
  return filedAs(gradFn, cat(running, along));
}

function alongOf(fn: string, a: Tensor, dim: number): number {
  return wrapDim(dim, checkTensor(fn, "a", a).ndim);
}

function runningExtreme(
  fn: string,
  a: Tensor,
  dim: number,
  beats: (x: number, best: number) => boolean,
): ValuesAndIndices {
  const along = alongOf(fn, a, dim);
  const indices = new Array<number>(a.numel());
  const positions = new Array<number>(a.numel());
  placesAlong(a, along, (data, start, step, n) => {
    let best = 0;
    for (let k = 0; k < n; k++) {
      const [x, before] = [data[start + k * step], data[start + best * step]];
      if (Number.isNaN(x) || (!Number.isNaN(before) && beats(x, before))) best = k;
      indices[start + k * step] = best;
      positions[start + k * step] = start + best * step;
    }
    return best;
  });
  const gradFn = fn === "cummax" ? "CummaxBackward0" : "CumminBackward0";
  const values = run1(rules.take, a, { positions, shape: a.shape, gradFn });
  return new Pair(fn, values, constant(a.shape, 0, "int32").withValues(indices));
}
