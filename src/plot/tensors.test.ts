import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captured } from "../display/capture";
import { check, plot, tensor } from "../index";

describe("tensors, known by their structure only", () => {
  it("are curves", () => {
    const x = tensor([0, 1, 2]);
    const { data } = plot(x, tensor([[0, 1, 4], [0, 2, 4]]), { show: false }).toJSON(); // prettier-ignore
    assert.deepEqual(
      data.map((trace) => [trace.x, trace.y]),
      [
        [[0, 1, 2], [0, 1, 4]],
        [[0, 1, 2], [0, 2, 4]],
      ], // prettier-ignore
    );
  });

  it("of single numbers make a curve in an array", () => {
    const y = [0, 1, 2].map((t) => tensor(t).mul(2));
    assert.deepEqual(plot([0, 1, 2], y, { show: false }).toJSON().data[0].y, [0, 2, 4]);
  });

  it("are checked against numbers and against tensors", () => {
    const outputs = captured(() => {
      check("matrix", tensor([[1, 2], [3, 4]]), [[1, 2], [3, 4]]); // prettier-ignore
      check("scalar", tensor(2.904), 2.904);
      check("tensors", tensor([0.1]), tensor([0.1], { dtype: "float64" }));
    });
    assert.equal(outputs.length, 3);
    assert.throws(() => check("shape", tensor([1]), tensor(1)), /a single number was expected, \[ 1 \] came/);
  });
});
