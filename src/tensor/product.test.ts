import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { randn } from "../index";
import { inKernel, inLoops, matricesTimes } from "./product";
import { allocateRaw } from "./storage";

describe("products of matrices", () => {
  it("are those of rows and columns, whatever part of a tile is left over", () => {
    for (const [n, k, m] of [
      [1, 3, 1],
      [3, 5, 7],
      [4, 1, 2],
      [5, 200, 3],
      [9, 0, 4],
      [64, 20, 65],
      [130, 70, 90],
    ]) {
      for (const dtype of ["float32", "float64"] as const) {
        const [a, b] = [randn(2, n, k, { dtype }), randn(2, k, m, { dtype })];
        const [x, y] = [a.toFlatArray(), b.toFlatArray()];
        const came = matricesTimes(a, b).toFlatArray();
        assert.equal(came.length, 2 * n * m);
        came.forEach((value, at) => {
          const [p, i, j] = [Math.floor(at / (n * m)), Math.floor(at / m) % n, at % m];
          let [sum, size] = [0, 0];
          for (let t = 0; t < k; t++) {
            const product = x[(p * n + i) * k + t] * y[(p * k + t) * m + j];
            sum += product;
            size += Math.abs(product);
          }
          const tolerance = (dtype === "float32" ? 1e-7 : 1e-14) * size;
          assert.ok(Math.abs(value - sum) <= tolerance, `${dtype} ${n}x${k}x${m} at ${at}`);
        });
      }
    }
  });

  it("have the same bits by SIMD and by loops", () => {
    for (const [n, k, m] of [
      [4, 1, 4],
      [5, 33, 9],
      [64, 20, 65],
    ]) {
      for (const dtype of ["float32", "float64", "int32"] as const) {
        const [a, b] = [randn(2, n, k), randn(2, k, m)].map((t) => t.mul(9).to(dtype));
        const [x, y] = [0, 0].map(() => allocateRaw(dtype, 2 * n * m));
        assert.ok(inKernel(a, b, x));
        inLoops(a, b, y);
        assert.deepEqual([...x], [...y]);
      }
    }
  });
});
