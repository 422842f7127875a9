import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { rules } from "../testing/autograd/rules";

/** What a user of PyTorch finds under the same name, as a method and as a function. */
const both =
  `add sub mul div pow neg exp log sqrt abs sin cos tan tanh sigmoid relu maximum minimum clamp log1p expm1 square
  reciprocal atan sinh cosh softplus sum mean prod max min amax amin norm variance std logsumexp softmax logSoftmax cumsum dot
  matmul outer transpose t reshape flatten squeeze unsqueeze expand permute index slice eq ne lt le gt ge clone`.split(
    /\s+/,
  );

const functions =
  `tensor zeros ones full eye zerosLike onesLike rand randn manualSeed where cat stack einsum grad valueAndGrad
  noGrad enableGrad jacobian hessian vjp hvp gradcheck gradgradcheck format setPrintOptions`.split(/\s+/);

const members = "item tolist detach backward zeroGrad toString toFlatArray withValues numel".split(" ");

describe("the public names", () => {
  const exported = lib as Record<string, unknown>;
  const method = (name: string): unknown =>
    (lib.Tensor.prototype as unknown as Record<string, unknown>)[name];

  for (const name of both) {
    it(`${name} is a function and a method`, () => {
      assert.equal(typeof exported[name], "function");
      assert.equal(typeof method(name), "function");
    });
  }

  it("there are functions to make tensors and to differentiate", () => {
    assert.deepEqual(
      functions.filter((name) => typeof exported[name] !== "function"),
      [],
    );
  });

  it("a tensor has its members", () => {
    assert.deepEqual(
      members.filter((name) => typeof method(name) !== "function"),
      [],
    );
    const t = lib.tensor([[1]], { requiresGrad: true });
    assert.deepEqual(
      [[...t.shape], t.ndim, t.dtype, t.requiresGrad, t.isLeaf, t.gradFn, t.grad],
      [[1, 1], 2, "float32", true, true, null, null],
    );
  });

  it("methods are not listed as properties of a tensor", () => {
    assert.ok(!Object.keys(lib.tensor(1)).includes("add"));
  });
});

describe("the table of rules", () => {
  it("has gradients that name what they read", () => {
    for (const rule of Object.values(rules)) {
      assert.ok(rule.backward.length > 0);
      for (const { reads } of rule.backward) assert.ok(reads >= 0 && reads < 16);
    }
  });

  it("names every operation as PyTorch names backward functions", () => {
    for (const { gradFn } of Object.values(rules)) {
      if (typeof gradFn === "string") assert.match(gradFn, /^[A-Z]\w*Backward(s|\d)$|^CopySlices$/);
    }
  });
});
