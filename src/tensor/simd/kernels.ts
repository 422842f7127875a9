// The float32 loops that large tensors run through, four numbers at a time. Each has a twin in JavaScript
// that gives the same bits.

import type { Code, Kernel } from "./assemble";
import { types, unsigned } from "./assemble";

/**
 * Each operand has an area of its own in the module's memory; a result takes the place of the first operand.
 */
export const areaBytes = 65536;

const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [...value, 0x21, local];
const simd = (op: number, ...more: number[]): Code => [0xfd, ...unsigned(op), ...more];

// Locals 0, 1 and 2 are, in bytes, how many numbers there are, and where each operand begins in its area;
// `at` is how far the loop has come.
const end = 0;
const begin = [1, 2] as const;
const areas = [0, areaBytes] as const;

/** The instruction `op` that reads memory, where the loop stands in an operand. */
const read = (op: number, align: number, which: 0 | 1, at: number, offset: number): Code => [
  ...[...get(at), ...get(begin[which]), 0x6a],
  ...simd(op, align, ...unsigned(areas[which] + offset)),
];

const load = (which: 0 | 1, at: number, offset: number): Code => read(0, 0, which, at, offset);
const store = (at: number, offset: number, value: Code): Code => [
  ...get(at),
  ...value,
  ...simd(11, 4, ...unsigned(offset)),
];

/** do { … at += step } while (at < end) */
function loop(at: number, step: number, code: Code): Code {
  const advance = set(at, [...get(at), 0x41, ...unsigned(step), 0x6a]);
  return [0x03, 0x40, ...code, ...advance, ...get(at), ...get(end), 0x48, 0x0d, 0, 0x0b];
}

/** How many bytes a turn of a loop takes: eight numbers. Loops run over the end, up to a multiple of it. */
export const turnBytes = 32;

const ops = { abs: 0xe0, neg: 0xe1, sqrt: 0xe3, add: 0xe4, sub: 0xe5, mul: 0xe6, div: 0xe7 } as const;

const { i32, f32, f64, v128 } = types;

/** Begins and end of the operands, and a number. */
const params = [i32, i32, i32, f32];
const number = 3;
const local = 4;

/** out[k] = value(k), where `value` gives the code for the four numbers at an offset. */
function each(value: (offset: number) => Code): Kernel {
  const both = [0, 16].flatMap((offset) => store(local, offset, value(offset)));
  return { params, results: [], locals: [i32], code: loop(local, turnBytes, both) };
}

const first = (offset: number): Code => load(0, local, offset);
const second = (offset: number): Code => load(1, local, offset);
const splat = (): Code => [...get(number), ...simd(0x13)];

const ofOne = (op: number): Kernel => each((offset) => [...first(offset), ...simd(op)]);
const ofTwo = (op: number): Kernel => each((offset) => [...first(offset), ...second(offset), ...simd(op)]);
const withNumber = (op: number): Kernel => each((offset) => [...first(offset), ...splat(), ...simd(op)]);
const numberWith = (op: number): Kernel => each((offset) => [...splat(), ...first(offset), ...simd(op)]);

/** Twice a product: how the gradient of a square goes on. */
const twice: Code = [...simd(ops.mul), 0x43, 0, 0, 0, 0x40, ...simd(0x13), ...simd(ops.mul)];
const slopeBy = (operand: (offset: number) => Code): Kernel =>
  each((offset) => [...first(offset), ...operand(offset), ...twice]);

const wide = { add: 0xf0, mul: 0xf2, promote: 0x5f, loadTwo: 0x5d, lane: 0x21 } as const;
/** Two numbers of an operand, as float64. */
type Pair = (which: 0 | 1) => Code;

/**
 * The sum of terms as float64 with eight accumulators, two to a register.
 *
 * @param term what is added, made of pairs; `spare` is a local for one
 */
function total(term: (pair: Pair, spare: number) => Code): Kernel {
  const sum = (register: number): number => local + 1 + register;
  const spare = local + 5;
  const add = [0, 1, 2, 3].map((register) => {
    const pair: Pair = (which) => [
      ...read(wide.loadTwo, 0, which, local, 8 * register),
      ...simd(wide.promote),
    ];
    return set(sum(register), [...get(sum(register)), ...term(pair, spare), ...simd(wide.add)]);
  });
  const halves = (register: number): Code => [
    ...[...get(sum(register)), ...simd(wide.lane, 0)],
    ...[...get(sum(register)), ...simd(wide.lane, 1)],
    0xa0,
  ];
  return {
    params,
    results: [f64],
    locals: [i32, v128, v128, v128, v128, v128],
    code: [
      ...loop(local, turnBytes, add.flat()),
      ...[...halves(0), ...halves(1), 0xa0, ...halves(2), ...halves(3), 0xa0, 0xa0],
    ],
  };
}

/** The same number in both lanes of float64. */
const both = (value: number): Code => {
  const bytes = [...new Uint8Array(Float64Array.of(value, value).buffer)];
  return simd(0x0c, ...bytes);
};

const f64x2 = { abs: 0xec, add: 0xf0, sub: 0xf1, mul: 0xf2, div: 0xf3, min: 0xf4, nearest: 0x94 } as const;
const calc = (op: keyof typeof f64x2, ...operands: Code[]): Code => [...operands.flat(), ...simd(f64x2[op])];

/** Taylor's series of (e^r - 1) / r, by Horner's rule: for |r| up to ln(2) / 2 the error is below 1e-14. */
function series(r: Code): Code {
  let code = both(1 / 479001600);
  for (let n = 11, factorial = 39916800; n >= 1; factorial /= n--)
    code = calc("add", calc("mul", code, r), both(1 / factorial));
  return code;
}

/**
 * tanh as float64, two numbers at a time: with e = exp(2|x|) - 1 it is e / (e + 2), which loses no digits at
 * small x; for the exponential 2|x| is split into k ln(2) + r, so that e = 2^k (exp(r) - 1) + (2^k - 1).
 */
function tanh(): Kernel {
  const [x, k, r, power, e] = [1, 2, 3, 4, 5].map((i) => local + i);
  const pair = (offset: number): Code => [
    ...set(x, [...read(wide.loadTwo, 0, 0, local, offset), ...simd(wide.promote)]),
    // From 20 on the result is 1, also as float64.
    ...set(r, calc("min", calc("add", calc("abs", get(x)), calc("abs", get(x))), both(40))),
    ...set(k, calc("nearest", calc("mul", get(r), both(Math.LOG2E)))),
    ...set(r, calc("sub", get(r), calc("mul", get(k), both(Math.LN2)))),
    // Added to 2^52, k stands in the last bits; moved into the exponent it makes 2^k.
    ...set(power, [
      ...[...calc("add", get(k), both(2 ** 52)), 0x41, 52, ...simd(0xcb)],
      ...[...both(1), ...simd(0xce)],
    ]),
    ...set(e, calc("mul", calc("mul", get(r), series(get(r))), get(power))),
    ...set(e, calc("add", get(e), calc("sub", get(power), both(1)))),
    ...get(local),
    // The sign is that of x.
    ...[...calc("div", get(e), calc("add", get(e), both(2))), ...get(x), ...both(-0), ...simd(0x4e)],
    ...[...simd(0x50), ...simd(0x5e), ...simd(0x5b, 0, ...unsigned(offset), 0)],
  ];
  return {
    params,
    results: [],
    locals: [i32, v128, v128, v128, v128, v128],
    code: loop(local, turnBytes, [0, 8, 16, 24].flatMap(pair)),
  };
}

/** How many rows and columns of a product of matrices are computed at a time. */
export const tile = { rows: 4, columns: 4 } as const;

/**
 * A tile of a product of matrices of float64: rows of the first times columns of the second, added one
 * product after the other. Parameters, all in bytes: where the first of the rows begins, where it ends, where
 * the first of the columns begins, how long the rows of each matrix are, and where the tile goes.
 */
function matrixTile(): Kernel {
  const [x, xEnd, y, xRow, yRow, out] = [0, 1, 2, 3, 4, 5];
  const rows = [x, 6, 7, 8];
  const [left, ...right] = [9, 10, 11];
  const sum = (row: number, pair: number): number => 12 + 2 * row + pair;
  const step = (pointer: number, by: Code): Code => set(pointer, [...get(pointer), ...by, 0x6a]);
  const pairs = [0, 1];
  const multiply = rows.flatMap((row, r) => [
    ...set(left, [...get(row), ...simd(0x0a, 3, 0)]),
    ...pairs.flatMap((q) =>
      set(sum(r, q), calc("add", get(sum(r, q)), calc("mul", get(left), get(right[q])))),
    ),
    ...step(row, [0x41, 8]),
  ]);
  return {
    params: [i32, i32, i32, i32, i32, i32],
    results: [],
    locals: [i32, i32, i32, ...new Array<typeof v128>(11).fill(v128)],
    code: [
      ...[1, 2, 3].flatMap((r) => set(rows[r], [...get(rows[r - 1]), ...get(xRow), 0x6a])),
      ...[0x03, 0x40],
      ...pairs.flatMap((q) => set(right[q], [...get(y), ...simd(0, 3, 16 * q)])),
      ...[...multiply, ...step(y, get(yRow))],
      ...[...get(x), ...get(xEnd), 0x48, 0x0d, 0, 0x0b],
      ...rows.flatMap((_, r) => [
        ...pairs.flatMap((q) => [...get(out), ...get(sum(r, q)), ...simd(11, 3, 16 * q)]),
        ...step(out, get(yRow)),
      ]),
    ],
  };
}

type Operation = "add" | "sub" | "mul" | "div" | "slope";

/** The names under which the module exports them. */
export type KernelName =
  | "abs"
  | "neg"
  | "sqrt"
  | "square"
  | "tanh"
  | Operation
  | `${Operation}Number`
  | `number${Capitalize<Operation>}`
  | "sum"
  | "sumOfSquares"
  | "dot"
  | "matrixTile";

export const kernels: Readonly<Record<KernelName, Kernel>> = {
  abs: ofOne(ops.abs),
  neg: ofOne(ops.neg),
  sqrt: ofOne(ops.sqrt),
  add: ofTwo(ops.add),
  sub: ofTwo(ops.sub),
  mul: ofTwo(ops.mul),
  div: ofTwo(ops.div),
  addNumber: withNumber(ops.add),
  subNumber: withNumber(ops.sub),
  mulNumber: withNumber(ops.mul),
  divNumber: withNumber(ops.div),
  slope: slopeBy(second),
  slopeNumber: slopeBy(splat),
  numberSlope: slopeBy(splat),
  numberAdd: numberWith(ops.add),
  numberSub: numberWith(ops.sub),
  numberMul: numberWith(ops.mul),
  numberDiv: numberWith(ops.div),
  square: each((offset) => [...first(offset), ...first(offset), ...simd(ops.mul)]),
  tanh: tanh(),
  sum: total((pair) => pair(0)),
  // The spare local holds the pair, which is loaded once.
  sumOfSquares: total((pair, spare) => [
    ...set(spare, pair(0)),
    ...[...get(spare), ...get(spare), ...simd(wide.mul)],
  ]),
  matrixTile: matrixTile(),
  dot: total((pair) => [...pair(0), ...pair(1), ...simd(wide.mul)]),
};
