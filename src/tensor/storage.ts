// Where the numbers of a tensor live.

import type { DType } from "./dtype";

/**
 * The memory behind a tensor with dimensions. Numbers are already rounded to the tensor's dtype.
 *
 * Short ones are plain arrays: a typed array of more than 64 bytes lives outside V8's heap and costs 0.5 to 1 microsecond
 * to make, which is more than most operations of a lesson take.
 */
export type Storage = number[] | Float32Array | Float64Array | Int32Array | Uint8Array;

/** Up to this many elements a plain array is quicker to make and to read than a typed one. */
export const plainLimit = 2048;

/**
 * Once V8 has seen a fraction in an array it keeps its elements as doubles, in copies of the array too. All plain arrays
 * are such copies: a loop that also meets arrays of small integers puts every number in a box, and runs 8 times slower.
 */
const doubles: readonly number[] = new Array<number>(plainLimit).fill(0.5).fill(0);

/** Memory for `length` elements, all 0. */
export function allocate(dtype: DType, length: number): Storage {
  if (length <= plainLimit) return doubles.slice(0, length);
  try {
    return typed[dtype](length);
  } catch (cause) {
    throw tooLarge(dtype, length, cause);
  }
}

/** Memory for one number that was held without any. */
export function memoryOf(value: number): Storage {
  const one = doubles.slice(0, 1);
  one[0] = value;
  return one;
}

const typed: Readonly<Record<DType, (length: number) => Storage>> = {
  bool: (length) => new Uint8Array(length),
  int32: (length) => new Int32Array(length),
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
};

function tooLarge(dtype: DType, length: number, cause: unknown): RangeError {
  const bytes = length * (dtype === "float64" ? 8 : dtype === "bool" ? 1 : 4);
  return new RangeError(
    `DefaultCPUAllocator: not enough memory: you tried to allocate ${bytes} bytes.\n` +
      `A tensor of ${length} elements of dtype ${dtype} does not fit; use fewer elements or a smaller dtype.`,
    { cause },
  );
}
