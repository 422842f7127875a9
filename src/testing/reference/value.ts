// The reference's tensor: a shape, a dtype and a list of cells in the order of reading. A view is a list of
// the same cells.

export type DType = "bool" | "int32" | "float32" | "float64";

/**
 * One number of a tensor, in all lanes at once: lane 0 is rounded as the library rounds, lane 1 is not
 * rounded, lanes 2 and 3 move every computed number by a few units in the last place, and each further lane
 * has one element of one leaf moved.
 */
export interface Cell {
  lanes: Float64Array;
}

export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly cells: readonly Cell[];
  /** Detached: differences do not see it move. */
  readonly still: boolean;
  /** A leaf that requires a gradient, or a view of one. */
  readonly leaf: boolean;
  readonly view: boolean;
  /** In which order the elements lie in memory is not told here: a view, or computed from such. */
  readonly loose: boolean;
}

export const firstMoved = 4;

/** How many lanes the program that is evaluated has, and whether it is inside noGrad. */
export const evaluation: { lanes: number; frozen: boolean } = { lanes: firstMoved, frozen: false };

/** What the reference refuses; the library must refuse it too. */
export class Refusal extends Error {}

export function refuseUnless(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new Refusal(reason);
}

export const isFloat = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);
export const range = (n: number): number[] => Array.from({ length: Math.max(0, n) }, (_, i) => i);

/** Every index of a shape, in the order of reading. */
export function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (heads, n) => heads.flatMap((head) => range(n).map((i) => [...head, i])),
    [[]],
  );
}

/** The place of an index in the order of reading. */
export function placeOf(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((place, i, d) => place * shape[d] + i, 0);
}

/**
 * A dimension counted from the front; negative ones count from the end. A number has one dimension to name.
 */
export function wrap(dim: number, ndim: number): number {
  const n = Math.max(1, ndim);
  refuseUnless(Number.isInteger(dim) && dim >= -n && dim < n, "dimension out of range");
  return dim < 0 ? dim + n : dim;
}

/** The dimensions that are reduced: all where none is named. */
export function wrapAll(dim: number | readonly number[] | undefined, ndim: number): number[] {
  if (dim === undefined) return range(ndim);
  const dims = (typeof dim === "number" ? [dim] : dim).map((d) => wrap(d, ndim));
  if (dims.length === 0) return range(ndim);
  refuseUnless(new Set(dims).size === dims.length, "a dimension is named twice");
  return dims.filter((d) => d < ndim).sort((p, q) => p - q);
}

export function broadcast(...shapes: (readonly number[])[]): number[] {
  const ndim = Math.max(...shapes.map((shape) => shape.length));
  return range(ndim).map((d) => {
    const lengths = shapes.map((shape) => shape[d - ndim + shape.length] ?? 1);
    const wide = lengths.find((n) => n !== 1) ?? 1;
    refuseUnless(
      lengths.every((n) => n === 1 || n === wide),
      "shapes do not broadcast",
    );
    return wide;
  });
}

const rounders: Readonly<Record<DType, (x: number) => number>> = {
  bool: (x) => (x !== 0 ? 1 : 0),
  int32: (x) => x | 0,
  float32: Math.fround,
  float64: (x) => x,
};

/**
 * How a computed number is rounded: not at all, as sums and products of short fractions, always, or so that 0
 * may come out as nearly 0.
 */
export type Exactness = "exact" | "short" | "rounded" | "vague";

const isShort = (x: number): boolean => Number.isInteger(x * 1024) && Math.abs(x) < 4096;

let shaken = 0;

/** One pseudorandom number of [-1, 1] after the other, so that no two computed numbers are moved alike. */
function shake(): number {
  shaken = (Math.imul(shaken, 1664525) + 1013904223) | 0;
  return shaken / 2 ** 31;
}

export const restartNoise = (): void => void (shaken = 1);

function stored(x: number, dtype: DType, lane: number, exactness: Exactness): number {
  if (!isFloat(dtype)) return rounders[dtype](x);
  if (lane === 1 || lane >= firstMoved) return x;
  const noisy = lane > 1 && exactness !== "exact" && !(exactness === "short" && isShort(x));
  if (!noisy) return rounders[dtype](x);
  const unit = dtype === "float32" ? 1.2e-7 : 4.4e-16;
  return x * (1 + unit * shake()) + (exactness === "vague" ? unit * shake() : 0);
}

/** The numbers of a value in one lane; of a detached one they do not move. */
export function read(value: Value, lane: number): number[] {
  const from = lane >= firstMoved && (value.still || evaluation.frozen) ? 1 : lane;
  return value.cells.map((cell) => cell.lanes[from]);
}

export const numbersOf = (value: Value): number[] => value.cells.map((cell) => cell.lanes[0]);

function moves(value: Value): boolean {
  if (value.still || evaluation.frozen) return false;
  return value.cells.some(({ lanes }) => lanes.subarray(firstMoved).some((x) => !Object.is(x, lanes[1])));
}

export function makeValue(
  shape: readonly number[],
  dtype: DType,
  cells: readonly Cell[],
  more: Partial<Value> = {},
): Value {
  return { shape, dtype, cells, still: false, leaf: false, view: false, loose: false, ...more };
}

/** A value of given numbers, the same in all lanes. */
export function constantValue(shape: readonly number[], dtype: DType, numbers: readonly number[]): Value {
  return makeValue(
    shape,
    dtype,
    numbers.map((x) => ({ lanes: new Float64Array(evaluation.lanes).fill(rounders[dtype](x)) })),
  );
}

/** Computes in every lane: `f` gets the numbers of each input and gives those of the result. */
export function compute(
  dtype: DType,
  shape: readonly number[],
  inputs: readonly Value[],
  f: (...numbers: number[][]) => number[],
  exactness: Exactness = "rounded",
): Value {
  const cells = range(sizeOf(shape)).map(() => ({ lanes: new Float64Array(evaluation.lanes) }));
  const until = inputs.some(moves) ? evaluation.lanes : firstMoved;
  for (let lane = 0; lane < until; lane++) {
    const numbers = f(...inputs.map((input) => read(input, lane)));
    cells.forEach((cell, i) => (cell.lanes[lane] = stored(numbers[i], dtype, lane, exactness)));
  }
  if (until === firstMoved) for (const cell of cells) cell.lanes.fill(cell.lanes[1], firstMoved);
  return makeValue(shape, dtype, cells, { loose: inputs.some(isLoose) });
}

/** Results keep the order in which the elements of an operand lie, in PyTorch; a line has one order only. */
const isLoose = ({ view, loose, shape }: Value): boolean =>
  (view || loose) && shape.filter((n) => n !== 1).length > 1;

/**
 * The cells of `value` in another arrangement: the element at each index comes from the index that `from`
 * gives.
 */
export function rearrange(
  value: Value,
  shape: readonly number[],
  from: (index: number[]) => number[],
  as: "view" | "copy",
): Value {
  const cells = indicesOf(shape).map((index) => value.cells[placeOf(value.shape, from(index))]);
  if (as === "copy") return copied(value, shape, cells);
  return { ...value, shape, cells, view: true, still: value.still || evaluation.frozen };
}

export function copied(
  value: Value,
  shape: readonly number[] = value.shape,
  cells: readonly Cell[] = value.cells,
): Value {
  const from = { ...value, shape, cells };
  return compute(value.dtype, shape, [from], (numbers) => numbers, "exact");
}

/** Writes the numbers of `source`, which has the same shape, over those of `target`. */
export function overwrite(target: Value, source: Value): void {
  const numbers = range(evaluation.lanes).map((lane) => read(source, lane));
  const keepsMoving = evaluation.frozen;
  target.cells.forEach(({ lanes }, i) => {
    const before = lanes[1];
    const now = numbers.map((list) => list[i]);
    for (let lane = 0; lane < evaluation.lanes; lane++) {
      const change = lane >= firstMoved && keepsMoving && lanes[lane] !== before ? lanes[lane] - before : 0;
      lanes[lane] = stored(now[lane] + change, target.dtype, lane, "exact");
    }
  });
}
