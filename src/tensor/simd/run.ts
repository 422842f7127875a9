// Running the SIMD kernels: operands are copied into the module's memory piece by piece, and the result out
// of it. The copies cost a tenth of what a loop in JavaScript does, and tensors stay ordinary memory that the
// collector frees.

import { assemble } from "./assemble";
import type { KernelName } from "./kernels";
import { areaBytes, kernels, tile, turnBytes } from "./kernels";

type Name = KernelName;
type Exports = Record<
  Exclude<Name, "matrixTile">,
  (end: number, begin: number, begin2: number, number: number) => number
> & {
  matrixTile: (x: number, xEnd: number, y: number, xRow: number, yRow: number, out: number) => void;
  memory: { buffer: ArrayBuffer };
};

/** How many numbers fit into an area at once. */
export const pieceLength: number = areaBytes / 4;

/** From so many numbers on the copies pay. */
export const shortest = 192;

/** A page for each area, and one for what a last turn reads over the end; behind them, matrices. */
const [areaPages, matrixPages] = [3, 16];

// Undefined where a policy forbids WebAssembly: then the loops in JavaScript do all the work.
const compiled = load();
const heap = new Float32Array(compiled?.memory.buffer ?? new ArrayBuffer(0));
const turn = turnBytes / 4;

// @types/node knows WebAssembly only together with the browser's types.
interface Host {
  WebAssembly?: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object) => { exports: unknown };
  };
}

function load(): Exports | undefined {
  const { WebAssembly } = globalThis as Host;
  if (WebAssembly === undefined) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(assemble(kernels, areaPages + matrixPages)))
      .exports as Exports;
  } catch {
    return undefined;
  }
}

/** True if kernels can run over these: memory of float32 numbers, long enough to pay. */
export function fits(data: unknown, n: number): data is Float32Array {
  return n >= shortest && compiled !== undefined && data instanceof Float32Array;
}

/** The kernel of a function of one number; `copy` needs none. */
export type Simd1 = "abs" | "neg" | "sqrt" | "square" | "tanh" | "copy";

/**
 * The kernel of two operands; that of a number and an operand, and the other way round, are named after it.
 */
export type Simd2 = "add" | "sub" | "mul" | "div" | "slope";

/** Runs the kernel, if there is one and it can; false otherwise. */
export function trySimd1(name: Simd1 | undefined, out: unknown, a: unknown, i: number): boolean {
  if (name === undefined || !(out instanceof Float32Array) || !fits(a, out.length)) return false;
  if (name === "copy") out.set(a.length === out.length ? a : a.subarray(i, i + out.length));
  else mapPieces(name, out, a, i);
  return true;
}

/** The same for two operands: steps are 1, or 0 for one element repeated. */
export function trySimd2(
  name: Simd2 | undefined,
  out: unknown,
  ...[a, i, di, b, j, dj]: [ArrayLike<number>, number, number, ArrayLike<number>, number, number]
): boolean {
  if (name === undefined || !(out instanceof Float32Array) || di + dj === 0) return false;
  if (di === 0) return isSingle(a[i]) && fits(b, out.length) && mapPieces(before[name], out, b, j, a[i]);
  if (!fits(a, out.length)) return false;
  if (dj === 0) return isSingle(b[j]) && mapPieces(after[name], out, a, i, b[j]);
  return b instanceof Float32Array && mapPieces(name, out, a, i, b, j);
}

const after = {
  add: "addNumber",
  sub: "subNumber",
  mul: "mulNumber",
  div: "divNumber",
  slope: "slopeNumber",
} as const;
const before = {
  add: "numberAdd",
  sub: "numberSub",
  mul: "numberMul",
  div: "numberDiv",
  slope: "numberSlope",
} as const;

/** A number of a wider dtype is not rounded before it is used. */
const isSingle = (value: number): boolean => Math.fround(value) === value || Number.isNaN(value);

/** The kernels that make one number of many. */
export type Sum = "sum" | "sumOfSquares" | "dot";

let prefix = heap;

/** The first `n` numbers of the module's memory. */
function firstOf(n: number): Float32Array {
  if (prefix.length !== n) prefix = heap.subarray(0, n);
  return prefix;
}

/**
 * Copies numbers of `data` from `i` on, `n` or more, to a place in the module's memory; returns where they
 * begin there, in bytes.
 */
function stage(data: Float32Array, i: number, n: number, to: number): number {
  // To copy all takes less time than to make a view of a part, unless it is much more.
  if (data.length <= pieceLength - turn && data.length <= 2 * n) {
    heap.set(data, to);
    return 4 * i;
  }
  heap.set(data.subarray(i, i + n), to);
  return 0;
}

/**
 * Writes to `out` what the kernel makes of `a`, of `a` and the number `b`, or of `a` and the numbers of `b`
 * from `j` on.
 */
function mapPieces(
  name: Exclude<Name, "matrixTile">,
  out: Float32Array,
  a: Float32Array,
  i: number,
  b: Float32Array | number = 0,
  j: number = 0,
): true {
  const kernel = compiled![name];
  for (let k = 0; k < out.length; k += pieceLength) {
    const n = Math.min(pieceLength, out.length - k);
    const begin = stage(a, i + k, n, 0);
    if (typeof b === "number") kernel(4 * n, begin, 0, b);
    else kernel(4 * n, begin, stage(b, j + k, n, pieceLength), 0);
    if (out.length === n) out.set(firstOf(n));
    else out.set(firstOf(n), k);
  }
  return true;
}

/**
 * What the kernel sums up over `n` numbers, at most a piece, of `a` and, if it is a product, of `b`; runs
 * longer than `longest` are halved.
 */
export function sumPiece(
  name: Sum,
  longest: number,
  n: number,
  a: Float32Array,
  i: number,
  b: Float32Array,
  j: number,
): number {
  const begin = stage(a, i, n, 0);
  const begin2 = name === "dot" ? stage(b, j, n, pieceLength) : 0;
  if (n <= longest && n % turn === 0) return compiled![name](4 * n, begin, begin2, 0);
  return sumStaged(name, longest, n, begin, begin2);
}

function sumStaged(name: Sum, longest: number, n: number, begin: number, begin2: number): number {
  if (n > longest) {
    const half = n >> 1;
    // The second half first: what is written behind the end of the first one then does no harm.
    const later = sumStaged(name, longest, n - half, begin + 4 * half, begin2 + 4 * half);
    return sumStaged(name, longest, half, begin, begin2) + later;
  }
  // The last turn runs over the end: what lies there must not count.
  if (n % turn !== 0) {
    const over = turn - (n % turn);
    heap.fill(0, begin / 4 + n, begin / 4 + n + over);
    if (name === "dot") heap.fill(0, pieceLength + begin2 / 4 + n, pieceLength + begin2 / 4 + n + over);
  }
  return compiled![name](4 * n, begin, begin2, 0);
}

const matrixMemory = new Float64Array(
  compiled?.memory.buffer ?? new ArrayBuffer(0),
  compiled === undefined ? 0 : areaPages * areaBytes,
);

/**
 * Memory for a matrix of [n, k], one of [k, m] and their product, of [n, m]; undefined if the kernel cannot
 * multiply them.
 */
export function matrixRoom(n: number, k: number, m: number): Float64Array[] | undefined {
  if (n < tile.rows || m < tile.columns || k === 0) return undefined;
  const [x, y, end] = [n * k, n * k + k * m, n * k + k * m + n * m];
  if (end > matrixMemory.length) return undefined;
  return [matrixMemory.subarray(0, x), matrixMemory.subarray(x, y), matrixMemory.subarray(y, end)];
}

/**
 * Multiplies the matrices in that memory. What does not fill a tile is computed by tiles that overlap with
 * their neighbours.
 */
export function multiplyMatrices(n: number, k: number, m: number): void {
  const multiply = compiled!.matrixTile;
  const first = areaPages * areaBytes;
  const [second, product] = [first + 8 * n * k, first + 8 * (n * k + k * m)];
  for (let p = 0; p < n; p += tile.rows) {
    const row = Math.min(p, n - tile.rows);
    const x = first + 8 * row * k;
    for (let q = 0; q < m; q += tile.columns) {
      const column = 8 * Math.min(q, m - tile.columns);
      multiply(x, x + 8 * k, second + column, 8 * k, 8 * m, product + 8 * row * m + column);
    }
  }
}
