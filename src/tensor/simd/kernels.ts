// The float32 loops that large tensors run through, four numbers at a time. Each has a twin in JavaScript that gives the same bits.

import type { Code, Kernel } from "./assemble";
import { types, unsigned } from "./assemble";

/** Each operand has an area of its own in the module's memory; a result takes the place of the first operand. */
export const areaBytes = 65536;

const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [...value, 0x21, local];
const simd = (op: number, ...more: number[]): Code => [0xfd, ...unsigned(op), ...more];

// Locals 0, 1 and 2 are, in bytes, how many numbers there are, and where each operand begins in its area; `at` is how far the
// loop has come.
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

const wide = { add: 0xf0, mul: 0xf2, promote: 0x5f, loadTwo: 0x5d, lane: 0x21 } as const;
/** The sum of terms as float64 with eight accumulators, two to a register. */
function total(term: (pair: (which: 0 | 1) => Code) => Code): Kernel {
  const sum = (register: number): number => local + 1 + register;
  const add = [0, 1, 2, 3].map((register) => {
    const pair = (which: 0 | 1): Code => [
      ...read(wide.loadTwo, 0, which, local, 8 * register),
      ...simd(wide.promote),
    ];
    return set(sum(register), [...get(sum(register)), ...term(pair), ...simd(wide.add)]);
  });
  const both = (register: number): Code => [
    ...[...get(sum(register)), ...simd(wide.lane, 0)],
    ...[...get(sum(register)), ...simd(wide.lane, 1)],
    0xa0,
  ];
  return {
    params,
    results: [f64],
    locals: [i32, v128, v128, v128, v128],
    code: [
      ...loop(local, turnBytes, add.flat()),
      ...[...both(0), ...both(1), 0xa0, ...both(2), ...both(3), 0xa0, 0xa0],
    ],
  };
}

type Operation = "add" | "sub" | "mul" | "div";

/** The names under which the module exports them. */
export type KernelName =
  | "abs"
  | "neg"
  | "sqrt"
  | "square"
  | Operation
  | `${Operation}Number`
  | `number${Capitalize<Operation>}`
  | "sum"
  | "sumOfSquares"
  | "dot";

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
  numberAdd: numberWith(ops.add),
  numberSub: numberWith(ops.sub),
  numberMul: numberWith(ops.mul),
  numberDiv: numberWith(ops.div),
  square: each((offset) => [...first(offset), ...first(offset), ...simd(ops.mul)]),
  sum: total((pair) => pair(0)),
  sumOfSquares: total((pair) => [...pair(0), ...pair(0), ...simd(wide.mul)]),
  dot: total((pair) => [...pair(0), ...pair(1), ...simd(wide.mul)]),
};
