// Calls that must not compile: each comment below is itself an error if the line after it is right.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tensor } from "../index";
import { arange } from "./arange";
import { derivative, derivativeWithError } from "./derivative";
import { linspace } from "./linspace";
import { numericalGradient } from "./numericalGradient";
import { numericalHessian } from "./numericalHessian";
import { numericalJacobian } from "./numericalJacobian";
import { numericalLimit } from "./numericalLimit";
import { stepSizeStudy } from "./stepSizeStudy";
import { tangentLine } from "./tangentLine";

const square = (x: number): number => x * x;

/** Every one of these is red in an editor, and refused when it runs. */
const wrong: (() => unknown)[] = [
  // @ts-expect-error text is no function
  () => tangentLine("x", 1),
  // @ts-expect-error text is no number
  () => tangentLine(square, "1"),
  // @ts-expect-error a tangent has no order
  () => tangentLine(square, 1, { order: 2 }),
  // @ts-expect-error a function of text
  () => tangentLine((x: string) => x.length, 1),
  // @ts-expect-error a function that returns text
  () => derivative((x) => String(x), 1),
  // @ts-expect-error a function that returns nothing
  () => derivative(() => {}, 1),
  // @ts-expect-error the point is missing
  () => derivative(square),
  // @ts-expect-error a method that does not exist
  () => derivative(square, 1, { method: "middle" }),
  // @ts-expect-error an order that is not offered
  () => derivativeWithError(square, 1, { order: 5 }),
  // @ts-expect-error a step as text
  () => numericalLimit(square, 1, "0.1"),
  // @ts-expect-error integers
  () => numericalGradient(() => 1, new Int32Array([1])),
  // @ts-expect-error a number is no point
  () => numericalGradient(() => 1, 1),
  // @ts-expect-error nested arrays
  () => numericalGradient(() => 1, [[1, 2]]),
  // @ts-expect-error a gradient of several results
  () => numericalGradient((x) => x, [1, 2]),
  // @ts-expect-error an unknown option
  () => numericalGradient((x) => x[0], [1], { step: 1 }),
  // @ts-expect-error a Jacobian of one result
  () => numericalJacobian((x) => x[0], [1]),
  // @ts-expect-error a Hessian has no method
  () => numericalHessian((x) => x[0], [1], { method: "forward" }),
  // @ts-expect-error an unknown rule
  () => stepSizeStudy(square, 1, 2, { rules: ["adaptive"] }),
  // @ts-expect-error text is no number
  () => arange("3"),
  // @ts-expect-error stop is missing
  () => linspace(0),
];

describe("a wrong call", () => {
  it("does not compile, and throws a TypeError or RangeError when run all the same", () => {
    for (const call of wrong.filter((f) => !String(f).includes("x.length"))) {
      assert.throws(call, (error) => error instanceof TypeError || error instanceof RangeError, String(call));
    }
  });
});

describe("a right call", () => {
  it("has exact types, which these lines would not compile without", () => {
    const array: number[] = numericalGradient((x) => x[0] * x[1], [1, 2]);
    const readonly: number[] = numericalGradient((x) => x[0], [1, 2] as const);
    const doubles: Float64Array = numericalGradient((x) => x.at(0) ?? 0, new Float64Array([1, 2]));
    const singles: Float32Array = numericalGradient((x) => x.subarray(0, 1)[0], new Float32Array([1, 2]));
    const shaped: readonly number[] = numericalGradient((t) => t.mul(t).sum(), tensor([1, 2])).shape;
    const line: (t: number) => number = tangentLine(square, 1);
    const slope: number = tangentLine(square, 1).slope;
    for (const gradient of [array, readonly, doubles, singles]) assert.equal(gradient.length, 2);
    assert.deepEqual([[...shaped], line(1), slope], [[2], 1, 2]);
  });
});
