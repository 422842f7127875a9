// The loops over elements. Each is an ordinary function of which every operation, dtype and kind of memory
// gets a copy of its own.

import type { DType } from "./dtype";
import { rounders } from "./dtype";
import type { Simd1, Simd2 } from "./simd/run";
import type { Storage } from "./storage";

/** A function of one number, and its copies of the loop. */
export interface Map1 {
  readonly of: (x: number) => number;
  readonly loops: Loop1[];
  /** The SIMD kernel that does the same for float32. */
  readonly simd: Simd1 | undefined;
}

/** A function of two numbers, and its copies of the loop. */
export interface Map2 {
  readonly of: (x: number, y: number) => number;
  readonly loops: Loop2[];
  /** The SIMD kernels that do the same for float32. */
  readonly simd: Simd2 | undefined;
}

export const map1 = (of: Map1["of"], simd?: Simd1): Map1 => ({ of, loops: [], simd });
export const map2 = (of: Map2["of"], simd?: Simd2): Map2 => ({ of, loops: [], simd });

type Round = (value: number) => number;
type Loop1 = (
  f: Map1["of"],
  round: Round,
  out: Storage,
  start: number,
  n: number,
  a: Storage,
  i: number,
  di: number,
) => void;
type Loop2 = (
  f: Map2["of"],
  round: Round,
  out: Storage,
  start: number,
  n: number,
  a: Storage,
  i: number,
  di: number,
  b: Storage,
  j: number,
  dj: number,
) => void;

function loop1(
  f: Map1["of"],
  round: Round,
  out: Storage,
  start: number,
  n: number,
  a: Storage,
  i: number,
  di: number,
): void {
  // V8 checks bounds once in a while, and not each time, where it sees that the places follow one another.
  if (di === 1) {
    for (let k = 0; k < n; k++) out[start + k] = round(f(a[i + k]));
    return;
  }
  for (let k = start; k < start + n; k++) {
    out[k] = round(f(a[i]));
    i += di;
  }
}

function loop2(
  f: Map2["of"],
  round: Round,
  out: Storage,
  start: number,
  n: number,
  a: Storage,
  i: number,
  di: number,
  b: Storage,
  j: number,
  dj: number,
): void {
  if (di === 1 && dj === 1) {
    for (let k = 0; k < n; k++) out[start + k] = round(f(a[i + k], b[j + k]));
    return;
  }
  if (di === 1 && dj === 0) {
    const y = b[j];
    for (let k = 0; k < n; k++) out[start + k] = round(f(a[i + k], y));
    return;
  }
  for (let k = start; k < start + n; k++) {
    out[k] = round(f(a[i], b[j]));
    i += di;
    j += dj;
  }
}

/** Moves numbers between places at even distances. */
type Mover = (
  round: Round,
  a: Storage,
  i: number,
  di: number,
  out: Storage,
  j: number,
  dj: number,
  n: number,
) => void;

const move: Mover = (round, a, i, di, out, j, dj, n) => {
  for (let k = 0; k < n; k++) {
    out[j] = round(a[i]);
    i += di;
    j += dj;
  }
};

const addOn: Mover = (round, a, i, di, out, j, dj, n) => {
  for (let k = 0; k < n; k++) {
    out[j] = round(out[j] + a[i]);
    i += di;
    j += dj;
  }
};

/** The copies of a loop, one for each two kinds of memory. */
function copiesOf(loop: Mover): (a: Storage, out: Storage) => Mover {
  const found: Mover[] = [];
  return (a, out) => (found[kindOf(a) * kinds + kindOf(out)] ??= copyOf(loop));
}

/** The copy, for memory of these kinds, of the loop that moves numbers to other places. */
export const moverFor: (a: Storage, out: Storage) => Mover = copiesOf(move);

/** The same for the loop that adds numbers to those at other places. */
export const adderFor: (a: Storage, out: Storage) => Mover = copiesOf(addOn);

let copies = 0;

/**
 * A copy of a function that mentions nothing outside itself. V8 compiles it for the types that this copy
 * meets, and inlines the one `f` that it is called with; a loop shared by all operations runs 1.2 to 1.7
 * times slower, and calls `f` each time.
 */
export function copyOf<F>(loop: F): F {
  // The number makes each text another one: V8 keeps one function, with one record of types, for texts that
  // are the same.
  const text = `return ${String(loop)} // ${copies++}`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text is the function above
  return new Function(text)() as F;
}

/** The copy of the loop for memory of these kinds. */
export function loopOf1(map: Map1, dtype: DType, out: Storage, a: Storage): Loop1 {
  const index = (kindOf(out) * kinds + kindOf(a)) * dtypes + codes[dtype];
  return (map.loops[index] ??= copyOf(loop1));
}

/** The copy of the loop for memory of these kinds. */
export function loopOf2(map: Map2, dtype: DType, out: Storage, a: Storage, b: Storage): Loop2 {
  const index = ((kindOf(out) * kinds + kindOf(a)) * kinds + kindOf(b)) * dtypes + codes[dtype];
  return (map.loops[index] ??= copyOf(loop2));
}

const codes: Readonly<Record<DType, number>> = { bool: 0, int32: 1, float32: 2, float64: 3 };
const dtypes = 4;
export const kinds = 5;

/** A number for each kind of memory. */
export function kindOf(storage: Storage): number {
  if (Array.isArray(storage)) return 0;
  if (storage instanceof Float32Array) return 1;
  if (storage instanceof Float64Array) return 2;
  return storage instanceof Int32Array ? 3 : 4;
}

/**
 * How a loop rounds what it writes: typed memory does that by itself, plain arrays hold what they are given.
 */
export function rounderFor(dtype: DType, out: Storage): Round {
  return Array.isArray(out) || dtype === "bool" ? rounders[dtype] : rounders.float64;
}
