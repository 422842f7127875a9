// An operation sees elements, not memory: whatever the strides of its inputs are, values and gradients are
// those of a plain copy.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { grad, ones, tensor, zeros } from "../index";
import { assertClose } from "../testing/autograd/recorded";
import type { Row } from "../testing/autograd/domain";
import { anywhere, draw } from "../testing/autograd/domain";
import { rows } from "../testing/autograd/rows";
import type { OpName } from "../testing/autograd/rules";
import { rules } from "../testing/autograd/rules";

type Layout = (x: Tensor) => Tensor;

const middle = (x: Tensor): number => Math.floor(x.ndim / 2);

/** The same elements (of an expanded tensor: some of them, repeated) laid out in another way. */
const layouts: Readonly<Record<string, Layout>> = {
  transposed: (x) => {
    const turned = x.permute(x.shape.map((_, i) => x.ndim - 1 - i)).clone();
    return turned.permute(x.shape.map((_, i) => x.ndim - 1 - i));
  },
  "sliced with a step": (x) => {
    const dim = x.ndim - 1;
    const wide = zeros(...x.shape.slice(0, -1), 2 * x.shape[dim] + 1, { dtype: x.dtype });
    return wide.slice(1, undefined, { dim, step: 2 }).copy_(x);
  },
  "behind an offset": (x) =>
    zeros(x.shape[0] + 2, ...x.shape.slice(1), { dtype: x.dtype })
      .slice(2)
      .copy_(x),
  "expanded first": (x) => x.slice(0, 1).clone().expand(x.shape),
  "expanded inside": (x) =>
    x
      .slice(0, 1, { dim: middle(x) })
      .clone()
      .expand(x.shape),
  "expanded from one element": (x) =>
    x
      .flatten()
      .slice(0, 1)
      .clone()
      .reshape(x.shape.map(() => 1))
      .expand(x.shape),
};

const tol = { rtol: 1e-9, atol: 1e-11 };

function outcome(call: Row["call"], inputs: readonly Tensor[]): Tensor[] {
  const leaves = inputs.map((x) => x.detach());
  for (const leaf of leaves) leaf.requiresGrad = true;
  const y = call(...leaves);
  if (!y.requiresGrad) return [y];
  const weights = y
    .detach()
    .mul(0)
    .flatten()
    .add(tensor([...Array(y.numel()).keys()]))
    .add(1)
    .reshape(y.shape);
  const found = grad(y, leaves, { gradOutputs: weights, allowUnused: true });
  return [y, ...found.map((g, i) => g ?? leaves[i].detach().mul(0))];
}

function compare(name: string, call: Row["call"], inputs: readonly Tensor[], what: string): void {
  const plain = outcome(call, inputs.map((x) => x.clone())); // prettier-ignore
  outcome(call, inputs).forEach((t, i) => {
    assert.deepEqual(t.shape, plain[i].shape, what);
    assertClose(t.toFlatArray(), plain[i].toFlatArray(), tol, `${name}, ${what}, part ${i}`);
  });
}

describe("whatever the strides of its inputs, an operation gives what it gives for plain copies", () => {
  for (const name of Object.keys(rules) as OpName[]) {
    it(name, () => {
      for (const { shapes, call, domain = anywhere } of rows[name]) {
        const drawn = shapes.map((shape) => draw(shape, domain).detach());
        for (const [kind, layout] of Object.entries(layouts)) {
          const inputs = drawn.map((x) => (x.ndim === 0 || x.numel() === 0 ? x : layout(x)));
          compare(name, call, inputs, kind);
        }
      }
    });
  }
});

describe("reductions over expanded dimensions", () => {
  const column = tensor([[1], [5]], { dtype: "float64" }).expand(2, 3);
  const box = tensor([[[1, 2, 3, 4]], [[5, 6, 7, 8]]], { dtype: "float64" }).expand(2, 3, 4); // prettier-ignore

  it("count every repetition", () => {
    assert.deepEqual([column.sum().item(), column.mean().item(), column.prod().item()], [18, 3, 125]);
    assert.deepEqual([column.max().item(), column.amin().item(), column.norm(1).item()], [5, 1, 18]);
    assert.deepEqual(box.sum([0, 1]).tolist(), [18, 24, 30, 36]);
    assert.deepEqual(box.sum([1, 2]).tolist(), [30, 78]);
    assert.deepEqual(box.transpose(0, 1).mean([0, 1]).tolist(), [3, 4, 5, 6]);
  });

  it("also in gradients: a number added to a matrix before its rows are summed", () => {
    const b = tensor(0, { requiresGrad: true });
    ones(2, 3)
      .add(b)
      .sum(1)
      .mul(tensor([1, 5]))
      .sum()
      .backward();
    assert.equal(b.grad!.item(), 18);
  });
});
