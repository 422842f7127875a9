import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import type { Tensor } from "../index";
import { rowsTogether } from "./batched";
import { anywhere, draw } from "../testing/autograd/domain";
import { rowByRow } from "./functional";
import { rows } from "../testing/autograd/rows";
import type { OpName } from "../testing/autograd/rules";
import { rules } from "../testing/autograd/rules";

/**
 * Every element of the result depends on every element of `t`, so that no row of gradients is mostly zeros.
 */
function mixed(t: Tensor): Tensor {
  const n = t.numel();
  const weights = draw([n, n], anywhere).detach();
  return t.to("float64").reshape([1, n]).matmul(weights);
}

/** Compares the two ways; true if rows can be walked together at all. */
function agree(y: Tensor, at: Tensor): boolean {
  if (!y.requiresGrad) return false;
  const together = rowsTogether(y, at);
  if (together === null) return false;
  const [a, b] = [together, rowByRow(y, at, false)].map((t) => t.toFlatArray());
  assert.deepEqual(together.shape, [y.numel(), at.numel()]);
  a.forEach((value, i) =>
    assert.ok(Math.abs(value - b[i]) <= 1e-12 * Math.max(1, Math.abs(b[i])), `${value} is not ${b[i]}`),
  );
  return true;
}

describe("rows walked together", () => {
  let compared = 0;
  for (const name of Object.keys(rules) as OpName[]) {
    it(`${name}: the same as one by one, of the operation and of its gradient`, () => {
      for (const { shapes, call, domain = anywhere } of rows[name]) {
        const inputs = shapes.map((shape) => draw(shape, domain));
        const y = mixed(call(...inputs));
        const slopes = lib.grad(y.mul(y).sum(), inputs, { createGraph: true, allowUnused: true });
        for (const at of inputs) {
          if (agree(y, at)) compared++;
          for (const slope of slopes) if (slope !== null && agree(mixed(slope), at)) compared++;
        }
      }
    });
  }

  it("is what most operations can do", () => assert.ok(compared > 500, `${compared} comparisons`));
});
