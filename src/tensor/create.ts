// Tensors out of numbers: tensor, zeros, ones, full, eye, rand, randn and their kin.

import { refuseUnknownOptions, wrongValue } from "../errors";
import type { DType } from "./dtype";
import { checkDType, checkValue, defaultDType, isFloating, rounders, roundTo } from "./dtype";
import type { NestedData } from "./nested";
import { dtypeOfTyped, flatten } from "./nested";
import { generator } from "./random";
import { refuse, refuseType } from "./refuse";
import type { Shape } from "./shape";
import { checkWhole, sizeOf } from "./shape";
import { allocate } from "./storage";
import { checkTensor, onlyFloating, Tensor } from "./tensor";

/** The settings of every function that makes a tensor. */
export interface TensorOptions {
  /** The type of the elements; float32 by default (and bool for true and false). */
  dtype?: DType;
  /** Record operations on the tensor, so that gradients can flow back to it. */
  requiresGrad?: boolean;
}

/** A shape as an array, `zeros([2, 3])`, or as numbers in a row, `zeros(2, 3)`; options may follow either. */
export type SizeArguments =
  | [shape: Shape, options?: TensorOptions]
  | [...sizes: number[]]
  | [...sizes: number[], options: TensorOptions];

/**
 * A tensor of the given numbers. Rows of one level must be equally long.
 *
 * @param data a number, a typed array, or arrays nested to any depth
 * @throws TypeError or RangeError, with PyTorch's sentence, for ragged rows and for anything that is no
 *   number
 *
 * @example
 * ```ts
 * tensor([[1, 2.5], [3, 4]])
 * // => tensor([[1.0000, 2.5000],
 * //         [3.0000, 4.0000]])
 * ```
 */
export function tensor(data: NestedData | Tensor, options?: TensorOptions): Tensor {
  if (typeof data === "number") return finish(single(data, options), options);
  const { values, shape, boolean } = flatten(data instanceof Tensor ? data.tolist() : data);
  const own = data instanceof Tensor ? data.dtype : boolean ? "bool" : (dtypeOfTyped(data) ?? defaultDType);
  const dtype = readOptions("tensor", options, own);
  if (dtype === "int32") values.forEach(refuseOverflow);
  const storage = allocate(dtype, values.length);
  const round = rounders[dtype];
  for (let i = 0; i < values.length; i++) storage[i] = round(values[i]);
  return finish(Tensor.from(storage, shape, dtype), options);
}

function single(value: number, options: TensorOptions | undefined): Tensor {
  const dtype = readOptions("tensor", options, defaultDType);
  if (dtype === "int32") refuseOverflow(value);
  return Tensor.scalar(roundTo(dtype, value), dtype);
}

/**
 * A tensor of zeros: `zeros(2, 3)` or `zeros([2, 3])`.
 *
 * @param size the lengths, one by one or in a list; options may follow
 * @see torch.zeros
 * @example
 * ```ts
 * zeros(2, 3)
 * // => tensor([[0., 0., 0.],
 * //         [0., 0., 0.]])
 * ```
 */
export function zeros(...size: SizeArguments): Tensor {
  return filled("zeros", 0, size);
}

/**
 * A tensor of ones: `ones(2, 3)` or `ones([2, 3])`.
 *
 * @param size the lengths, one by one or in a list; options may follow
 * @see torch.ones
 * @example
 * ```ts
 * ones(2, 3)
 * // => tensor([[1., 1., 1.],
 * //         [1., 1., 1.]])
 * ```
 */
export function ones(...size: SizeArguments): Tensor {
  return filled("ones", 1, size);
}

/**
 * A float64 tensor that requires a gradient: `tensor(data, { dtype: "float64", requiresGrad: true })`.
 *
 * @param data a number, a typed array, or arrays nested to any depth
 * @example
 * ```ts
 * const x = variable([1, 2]);
 * x.pow(2).sum().backward();
 * x.grad
 * // => tensor([2., 4.], dtype=torch.float64)
 * ```
 */
export function variable(data: NestedData): Tensor {
  return tensor(data, { dtype: "float64", requiresGrad: true });
}

/**
 * A tensor with `value` everywhere; for true or false its dtype is bool.
 *
 * @param shape a list of lengths
 * @param value the number, or true or false
 * @param options `dtype` and `requiresGrad`
 * @example
 * ```ts
 * full([2, 2], 7)
 * // => tensor([[7., 7.],
 * //         [7., 7.]])
 * ```
 */
export function full(shape: Shape, value: number | boolean, options?: TensorOptions): Tensor {
  const dtype = readOptions("full", options, typeof value === "boolean" ? "bool" : defaultDType);
  return finish(constant(checkShape("full", shape), checkValue("full", value), dtype), options);
}

/**
 * Zeros in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @see torch.zeros_like
 * @example
 * ```ts
 * zerosLike(tensor([5, 6]))
 * // => tensor([0., 0.])
 * ```
 */
export function zerosLike(like: Tensor, options?: TensorOptions): Tensor {
  return finish(
    constant(checkTensor("zerosLike", "like", like).shape, 0, readOptions("zerosLike", options, like.dtype)),
    options,
  );
}

/**
 * Ones in the shape and dtype of another tensor.
 *
 * @param like the tensor whose shape and dtype are taken
 * @see torch.ones_like
 * @example
 * ```ts
 * onesLike(tensor([5, 6]))
 * // => tensor([1., 1.])
 * ```
 */
export function onesLike(like: Tensor, options?: TensorOptions): Tensor {
  return finish(
    constant(checkTensor("onesLike", "like", like).shape, 1, readOptions("onesLike", options, like.dtype)),
    options,
  );
}

/**
 * The identity: ones on the diagonal of an `n` by `m` matrix (`m` is `n` if left out), zeros elsewhere.
 *
 * @param n the number of rows
 * @param m the number of columns
 * @see torch.eye
 * @example
 * ```ts
 * eye(2)
 * // => tensor([[1., 0.],
 * //         [0., 1.]])
 * ```
 */
export function eye(n: number, m: number = n, options?: TensorOptions): Tensor {
  const dtype = readOptions("eye", options, defaultDType);
  for (const [name, length] of Object.entries({ n, m })) {
    checkWhole("eye", name, [length]);
    if (length < 0)
      throw refuse(`${name} must be greater or equal to 0, got ${length}`, "It counts entries.");
  }
  const result = constant([n, m], 0, dtype);
  const data = result.memory();
  for (let i = 0; i < Math.min(n, m); i++) data[i * m + i] = 1;
  return finish(result, options);
}

/**
 * Numbers spread evenly over [0, 1). After the same `manualSeed` they are PyTorch's.
 *
 * @param size the lengths, one by one or in a list; options may follow
 * @see torch.rand
 * @example
 * ```ts
 * manualSeed(0);
 * rand(3)
 * // => tensor([0.4963, 0.7682, 0.0885])
 * ```
 */
export function rand(...size: SizeArguments): Tensor {
  return random("rand", size, (data, dtype) => {
    for (let i = 0; i < data.length; i++) {
      data[i] = dtype === "float32" ? generator.uniform32() : generator.uniform64();
    }
  });
}

/**
 * Numbers of the standard normal distribution. After the same `manualSeed` they are PyTorch's, up to
 * rounding.
 *
 * @param size the lengths, one by one or in a list; options may follow
 * @see torch.randn
 * @example
 * ```ts
 * manualSeed(0);
 * randn(3)
 * // => tensor([ 1.5410, -0.2934, -2.1788])
 * ```
 */
export function randn(...size: SizeArguments): Tensor {
  return random("randn", size, (data, dtype) => {
    if (data.length >= block) fillNormal(data, dtype);
    else for (let i = 0; i < data.length; i++) data[i] = roundTo(dtype, generator.normal());
  });
}

/**
 * Seeds `rand` and `randn`: the same seed gives the same numbers, those that PyTorch gives for it.
 *
 * @param seed a whole number
 * @see torch.manual_seed
 * @example
 * ```ts
 * manualSeed(0);
 * rand(2)
 * // => tensor([0.4963, 0.7682])
 * ```
 */
export function manualSeed(seed: number): void {
  if (!Number.isSafeInteger(seed)) {
    throw wrongValue({ fn: "manualSeed", argument: "seed", got: seed, wanted: "a whole number" });
  }
  generator.seed(seed);
}

/** From this many elements on PyTorch draws normal numbers in blocks. */
const block = 16;

/**
 * Uniform numbers, turned into normal ones in blocks of 16: radii from the first half, angles from the
 * second.
 */
function fillNormal(data: number[] | Exclude<ReturnType<typeof allocate>, number[]>, dtype: DType): void {
  const uniform = (): number => (dtype === "float32" ? generator.uniform32() : generator.uniform64());
  for (let i = 0; i < data.length; i++) data[i] = uniform();
  for (let start = 0; start + block <= data.length; start += block) transformBlock(data, start, dtype);
  if (data.length % block === 0) return;
  // The last block is drawn anew, so that it is whole.
  const start = data.length - block;
  for (let i = start; i < data.length; i++) data[i] = uniform();
  transformBlock(data, start, dtype);
}

function transformBlock(data: ReturnType<typeof allocate>, start: number, dtype: DType): void {
  for (let i = start; i < start + block / 2; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - data[i]));
    const angle = 2 * Math.PI * data[i + block / 2];
    data[i] = roundTo(dtype, radius * Math.cos(angle));
    data[i + block / 2] = roundTo(dtype, radius * Math.sin(angle));
  }
}

function random(
  fn: string,
  size: SizeArguments,
  draw: (data: ReturnType<typeof allocate>, dtype: DType) => void,
): Tensor {
  const { shape, options } = readSize(fn, size);
  const dtype = readOptions(fn, options, defaultDType);
  if (!isFloating(dtype)) {
    throw wrongValue({ fn, argument: "options.dtype", got: dtype, wanted: `"float32" or "float64"` });
  }
  const data = allocate(dtype, sizeOf(shape));
  draw(data, dtype);
  return finish(Tensor.from(data, shape, dtype), options);
}

function filled(fn: string, value: number, size: SizeArguments): Tensor {
  const { shape, options } = readSize(fn, size);
  return finish(constant(shape, value, readOptions(fn, options, defaultDType)), options);
}

/** A tensor with one value everywhere. */
export function constant(shape: Shape, value: number, dtype: DType): Tensor {
  const rounded = roundTo(dtype, value);
  if (shape.length === 0) return Tensor.scalar(rounded, dtype);
  return Tensor.from(allocate(dtype, sizeOf(shape)).fill(rounded), shape, dtype);
}

function readSize(fn: string, size: SizeArguments): { shape: Shape; options: TensorOptions | undefined } {
  const last = size.at(-1);
  const options = typeof last === "object" && !Array.isArray(last) ? (last as TensorOptions) : undefined;
  const sizes = size.slice(0, options === undefined ? undefined : -1);
  const shape = Array.isArray(sizes[0]) && sizes.length === 1 ? (sizes[0] as number[]) : (sizes as number[]);
  return { shape: checkShape(fn, shape), options };
}

function checkShape(fn: string, shape: Shape): Shape {
  const wrong = checkWhole(fn, "shape", shape).find((length) => length < 0);
  if (wrong !== undefined) {
    throw refuse(
      `Trying to create tensor with negative dimension ${wrong}: [${shape.join(", ")}]`,
      `${fn}: a length is 0 or more.`,
    );
  }
  return [...shape];
}

const optionNames = ["dtype", "requiresGrad"];

function readOptions(fn: string, options: TensorOptions | undefined, otherwise: DType): DType {
  if (options === undefined) return otherwise;
  refuseUnknownOptions(fn, options, optionNames);
  return options?.dtype === undefined ? otherwise : checkDType(fn, options.dtype);
}

function finish(result: Tensor, options: TensorOptions | undefined): Tensor {
  if (options?.requiresGrad !== true) return result;
  if (!isFloating(result.dtype)) throw onlyFloating(result.dtype);
  result.requiresGrad = true;
  return result;
}

function refuseOverflow(value: number): void {
  const whole = Math.trunc(value);
  if (whole === (whole | 0)) return;
  throw refuseType(
    "value cannot be converted to type int32 without overflow",
    `tensor: ${value} does not fit int32; use { dtype: "float64" }.`,
  );
}
