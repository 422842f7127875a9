// Random integers, random permutations, and tensors of the shape and dtype of another one.

import { wrongType } from "../errors";
import type { TensorOptions } from "./create";
import { full, rand, randn, zeros } from "./create";
import { generator } from "./random";
import { refuse } from "./refuse";
import type { Shape } from "./shape";
import type { Tensor } from "./tensor";
import { checkTensor } from "./tensor";

/**
 * Whole numbers from `low` (0 if left out) up to, but without, `high`, all equally likely. After the same
 * `manualSeed` they are PyTorch's.
 *
 * @param low the least number; 0 if left out
 * @param high one more than the largest
 * @param shape a list of lengths
 * @param options `dtype` and `requiresGrad`
 * @example
 * ```ts
 * manualSeed(0);
 * randint(0, 10, [5])
 * // => tensor([4, 9, 3, 0, 3], dtype=torch.int32)
 * ```
 */
export function randint(low: number, high: number, shape: Shape, options?: TensorOptions): Tensor;
export function randint(high: number, shape: Shape, options?: TensorOptions): Tensor;
export function randint(
  ...args:
    | [low: number, high: number, shape: Shape, options?: TensorOptions]
    | [high: number, shape: Shape, options?: TensorOptions]
): Tensor {
  const [low, high, shape, options] =
    typeof args[1] === "number" ? (args as [number, number, Shape, TensorOptions?]) : [0, ...shorter(args)];
  for (const [argument, got] of Object.entries({ low, high })) {
    if (!Number.isInteger(got)) throw wrongType({ fn: "randint", argument, got, wanted: "a whole number" });
  }
  if (low >= high) {
    throw refuse(
      `random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`,
      "high itself is never drawn: randint(0, 10, [5]) draws from 0 to 9.",
    );
  }
  const result = full(shape, 0, { dtype: "int32", ...options });
  const data = result.memory();
  for (let i = 0; i < result.numel(); i++) data[i] = low + below(high - low);
  return result;
}

/**
 * A whole number from 0 to `count - 1`: the rest of 32 random bits, or of 64 where 32 would favour some
 * numbers.
 */
function below(count: number): number {
  const bits = generator.bits();
  if (count < 2 ** 28) return bits % count;
  return Number(((BigInt(bits) << 32n) + BigInt(generator.bits())) % BigInt(count));
}

function shorter(args: readonly unknown[]): [number, Shape, TensorOptions?] {
  return args as [number, Shape, TensorOptions?];
}

/**
 * The numbers from 0 up to, but without, `n`, in an order of chance. After the same `manualSeed` it is
 * PyTorch's.
 *
 * @param n how many numbers there are
 * @example
 * ```ts
 * manualSeed(7);
 * randperm(10)
 * // => tensor([5, 0, 3, 4, 1, 7, 9, 6, 8, 2], dtype=torch.int32)
 * ```
 */
export function randperm(n: number): Tensor {
  const result = zeros([n], { dtype: "int32" });
  const data = result.memory();
  for (let i = 0; i < n; i++) data[i] = i;
  // From front to back, each place gets one of those that are left (Fisher and Yates 1938).
  for (let i = 0; i < n - 1; i++) {
    const chosen = i + (generator.bits() % (n - i));
    [data[i], data[chosen]] = [data[chosen], data[i]];
  }
  return result;
}

/**
 * One value everywhere, in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @param value the number
 * @see torch.full_like
 * @example
 * ```ts
 * fullLike(tensor([5, 6]), 7)
 * // => tensor([7., 7.])
 * ```
 */
export function fullLike(like: Tensor, value: number | boolean, options?: TensorOptions): Tensor {
  return full(checkTensor("fullLike", "like", like).shape, value, { dtype: like.dtype, ...options });
}

/**
 * As `rand`, in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @see torch.rand_like
 * @example
 * ```ts
 * manualSeed(0);
 * randLike(tensor([5, 6]))
 * // => tensor([0.4963, 0.7682])
 * ```
 */
export function randLike(like: Tensor, options?: TensorOptions): Tensor {
  return rand(checkTensor("randLike", "like", like).shape, { dtype: like.dtype, ...options });
}

/**
 * As `randn`, in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @see torch.randn_like
 * @example
 * ```ts
 * manualSeed(0);
 * randnLike(tensor([5, 6]))
 * // => tensor([ 1.5410, -0.2934])
 * ```
 */
export function randnLike(like: Tensor, options?: TensorOptions): Tensor {
  return randn(checkTensor("randnLike", "like", like).shape, { dtype: like.dtype, ...options });
}

/**
 * A tensor to be written to. Where PyTorch leaves whatever lay in memory, there are zeros.
 *
 * @param shape a list of lengths
 * @see torch.empty
 * @example
 * ```ts
 * empty([2])
 * // => tensor([0., 0.])
 * ```
 */
export function empty(shape: Shape, options?: TensorOptions): Tensor {
  return zeros(shape, { ...options });
}

/**
 * As `empty`, in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @see torch.empty_like
 * @example
 * ```ts
 * emptyLike(tensor([5, 6])).shape
 * // => [ 2 ]
 * ```
 */
export function emptyLike(like: Tensor, options?: TensorOptions): Tensor {
  return full(checkTensor("emptyLike", "like", like).shape, 0, { dtype: like.dtype, ...options });
}
