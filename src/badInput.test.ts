import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import * as lib from "./index";
import { Generator } from "./tensor/random";
import { differenceFrom, faultOfAnswer, referenceAnswer } from "./testing/answers";
import { binary } from "./testing/reference/binary";
import { table } from "./testing/reference/table";

/** What somebody may hand over by mistake who has no types to be warned by. */
const junk: readonly unknown[] = [
  ...[undefined, null, NaN, 1.5, -1, 2, true, "", "a", {}, [], [null], ["a"], [[1]], () => 1, new Date(0)],
  ...[lib.tensor([[true, false], [false, true]]), lib.tensor([[1, 2], [3, 4]]), lib.tensor([1, 2, 3]), lib.tensor([0, 1], { dtype: "int32" })], // prettier-ignore
];

/** The words of errors that JavaScript makes where nobody has looked at what came. */
const unworded =
  /is not a function|Cannot (read|convert|mix|set|destructure)|is not iterable|Invalid array length|is not defined/;

const random = new Generator(7);
const some = (): unknown[] =>
  Array.from(
    { length: Math.floor(4 * random.uniform64()) },
    () => junk[Math.floor(junk.length * random.uniform64())],
  );

/** Calls `f` with several hundred lists of arguments; the errors that were not worded for whoever called. */
function unwordedErrors(f: (...args: unknown[]) => unknown): string[] {
  const found: string[] = [];
  for (let k = 0; k < 100; k++) {
    const args = some();
    try {
      const result = f(...args);
      if (result instanceof Promise) result.catch(() => undefined);
    } catch (error) {
      if (!(error instanceof Error) || unworded.test(error.message)) found.push(String(error));
    }
  }
  return [...new Set(found)];
}

/** Methods by which the library's own parts make tensors. */
const inner = ["constructor", "strided", "memory", "setHistory", "withValues"];
/** They show what they are given, or are tested where they draw. */
const showing = /^(display|html|latex|markdown|clearOutput|plot.*|contour|surface|quiver|descent|figure|interact|stepsSlider)$/; // prettier-ignore

describe("whatever a function is called with, its error is worded by the library", () => {
  for (const [name, f] of Object.entries(lib)) {
    if (typeof f !== "function" || /^[A-Z]/.test(name) || showing.test(name)) continue;
    it(name, () => {
      const call = f as (...args: unknown[]) => unknown;
      assert.deepEqual(unwordedErrors(call), []);
      assert.deepEqual(unwordedErrors((...args) => call(lib.tensor([1, 2, 3]), ...args)), []); // prettier-ignore
    });
  }

  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(lib.Tensor.prototype))) {
    if (typeof value !== "function" || inner.includes(name)) continue;
    it(`tensor.${name}`, () => {
      const method = value as (...args: unknown[]) => unknown;
      assert.deepEqual(unwordedErrors((...args) => method.apply(lib.tensor([[1, 2], [3, 4]]), args)), []); // prettier-ignore
    });
  }
});

/** They promise no answer. */
const silent =
  /^(check|exercise|onComm|manualSeed|setPrintOptions|setDetectAnomaly|backward|zeroGrad|retainGrad)$/;

/** Calls `f` as above; what is wrong with the answers of the calls that return. */
function faultyAnswers(name: string, f: (...args: unknown[]) => unknown): string[] {
  const found: string[] = [];
  for (let k = 0; k < 100; k++) {
    const args = some();
    const fault = faultOfAnswer(answerOf(f, args));
    if (fault !== null && !silent.test(name)) found.push(`${fault} for ${inspect(args)}`);
  }
  return [...new Set(found)];
}

const refused: unique symbol = Symbol("refused");

function answerOf(f: (...args: unknown[]) => unknown, args: unknown[]): unknown {
  try {
    const answer = f(...args);
    if (answer instanceof Promise) answer.catch(() => undefined);
    return answer;
  } catch {
    return refused;
  }
}

const functions = Object.entries(lib).filter(
  ([name, f]) => typeof f === "function" && !/^[A-Z]/.test(name) && !showing.test(name),
) as [string, (...args: unknown[]) => unknown][];

const methods = Object.entries(Object.getOwnPropertyDescriptors(lib.Tensor.prototype)).flatMap(
  ([name, { value }]): [string, (...args: unknown[]) => unknown][] =>
    typeof value === "function" && !inner.includes(name) ? [[name, value as never]] : [],
);

describe("whatever a function is called with, an answer is whole", () => {
  for (const [name, f] of functions)
    it(name, () => {
      assert.deepEqual(faultyAnswers(name, f), []);
      assert.deepEqual(faultyAnswers(name, (...args) => f(lib.tensor([1, 2, 3]), ...args)), []); // prettier-ignore
    });
  for (const [name, f] of methods)
    it(`tensor.${name}`, () => {
      assert.deepEqual(faultyAnswers(name, (...args) => f.apply(lib.tensor([[1, 2], [3, 4]]), args)), []); // prettier-ignore
    });
});

/** Operands of several dtypes and shapes, and dimensions that exist or do not. */
const operands = (): unknown[] => [
  lib.tensor([[1, 2], [3, 4]]), lib.tensor([1, 2, 3]), lib.tensor([0, 1], { dtype: "int32" }),
  lib.tensor(2), lib.tensor([true, false]), lib.tensor([1.5, -0.5], { dtype: "float64" }), lib.zeros([2, 0]), 0, 1, -1, -2, undefined,
]; // prettier-ignore

describe("where the reference has an answer for odd operands, it is the library's", () => {
  const named = new Map([...methods.map(([name, f]) => [name, (first: unknown, ...rest: unknown[]) => f.apply(first, rest)] as const), ...functions]); // prettier-ignore
  for (const [name, f] of named) {
    if (!Object.hasOwn(table, name)) continue;
    it(name, () => {
      for (const first of operands().filter((x) => x instanceof lib.Tensor))
        for (const second of operands().filter((x) => name in binary || !(x instanceof lib.Tensor))) {
          const args = [first.clone(), second];
          const wanted = referenceAnswer(name, args);
          const answer = wanted === null ? refused : answerOf(f, args);
          const difference = answer === refused ? null : differenceFrom(wanted!, answer);
          assert.equal(difference, null, `${name}(${inspect(args)}): ${difference}`);
        }
    });
  }
});

describe("lengths and dimensions", () => {
  const x = lib.tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore

  it("are named one by one or in a list", () => {
    assert.deepEqual(x.reshape(3, 2).tolist(), x.reshape([3, 2]).tolist());
    assert.deepEqual(x.permute(1, 0).tolist(), x.permute([1, 0]).tolist());
    assert.deepEqual(x.expand(2, 2, 3).tolist(), x.expand([2, 2, 3]).tolist());
    assert.deepEqual(x.repeat(1, 2).tolist(), x.repeat([1, 2]).tolist());
    assert.deepEqual(x.flip(0, 1).tolist(), x.flip([0, 1]).tolist());
  });

  it("are whole numbers", () => {
    const wanted =
      /^TypeError: reshape: shape must be a list of whole numbers such as \[2, 3\], but got \[ 1\.5, 4 \]\.$/;
    assert.throws(() => x.reshape(1.5, 4), (error) => wanted.test(String(error))); // prettier-ignore
  });

  it("of tensors to join stand in a list", () => {
    assert.throws(() => lib.cat(x as never), /Put the tensors into brackets: \[a, b\]\./);
  });
});
