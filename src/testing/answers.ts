// Whether what a function returned is a whole answer, and for an operation whether it is the reference's.

import { Tensor } from "../index";
import { tolerated } from "./reference/compare";
import { table } from "./reference/table";
import { constantValue, evaluation, firstMoved, Refusal, restartNoise, type Value } from "./reference/value";

const rounded: Readonly<Record<Tensor["dtype"], (x: number) => number>> = {
  bool: (x) => (x !== 0 ? 1 : 0),
  int32: (x) => x | 0,
  float32: Math.fround,
  float64: (x) => x,
};

/**
 * What is wrong with a tensor: its lengths, how many numbers it has, or numbers that its dtype cannot hold.
 */
function faultOfTensor(t: Tensor): string | null {
  const { shape, strides, dtype } = t;
  if (!shape.every((n) => Number.isInteger(n) && n >= 0)) return `the shape [${shape.join(", ")}]`;
  if (strides.length !== shape.length) return `${strides.length} strides of ${shape.length} dimensions`;
  const numbers = t.toFlatArray();
  const size = shape.reduce((product, n) => product * n, 1);
  if (numbers.length !== size || t.numel() !== size) return `${numbers.length} numbers of ${size}`;
  const wrong = numbers.find((x) => typeof x !== "number" || !Object.is(rounded[dtype](x), x));
  return wrong === undefined ? null : `${wrong} in a tensor of ${dtype}`;
}

/** What is wrong with an answer: `undefined` in it, or a tensor that is none. `null` if nothing is. */
export function faultOfAnswer(answer: unknown): string | null {
  if (answer === undefined) return "undefined";
  if (answer instanceof Tensor) return faultOfTensor(answer);
  if (!Array.isArray(answer)) return null;
  for (const item of answer.slice(0, 100)) {
    const fault = faultOfAnswer(item);
    if (fault !== null) return `${fault} in a list`;
  }
  return null;
}

const valueOf = (t: Tensor): Value => constantValue(t.shape, t.dtype, t.toFlatArray());

/**
 * The reference's answer, or `null` where it refuses the arguments, or they are none that its definition can
 * read.
 */
export function referenceAnswer(op: string, args: readonly unknown[]): readonly Value[] | null {
  if (!Object.hasOwn(table, op)) return null;
  evaluation.lanes = firstMoved;
  restartNoise();
  const given = args.map((arg) => (arg instanceof Tensor ? valueOf(arg) : arg));
  try {
    const { define } = table[op as keyof typeof table];
    const found = (define as (...args: unknown[]) => Value | readonly Value[])(...given);
    return Array.isArray(found) ? (found as readonly Value[]) : [found as Value];
  } catch (error) {
    if (error instanceof Refusal || error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Where an answer of tensors is not the reference's, in words; `null` where they agree. */
export function differenceFrom(wanted: readonly Value[], answer: unknown): string | null {
  const tensors = answer instanceof Tensor ? [answer] : Object.values(answer as object);
  for (const [k, value] of wanted.entries()) {
    const got = tensors[k] as Tensor;
    const form = `${value.dtype} [${value.shape.join(", ")}]`;
    if (`${got.dtype} [${got.shape.join(", ")}]` !== form)
      return `${got.dtype} [${got.shape.join(", ")}] in place of ${form}`;
    const numbers = got.toFlatArray();
    if (!numbers.every((x, i) => tolerated(x, value.cells[i].lanes[0], value, i)))
      return `[${numbers.join(", ")}] in place of [${value.cells.map(({ lanes }) => lanes[0]).join(", ")}]`;
  }
  return null;
}
