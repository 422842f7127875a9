import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import type { Tensor } from "../index";
import type { DType } from "../tensor/dtype";
import { Generator } from "../tensor/random";

const random = new Generator(5);
const special = [NaN, Infinity, -Infinity, 0, -0, 1e-45, 1, -1, 20];

function draw(n: number, dtype: DType): Tensor {
  const values = Array.from({ length: n }, (_, i) => (i < special.length ? special[i] : random.normal()));
  return lib.tensor(values, { dtype, requiresGrad: true });
}

/** The gradient weighted with numbers, recorded as its formula or computed in one pass. */
function gradient(f: (x: Tensor) => Tensor, x: Tensor, createGraph: boolean): number[] {
  const y = f(x);
  const gradOutputs = y.withValues(y.toFlatArray().map((_, i) => Math.sin(i + 1)));
  return lib.grad(y, [x], { gradOutputs, createGraph })[0].toFlatArray();
}

describe("gradients computed in one pass", () => {
  const functions: Record<string, (x: Tensor) => Tensor> = {
    tanh: lib.tanh,
    sigmoid: lib.sigmoid,
    square: lib.square,
    pow: (x) => x.pow(2),
  };
  for (const [name, f] of Object.entries(functions)) {
    for (const dtype of ["float64", "float32"] as const) {
      it(`${name} of ${dtype}: the numbers of the formula, up to the rounding of its steps`, () => {
        // The steps of the formula are rounded beside 1, however small their difference is.
        const tolerance = dtype === "float64" ? 0 : 1.2e-7;
        for (const n of [9, 70, 1000]) {
          const x = draw(n, dtype);
          const [once, formula] = [gradient(f, x, false), gradient(f, x, true)];
          once.forEach((value, i) => {
            if (Object.is(value, formula[i])) return;
            const size = Math.max(1, Math.abs(formula[i]));
            assert.ok(Math.abs(value - formula[i]) <= tolerance * size, `${value} is not ${formula[i]}`);
          });
        }
      });
    }
  }

  it("can be differentiated: recorded, and in forward mode without recording", () => {
    const x = lib.tensor([0.5, -1], { dtype: "float64" });
    const curvature = (f: (x: Tensor) => Tensor): number[] => lib.hessian((t) => f(t).sum(), x).toFlatArray();
    assert.deepEqual(curvature(lib.square), [2, 0, 0, 2]);
    const along = lib.noGrad(() => lib.jvp((t) => lib.jvp(lib.square, t, [1, 1])[1], x, [1, 1])[1]);
    assert.deepEqual(along.toFlatArray(), [2, 2]);
  });
});
