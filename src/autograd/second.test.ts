import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import * as lib from "../index";
import { assertClose, assertRecorded, numbers, oracle, toTensor } from "../testing/autograd/recorded";

const hessians: Record<string, (...inputs: Tensor[]) => Tensor> = {
  "(x ** 3).sum()": (x) => x.pow(3).sum(),
  "torch.sin(x).sum()": (x) => x.sin().sum(),
  "torch.exp(x).sum()": (x) => x.exp().sum(),
  "torch.tanh(x).sum()": (x) => x.tanh().sum(),
  "torch.sigmoid(x).sum()": (x) => x.sigmoid().sum(),
  "(1 / x).sum()": (x) => lib.div(1, x).sum(),
  "(a ** b).sum()": (a, b) => a.pow(b).sum(),
  "x @ A @ x": (x, A) => x.matmul(A).matmul(x),
  "((A @ B) ** 2).sum()": (A, B) => A.matmul(B).square().sum(),
  "F.softplus(x).sum()": (x) => x.softplus().sum(),
  "torch.logsumexp(x, dim=0)": (x) => x.logsumexp(0),
  "torch.var(x)": (x) => x.variance(),
  "torch.max(x) ** 2": (x) => x.max().square(),
  "torch.mean(x) ** 2": (x) => x.mean().square(),
  "torch.relu(x).sum()": (x) => x.relu().sum(),
  "torch.norm(x)": (x) => x.norm(),
};

describe("second derivatives agree with PyTorch", () => {
  const cases = oracle.filter((c) => c.group === "second_order");

  it("every case of the file is computed", () => {
    const missing = cases.map((c) => c.code).filter((code) => !(code in hessians));
    assert.deepEqual(missing, []);
    assert.ok(cases.length > 0);
  });

  for (const c of cases) {
    it(c.name, () => {
      const inputs = c.inputs.map(toTensor);
      const output = hessians[c.code](...inputs);
      assertRecorded(output, c.output, c.tol, "output");
      const first = lib.grad(output, inputs, { createGraph: true });
      first.forEach((g, i) => assertRecorded(g, c.grads![i]!, c.tol, "gradient"));
      assertClose(hessianRows(first, inputs), numbers(c.hessian), c.tol, "hessian");
    });
  }
});

/** The gradients of every element of the gradients, all inputs flattened one after the other. */
function hessianRows(first: Tensor[], inputs: Tensor[]): number[] {
  const elements = first.flatMap((g) => g.toFlatArray().map((_, i) => g.flatten().index(i)));
  return elements.flatMap((element) => {
    if (!element.requiresGrad) return inputs.flatMap((input) => input.toFlatArray().map(() => 0));
    const row = lib.grad(element, inputs, { retainGraph: true, allowUnused: true });
    return row.flatMap((g, i) => (g ?? lib.zerosLike(inputs[i])).toFlatArray());
  });
}

describe("derivatives of any order agree with PyTorch", () => {
  const functions: Record<string, (x: Tensor) => Tensor> = {
    "x ** 5": (x) => x.pow(5),
    "torch.sin(x)": (x) => x.sin(),
  };

  for (const c of oracle.filter(({ group }) => group === "higher_order")) {
    it(c.name, () => {
      const x = toTensor(c.inputs[0]);
      let y = functions[c.code](x);
      const values = c.derivatives!.map(() => {
        const value = y.item();
        y = y.requiresGrad
          ? (lib.grad(y, x, { createGraph: true, allowUnused: true })[0] ?? lib.zerosLike(x))
          : lib.zerosLike(x);
        return value;
      });
      assertClose(values, numbers(c.derivatives), c.tol, "derivatives");
    });
  }
});

describe("Jacobians, Hessians and products agree with PyTorch", () => {
  const functions: Record<string, (x: Tensor) => Tensor> = {
    "torch.sin(x)": (x) => x.sin(),
    "torch.outer(x, x)": (x) => x.outer(x),
    "(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()": (x) => {
      const [next, here] = [x.slice(1), x.slice(0, -1)];
      return next.sub(here.square()).square().mul(100).add(lib.sub(1, here).square()).sum();
    },
    "torch.exp(-(x ** 2).sum())": (x) => x.square().sum().neg().exp(),
  };

  for (const c of oracle.filter(({ group }) => group === "functional")) {
    it(c.name, () => {
      const [f, x] = [functions[c.code], toTensor({ ...c.inputs[0], requires_grad: false })];
      assertRecorded(f(x), c.output, c.tol, "output");
      if (c.jacobian !== undefined) {
        assertRecorded(lib.jacobian(f, x), c.jacobian, c.tol, "jacobian");
        assertRecorded(lib.vjp(f, x, toTensor(c.u!))[1], c.vjp!, c.tol, "vjp");
      }
      if (c.hvp !== undefined) {
        assertClose(lib.hessian(f, x).toFlatArray(), numbers(c.hessian), c.tol, "hessian");
        const [value, product] = lib.hvp(f, x, toTensor(c.v!));
        assertRecorded(value, c.output, c.tol, "value");
        assertRecorded(product, c.hvp, c.tol, "hvp");
      }
    });
  }
});

describe("second derivatives where a function has a bend are those that PyTorch takes", () => {
  const second = (f: (x: Tensor) => Tensor, at: number): number => {
    const x = lib.tensor(at, { dtype: "float64", requiresGrad: true });
    return lib.grad(lib.grad(f(x), [x], { createGraph: true })[0], [x])[0].item();
  };

  for (const name of ["elu", "selu", "celu"] as const)
    it(`${name} has that of its right side at 0`, () => assert.equal(second(lib[name], 0), 0));
});
