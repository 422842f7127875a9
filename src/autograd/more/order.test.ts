import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { allclose, equal, linear, ones, sort, tensor } from "../../index";

describe("sorting", () => {
  it("gives values and where they were, equal ones in their order, NaN last", () => {
    const { values, indices } = sort(tensor([2, NaN, 1, 2]));
    assert.deepEqual(
      [values.tolist(), indices.tolist()],
      [
        [1, 2, 2, NaN],
        [2, 0, 3, 1],
      ],
    );
    const down = sort(
      tensor([
        [1, 3],
        [4, 2],
      ]),
      0,
      true,
    );
    assert.deepEqual(
      [down.values.tolist(), down.indices.tolist()],
      [
        [
          [4, 3],
          [1, 2],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      ],
    );
  });

  it("sends each gradient back to where its value came from", () => {
    const x = tensor([3, 1, 2], { requiresGrad: true });
    sort(x)
      .values.mul(tensor([1, 10, 100]))
      .sum()
      .backward();
    assert.deepEqual(x.grad!.tolist(), [100, 1, 10]);
  });

  it("prints as PyTorch prints it", () => {
    const words =
      "torch.return_types.sort(\nvalues=tensor([1., 2.]),\nindices=tensor([1, 0], dtype=torch.int32))";
    assert.equal(inspect(tensor([2, 1]).sort()), words);
  });
});

describe("equality", () => {
  it("is of shape and elements, or of nearness", () => {
    assert.equal(equal(tensor([1, 2]), tensor([1, 2])), true);
    assert.equal(equal(tensor([1, 2]), tensor([[1, 2]])), false);
    assert.equal(equal(tensor([1, NaN]), tensor([1, NaN])), false);
    assert.equal(allclose(tensor([1, NaN]), tensor([1 + 1e-6, NaN]), { equalNan: true }), true);
    assert.equal(allclose(tensor([1]), tensor([1.001])), false);
  });
});

describe("a layer", () => {
  it("multiplies by the transposed weights and adds the bias", () => {
    const weight = tensor([
      [1, 2],
      [3, 4],
    ]);
    assert.deepEqual(linear(ones(1, 2), weight, tensor([10, 20])).tolist(), [[13, 27]]);
    assert.deepEqual(linear(ones(2), weight).tolist(), [3, 7]);
  });
});
