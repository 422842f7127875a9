// Random programs: fast-check draws whole numbers, and these become calls with arguments that fit.

import fc from "fast-check";
import { Chooser } from "./chooser";
import type { Fresh, Ref, World } from "./chooser";
import { defined, leafValue } from "./interpret";
import type { Call, Leaf, Program, Step, Tail } from "./program";
import type { OperationName } from "./table";
import { operationNames, table } from "./table";
import type { DType, Value } from "./value";
import { evaluation, firstMoved, isFloat, restartNoise } from "./value";

/** One step before it is known what there is to choose from. */
interface Draft {
  /** 0 leaves the step out: this is what fast-check shrinks towards. */
  here: number;
  op: OperationName;
  /** 0 to 63: inside noGrad, as a method, a backward pass afterwards. */
  manner: number;
  choices: number[];
}

export interface Sketch {
  tail: Tail;
  all: boolean;
  floats: readonly DType[];
  drafts: Draft[];
}

const precisions: readonly (readonly DType[])[] = [
  ["float64"],
  ["float64"],
  ["float32"],
  ["float64", "float32"],
];

const draft = (op: fc.Arbitrary<OperationName>): fc.Arbitrary<Draft> =>
  fc.record({
    here: fc.noBias(fc.nat(2 ** 20)),
    op,
    manner: fc.noBias(fc.nat(63)),
    choices: fc.array(fc.noBias(fc.nat(63)), { minLength: 16, maxLength: 24, size: "max" }),
  });

/** What programs are mostly made of: these stand more often beside the others. */
const common: readonly OperationName[] = [
  "add", "mul", "sub", "div", "add", "mul", "exp", "square", "where", "clone", "matmul",
  "sum", "sum", "mean", "prod", "norm", "variance", "amax", "max", "cumsum",
  "expand", "expand", "transpose", "t", "slice", "index", "select", "reshape", "permute", "unsqueeze", "diagonal", "flip",
  "add_", "mul_", "div_", "sub_", "setIndex", "copy_",
]; // prettier-ignore

const anyOperation: fc.Arbitrary<OperationName> = fc.oneof(
  { weight: 3, arbitrary: fc.noBias(fc.constantFrom(...common)) },
  { weight: 1, arbitrary: fc.noBias(fc.constantFrom(...operationNames)) },
);

/** Programs in which the operations named occur, among others. */
export function sketches(forced: readonly OperationName[]): fc.Arbitrary<Sketch> {
  const others = fc.noBias(fc.array(draft(anyOperation), { maxLength: 2, size: "max" }));
  const parts = forced.map((op) => fc.tuple(others, draft(fc.constant(op))));
  return fc.record({
    tail: fc.noBias(fc.constantFrom<Tail>("whole", "first", "last")),
    all: fc.noBias(fc.boolean()),
    floats: fc.noBias(fc.constantFrom(...precisions)),
    drafts: fc.tuple(...parts, others).map((list) => (list as unknown[]).flat(2) as Draft[]),
  });
}

/** The operations whose turn it is in program number `i`. */
export function forcedIn(i: number): OperationName[] {
  const n = operationNames.length;
  const half = Math.ceil(n / 2);
  // The second one wanders, so that each meets another partner each time.
  const round = Math.floor(i / half);
  return [operationNames[i % half], operationNames[half + ((i + 7 * round) % (n - half))]];
}

/** Decides what each draft means among the tensors that there are then. */
export function programOf({ tail, all, floats, drafts }: Sketch): Program {
  const leaves: Leaf[] = [];
  const steps: Step[] = [];
  const values: (Value | null)[] = [];
  evaluation.lanes = firstMoved;
  restartNoise();
  const world: World = {
    values,
    floats,
    make(fresh: Fresh): Ref {
      const leaf = { id: values.length, ...fresh };
      leaves.push(leaf);
      values.push(leafValue(leaf));
      return { $: leaf.id };
    },
  };
  for (const one of drafts.filter(({ here }) => here > 0)) {
    const call = callOf(one, world);
    const found = defined(call, values);
    if (found !== null && found.reduce((size, { cells }) => size + cells.length, 0) > 64) continue;
    const results = (found ?? []).map((value) => values.push(value) - 1);
    steps.push({ ...call, results, refused: found === null });
    const last = results.at(-1);
    if (one.manner % 16 === 15 && last !== undefined && moves(values[last]!)) steps.push({ backward: last });
  }
  return { leaves, steps, tail, all };
}

const moves = (value: Value): boolean => isFloat(value.dtype) && !value.still && value.cells.length > 0;

const noMethods: ReadonlySet<string> = new Set(["where", "polygamma", "equal", "allclose"]);
const functionsOnly: (op: string) => boolean = (op) => noMethods.has(op);

function callOf({ op, manner, choices }: Draft, world: World): Omit<Call, "results" | "refused"> {
  const args = table[op].make(new Chooser(choices, world));
  return {
    op,
    args,
    frozen: manner % 16 === 7,
    method: table[op].inPlace === true || (manner % 2 === 0 && !functionsOnly(op)),
  };
}
