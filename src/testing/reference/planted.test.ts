// Faults are planted by hand into the loaded library: the random programs find each of them.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Tensor } from "../../tensor/tensor";
import { rules } from "../../autograd/rules";
import type { Operand } from "../../autograd/operand";
import { run } from "./run";

/**
 * Runs programs until one differs, with a member of an object exchanged; without the fault that one agrees.
 */
function findingWith<T extends object, K extends keyof T>(
  of: T,
  name: K,
  planted: (right: T[K]) => T[K],
): string {
  const right = of[name];
  of[name] = planted(right);
  try {
    const { findings } = run({ programs: 1_500, first: true, shrink: false });
    assert.equal(findings.length, 1, "no program found the fault");
    of[name] = right;
    assert.deepEqual(run({ programs: 1, from: findings[0].program }).findings, []);
    return findings[0].text;
  } finally {
    of[name] = right;
  }
}

describe("random programs find", () => {
  it("a reduction that forgets a step of 0", () => {
    type Forward = typeof rules.sum.forward;
    const sum = rules.sum as { forward: Forward };
    findingWith(sum, "forward", (right) => (a, attrs) => {
      // The elements of all reduced dimensions are read as if the step of the last one were the step of them
      // all.
      const last = attrs.dims.at(-1);
      const forgets = last !== undefined && a.strides[last] === 0 && a.shape[last] > 1;
      const strides = a.strides.map((step, d) => (attrs.dims.includes(d) ? 0 : step));
      return right(forgets ? a.strided(a.shape, strides, a.offset) : a, attrs);
    });
  });

  it("an operand of an edit in place that is read after it was written", () => {
    type Edit = (this: Tensor, other: Operand) => Tensor;
    const methods = Tensor.prototype as unknown as { mul_: Edit };
    const careful = methods.mul_;
    const careless: Edit = function (other) {
      const result = careful.call(this, other);
      const node = this.node as { b?: Tensor } | null;
      // The gradient of the product reads its second operand, which is what was written by now.
      if (node?.b instanceof Tensor && other === this) node.b = this.detach().clone();
      return result;
    };
    const text = findingWith(methods, "mul_", () => careless);
    assert.match(text, /mul_/);
  });

  it("a rule with a wrong scale", () => {
    const [rule] = rules.tanh.backward as unknown as { of: (typeof rules.tanh.backward)[0]["of"] }[];
    const text = findingWith(
      rule,
      "of",
      (right) =>
        (...args) =>
          right(...args)?.mul(1.01) ?? null,
    );
    assert.match(text, /gradient/);
  });
});
