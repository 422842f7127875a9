// Random expressions: the symbolic derivative beside the complex step and beside differences.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Complex, derivativeWithError, type Symbolic, symbolic } from "../index";
import { expressionTexts } from "../testing/expressionTexts";
import { perLane } from "../testing/lane";
import { unlessZero } from "../testing/randomExpressions";

/**
 * A condition on a function that has no real value everywhere: a complex number decides it otherwise than NaN
 * does.
 */
const conditionOnPart = /(asin|acos|acosh|atanh|log|sqrt|\^)[^?]*\?/;

/**
 * The derivative by a step of 1e-20 along the imaginary axis; undefined where the complex functions have no
 * value.
 */
function byComplexStep(f: Symbolic, x: number): number | undefined {
  if (conditionOnPart.test(String(f))) return undefined;
  try {
    const value: unknown = (f as unknown as (z: Complex) => unknown)(new Complex(x, 1e-20));
    const slope = value instanceof Complex ? value.im / 1e-20 : 0;
    return Number.isFinite(slope) ? slope : undefined;
  } catch (error) {
    // Complex numbers have no round, floor and the like.
    assert.match(String(error), /a value with the method/);
    return undefined;
  }
}

const numRuns = perLane({ quick: 200, usual: 600, release: 1_500 });
const programs = fc.tuple(expressionTexts, fc.constantFrom(-1.7, -0.6, 0.3, 0.9, 1.3, 2.1));
const settings: fc.Parameters<[[string, number]]> = { seed: 20_260, numRuns };

describe("the derivative of a random expression", () => {
  for (const [how, tolerance, opinion] of [
    ["the complex step", 1e-8, byComplexStep],
    ["differences, wherever those are sure", 1e-6, sureDifference],
  ] as const) {
    it(`agrees with ${how}`, () => {
      let compared = 0;
      const property = fc.property(programs, ([text, x]) => {
        const f = symbolic(text);
        if (!Number.isFinite(f(x))) return;
        const exact = unlessZero(() => f.derivative()(x));
        const other = opinion(f, x);
        if (exact === undefined || !Number.isFinite(exact) || other === undefined) return;
        compared++;
        const size = Math.max(1, Math.abs(exact), Math.abs(f(x)));
        assert.ok(Math.abs(exact - other) <= tolerance * size, `${text} at ${x}: ${exact}, not ${other}`);
      });
      fc.assert(property, settings);
      assert.ok(compared > numRuns / 3, `${compared} of ${numRuns} compared`);
    });
  }
});

function sureDifference(f: Symbolic, x: number): number | undefined {
  const { value, error, converged } = derivativeWithError((t) => f(t), x);
  return converged && error <= 1e-8 * Math.max(1, Math.abs(value)) ? value : undefined;
}
