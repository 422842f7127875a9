// Further answers of PyTorch, recorded by running torch 2.13.0 on random inputs of odd shapes, dtypes and
// values. What has no recorded answer is compared with the reference, which is total by type.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { Tensor } from "../index";
import type { Recorded } from "../testing/autograd/recorded";
import { assertRecorded, numbers, readOracle, toTensor } from "../testing/autograd/recorded";

/**
 * An argument as the file writes it: `"$0"` is the first input, `__t` a tensor of integers, `__l` a list of
 * inputs.
 */
type Argument = string | number | boolean | null | object;

interface Further {
  op: string;
  args: Argument[];
  inputs: Recorded[];
  outputs?: Recorded[];
  weights?: unknown[];
  grads?: (Recorded | null)[];
  error?: string;
}

const { cases } = readOracle<{ cases: Further[] }>("further.json");

const words: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

function argument(value: Argument, inputs: Tensor[]): unknown {
  if (value === null) return undefined;
  if (typeof value === "string") {
    if (value.startsWith("$")) return inputs[Number(value.slice(1))];
    return value === "__null" ? null : (words[value] ?? value);
  }
  const { __t: data, shape, __l: list } = value as { __t?: number[]; shape?: number[]; __l?: number[] };
  if (data !== undefined) return lib.tensor(data, { dtype: "int32" }).reshape(shape!).detach();
  return list === undefined ? value : list.map((i) => inputs[i]);
}

function call({ op, args }: Further, inputs: Tensor[]): Tensor[] {
  const f = (lib as unknown as Record<string, (...args: unknown[]) => unknown>)[op];
  const result = f(...(args.length === 0 ? inputs : args.map((arg) => argument(arg, inputs))));
  if (result instanceof Tensor) return [result];
  return Array.isArray(result) ? (result as Tensor[]) : Object.values(result as Record<string, Tensor>);
}

/** An input of no elements keeps its shape. */
function input(recorded: Recorded): Tensor {
  const empty = recorded.shape.includes(0);
  return toTensor(empty ? { ...recorded, data: [] } : recorded);
}

const flat = (recorded: Recorded): Recorded =>
  recorded.shape.includes(0) ? { ...recorded, data: [] } : recorded;

const tolerance = ({ dtype }: Recorded): { rtol: number; atol: number } =>
  dtype === "float32" ? { rtol: 3e-5, atol: 1e-6 } : { rtol: 1e-9, atol: 1e-11 };

function check(c: Further): void {
  const inputs = c.inputs.map(input);
  const outputs = call(c, inputs);
  assert.equal(outputs.length, c.outputs!.length);
  outputs.forEach((out, i) =>
    assertRecorded(out, flat(c.outputs![i]), tolerance(c.outputs![i]), `output ${i}`),
  );
  if (c.grads === undefined) return;
  const parts = outputs.flatMap((out, i) =>
    out.requiresGrad ? [out.mul(out.withValues(out.numel() === 0 ? [] : numbers(c.weights![i]))).sum()] : [],
  );
  const wanted = inputs.filter((x) => x.requiresGrad);
  const found = lib.grad(
    parts.reduce((sum, part) => sum.add(part)),
    wanted,
    { allowUnused: true },
  );
  c.grads.forEach((expected, i) => {
    if (expected === null) assert.ok(found[i] === null || found[i].toFlatArray().every((x) => x === 0));
    else assertRecorded(found[i]!, flat(expected), tolerance(expected), `gradient ${i}`);
  });
}

describe("operations agree with a newer PyTorch", () => {
  cases.forEach((c, n) => {
    it(`${n}: ${c.op}(${c.args.map((arg) => JSON.stringify(arg)).join(", ")}) of ${c.inputs.map(({ dtype, shape }) => `${dtype} [${shape.join(", ")}]`).join(" and ")}`, () => {
      if (c.error === undefined) check(c);
      else {
        assert.throws(
          () => call(c, c.inputs.map(input)),
          (error: Error) => {
            assert.equal(error.message.split("\n")[0].trim(), c.error!.replace(/Long/g, "Int").trim());
            return true;
          },
        );
      }
    });
  });
});
