// Tensor storage: typed arrays for large tensors, plain arrays for small ones, a number for one element.

import type { DType } from "./dtype";

/**
 * The memory behind a tensor with dimensions. Numbers are already rounded to the tensor's dtype.
 *
 * Very short ones are plain arrays, which are quickest to make. A typed array of more than 64 bytes of its
 * own lives outside V8's heap and costs 0.5 to 1 microsecond to make; as a part of a larger block it costs a
 * tenth of that.
 */
export type Storage = number[] | Float32Array | Float64Array | Int32Array | Uint8Array;

/** Up to this many elements a plain array is quicker to make than a part of a block. */
export const plainLimit = 64;

/**
 * Once V8 has seen a fraction in an array it keeps its elements as doubles, in copies of the array too. All
 * plain arrays are such copies: a loop that also meets arrays of small integers puts every number in a box,
 * and runs 8 times slower.
 */
const doubles: readonly number[] = new Array<number>(plainLimit).fill(0.5).fill(0);

/** Memory for `length` elements, all 0. */
export function allocate(dtype: DType, length: number): Storage {
  if (length <= plainLimit) return doubles.slice(0, length);
  const bytes = length * widths[dtype];
  if (bytes <= largestPart) return typed[dtype](takePart(bytes), blockAt - bytes, length).fill(0);
  return outside(dtype, length, () => new ArrayBuffer(bytes));
}

/** Memory for `length` elements that are all about to be written: what is in it is left over from before. */
export function allocateRaw(dtype: DType, length: number): Storage {
  if (length <= plainLimit) return doubles.slice(0, length);
  const bytes = length * widths[dtype];
  if (bytes <= largestPart) return typed[dtype](takePart(bytes), blockAt - bytes, length);
  return outside(dtype, length, () => unwritten(bytes));
}

// Parts of one block live and die at about the same time, as the steps of a computation do. The block is
// small enough that one tensor kept from each does no harm.
const blockBytes = 131072;
const largestPart = 16384;
let block: ArrayBuffer = new ArrayBuffer(0);
let blockAt = 0;

/** Moves `blockAt` behind the next free part of a block; the part ends there. */
function takePart(bytes: number): ArrayBuffer {
  // Float64 numbers must start at a multiple of 8.
  blockAt = ((blockAt + 7) & ~7) + bytes;
  if (blockAt > block.byteLength) {
    block = unwritten(blockBytes);
    blockAt = bytes;
  }
  return block;
}

/** Memory that is not cleared first, which for large tensors takes longer than the computation. */
function unwritten(bytes: number): ArrayBuffer {
  return Buffer.allocUnsafeSlow(bytes).buffer;
}

function outside(dtype: DType, length: number, make: () => ArrayBuffer): Storage {
  try {
    return typed[dtype](make(), 0, length);
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

const typed: Readonly<
  Record<DType, (memory: ArrayBuffer, at: number, length: number) => Exclude<Storage, number[]>>
> = {
  bool: (memory, at, length) => new Uint8Array(memory, at, length),
  int32: (memory, at, length) => new Int32Array(memory, at, length),
  float32: (memory, at, length) => new Float32Array(memory, at, length),
  float64: (memory, at, length) => new Float64Array(memory, at, length),
};

/** How many bytes an element takes in typed memory. */
const widths: Readonly<Record<DType, number>> = { bool: 1, int32: 4, float32: 4, float64: 8 };

/** What fits into a list of JavaScript's own heap; V8 ends the process where one grows too large. */
const mostListed = 2 ** 26;

/** Refuses to make a list of more numbers than fit. */
export function checkListed(length: number): void {
  if (length > mostListed) throw tooLarge("float64", length, undefined);
}

function tooLarge(dtype: DType, length: number, cause: unknown): RangeError {
  const bytes = length * widths[dtype];
  return new RangeError(
    `DefaultCPUAllocator: not enough memory: you tried to allocate ${bytes} bytes.\n` +
      `A tensor of ${length} elements of dtype ${dtype} does not fit; use fewer elements or a smaller dtype.`,
    { cause },
  );
}
