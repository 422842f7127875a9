import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import type { Dims, NormOrder, Tensor } from "../index";
import type { OracleCase } from "../testing/autograd/recorded";
import { assertRecorded, numbers, oracle, toTensor } from "../testing/autograd/recorded";

/**
 * What a recorded operation is here. `attrs` are its further arguments, `code` is what was typed in Python.
 */
type Call = (inputs: Tensor[], attrs: Attrs, code: string) => Tensor;

interface Attrs {
  dim?: Dims;
  keepdim?: boolean;
  scalar?: number;
  side?: "left" | "right";
  exponent?: number;
  base?: number;
  p?: number | string;
  min?: number;
  unbiased?: boolean;
  reduction?: lib.LossReduction;
}

const unary =
  (f: (x: Tensor) => Tensor): Call =>
  ([x]) =>
    f(x);
const reduced = (f: (x: Tensor, dim?: Dims, keepdim?: boolean) => Tensor): Call => {
  return ([x], { dim, keepdim }) => f(x, dim, keepdim);
};

/** A binary operation whose second operand may be a number, on either side. */
const binary = (f: (a: lib.Operand, b: lib.Operand) => Tensor): Call => {
  return ([a, b], { scalar, side }) => {
    if (scalar === undefined) return f(a, b);
    return side === "left" ? f(scalar, a) : f(a, scalar);
  };
};

/** Chooses by the Python expression, where the name of the operation does not say all. */
const byCode = (calls: Record<string, (...inputs: Tensor[]) => Tensor>): Call => {
  return (inputs, _, code) => {
    assert.ok(code in calls, `no call for ${code}`);
    return calls[code](...inputs);
  };
};

/** max and min: of everything, or the values along a dimension. */
const valuesOr = (f: typeof lib.max): Call => {
  return ([x], { dim, keepdim }) => (dim === undefined ? f(x) : f(x, dim as number, keepdim).values);
};

const spreadOf = (f: typeof lib.variance): Call => {
  return ([x], { dim, keepdim, unbiased }) => f(x, dim, keepdim, { correction: unbiased === false ? 0 : 1 });
};

const int32: lib.TensorOptions = { dtype: "int32" };

const pow: Call = ([a, b], attrs) => {
  if (attrs.exponent !== undefined) return lib.pow(a, attrs.exponent);
  if (attrs.base !== undefined) return lib.pow(attrs.base, a);
  return binary(lib.pow)([a, b], attrs, "");
};

const norm: Call = ([x], { p, dim, keepdim }) =>
  lib.norm(x, (p === "inf" ? Infinity : p) as NormOrder, dim, keepdim);

const rosenbrock = (x: Tensor): Tensor => {
  const [next, here] = [x.slice(1), x.slice(0, -1)];
  return next.sub(here.square()).square().mul(100).add(lib.sub(1, here).square()).sum();
};

const course = (x: Tensor): Tensor => x.index(0).pow(2).mul(3).add(x.index(1).exp().mul(5));

const chain: Call = ([x, a1, b1, a2, b2, a3, b3]) => x.mul(a1).add(b1).mul(a2).add(b2).mul(a3).add(b3);

const calls: Record<string, Call> = {
  erf: unary(lib.erf),
  leaky_relu: unary((x) => lib.leakyRelu(x, 0.1)),
  elu: unary((x) => lib.elu(x)),
  gelu: unary(lib.gelu),
  logsigmoid: unary(lib.logsigmoid),
  floor: unary(lib.floor),
  round: unary(lib.round),
  sinc: unary(lib.sinc),
  log10: unary(lib.log10),
  rsqrt: unary(lib.rsqrt),
  neg: unary(lib.neg),
  exp: unary(lib.exp),
  log: unary(lib.log),
  sin: unary(lib.sin),
  tan: unary(lib.tan),
  tanh: unary(lib.tanh),
  sigmoid: unary(lib.sigmoid),
  abs: unary(lib.abs),
  sinh: unary(lib.sinh),
  cosh: unary(lib.cosh),
  softplus: unary(lib.softplus),
  square: unary(lib.square),
  log1p: unary(lib.log1p),
  asin: unary(lib.asin),
  acos: unary(lib.acos),
  atan: unary(lib.atan),
  relu: unary(lib.relu),
  reciprocal: byCode({ "torch.reciprocal(x)": lib.reciprocal, "1 / x": (x) => lib.div(1, x) }),
  sqrt: byCode({ "torch.sqrt(x)": lib.sqrt, "torch.sqrt((x * x).sum())": (x) => x.mul(x).sum().sqrt() }),

  add: binary(lib.add),
  sub: binary(lib.sub),
  mul: binary(lib.mul),
  div: binary(lib.div),
  pow,
  atan2: binary(lib.atan2),
  remainder: unary((x) => lib.remainder(x, 3)),
  fmod: unary((x) => lib.fmod(x, 3)),
  xlogy: unary((x) => lib.xlogy(x, x)),
  maximum: binary(lib.maximum),
  minimum: binary(lib.minimum),
  mul_log: unary((x) => x.mul(x.log())),
  exp_neg_inv: unary((x) => lib.div(-1, x.pow(2)).exp()),

  where: byCode({
    "torch.where(c, a, b)": (c, a, b) => lib.where(c, a, b),
    "torch.where(x > 0, x, 0.1 * x)": (x) => lib.where(x.gt(0), x, x.mul(0.1)),
    "torch.where(x != 0, torch.sin(x) / x, torch.ones_like(x))": (x) =>
      lib.where(x.ne(0), x.sin().div(x), lib.onesLike(x)),
  }),
  clamp: byCode({
    "torch.clamp(x, min=0.5)": (x) => lib.clamp(x, 0.5),
    "torch.clamp(x, lo, hi)": (x, lo, hi) => lib.clamp(x, lo, hi),
  }),

  sum: reduced(lib.sum),
  mean: reduced(lib.mean),
  prod: reduced(lib.prod),
  amax: reduced(lib.amax),
  amin: reduced(lib.amin),
  max: valuesOr(lib.max),
  min: valuesOr(lib.min),
  median: unary((x) => lib.median(x)),
  var: spreadOf(lib.variance),
  std: spreadOf(lib.std),
  logsumexp: reduced(lib.logsumexp),
  softmax: ([x], { dim }) => lib.softmax(x, (dim ?? 0) as number),
  log_softmax: ([x], { dim }) => lib.logSoftmax(x, dim as number),
  cumsum: ([x], { dim }) => lib.cumsum(x, dim as number),
  cumprod: ([x], { dim }) => lib.cumprod(x, dim as number),
  cummax: ([x], { dim }) => lib.cummax(x, dim as number).values,
  norm,
  norm_overflow: unary((x) => x.norm()),

  dot: unary((a) => a.dot(a)),
  matmul: ([a, b]) => a.matmul(b),
  mv: ([a, b]) => a.matmul(b),
  outer: ([a, b]) => a.outer(b),
  quadratic: ([x, A]) => x.matmul(A).matmul(x),
  det: unary(lib.det),
  inv: unary(lib.inv),
  einsum: ([a, b]) => lib.einsum("ij,jk->ik", a, b),
  cross: ([a, b]) => lib.cross(a, b),
  frobenius: ([a, b]) => a.matmul(b).square().sum(),

  t: unary(lib.t),
  transpose: byCode({
    "x.transpose(0, 1)": (x) => x.transpose(0, 1),
    "x.transpose(-1, 0)": (x) => x.transpose(-1, 0),
  }),
  permute: unary((x) => x.permute([2, 0, 1])),
  reshape: unary((x) => x.reshape([-1])),
  reshape_scalar: unary((x) => x.reshape([])),
  squeeze: byCode({ "x.squeeze()": (x) => x.squeeze(), "x.squeeze(0)": (x) => x.squeeze(0) }),
  expand: unary((x) => x.expand([3, 4])),
  slice: byCode({
    "x[:, 1:]": (x) => x.index(":", "1:"),
    "x[0:2, ::2]": (x) => x.index("0:2", "::2"),
    "x[..., 0]": (x) => x.index("...", 0),
    "x[1:-1]": (x) => x.index("1:-1"),
  }),
  newaxis: unary((x) => x.index(":", null)),
  repeat: unary((x) => x.repeat([2, 2])),
  tile: unary((x) => lib.tile(x, [2])),
  repeat_interleave: unary((x) => x.repeatInterleave(2)),
  flip: unary((x) => x.flip(0)),
  roll: unary((x) => x.roll(1)),
  index_array: unary((x) => x.index([1, 0], lib.tensor([2, 2], int32))),
  gather: unary((x) =>
    x.gather(
      1,
      lib.tensor(
        [
          [0, 0],
          [2, 1],
        ],
        int32,
      ),
    ),
  ),
  take: unary((x) => x.take(lib.tensor([0, 5, 5], int32))),
  tril: unary((x) => x.tril()),
  triu: unary((x) => x.triu(1)),
  pad: unary((x) => lib.pad(x, [1, 2])),
  split: unary((x) => x.split(2)[1]),
  cat: ([a, b], { dim }) => lib.cat([a, b ?? lib.ones(2, { dtype: "float64" })], dim as number | undefined),
  stack: ([a, b], { dim }) => lib.stack([a, b], dim as number),
  masked_fill: unary((x) => x.maskedFill(x.lt(0), 9)),

  mse_loss: ([p, q], { reduction }) => lib.mseLoss(p, q, reduction),
  l1_loss: ([p, q], { reduction }) => lib.l1Loss(p, q, reduction),
  nll_loss: unary((x) => lib.nllLoss(x.logSoftmax(1), lib.tensor([0, 2], int32))),
  bce: ([x, y]) => lib.binaryCrossEntropy(x.sigmoid(), y),
  cosine_similarity: ([a, b]) => lib.cosineSimilarity(a, b, 0),

  rosenbrock: unary(rosenbrock),
  d2l_3x2_5e: unary(course),
  d2l_3x2_5e_33: unary(course),
  blog_chain: chain,
  chain,
  d2l_2xTx: unary((x) => x.dot(x).mul(2)),
  himmelblau: unary((x) => {
    const [p, q] = [x.index(0), x.index(1)];
    return p.square().add(q).sub(11).square().add(p.add(q.square()).sub(7).square());
  }),
  logistic_loss: ([X, w, y]) => y.neg().mul(X.matmul(w)).exp().log1p().mean(),
  mlp: ([X, W1, b1, W2, b2, Y]) => X.matmul(W1).add(b1).tanh().matmul(W2).add(b2).sub(Y).square().mean(),
  reuse_many: unary((x) => x.mul(x).mul(x).mul(x).add(x)),
  no_dependence_partly: unary((x) => x.index(0).mul(3)),
  nested_pow: unary((x) => x.pow(2).add(1).pow(0.5)),
  chain_rule: unary((x) => x.exp().cos().sin()),

  promote: byCode({
    "a * 2": (a) => a.mul(2),
    "a / 2": (a) => a.div(2),
    "a.sum()": (a) => a.sum(),
    "a > 1": (a) => a.gt(1),
    "torch.sin(a)": (a) => a.sin(),
    "a + 1": (a) => a.add(1),
  }),
};

/** Groups that are not "one operation and its gradients"; they have tests of their own below or elsewhere. */
const otherKinds = ["second_order", "higher_order", "functional", "program"];

/**
 * Operations of the file that do not exist here yet. The list is checked: an entry too many fails as an entry
 * too few does.
 */
const notYet: string[] = [];

const operations = oracle.filter((c) => !otherKinds.includes(c.group));

describe("operations agree with PyTorch", () => {
  it("every operation of the file is either called or listed as not here yet", () => {
    const missing = new Set(operations.map((c) => c.op).filter((op) => !(op in calls)));
    assert.deepEqual([...missing].sort(), [...notYet].sort());
    assert.ok(operations.length > 300);
  });

  for (const c of operations.filter(({ op }) => op in calls)) {
    it(c.name, () => {
      const inputs = c.inputs.map(toTensor);
      const output = calls[c.op](inputs, c.attrs, c.code);
      assertRecorded(output, c.output, c.tol, "output");
      if (c.grads !== undefined) checkGradients(c, output, inputs);
    });
  }
});

function checkGradients(c: OracleCase, output: Tensor, inputs: Tensor[]): void {
  const weights = output.withValues(numbers(c.weights));
  output.mul(weights).sum().backward();
  inputs.forEach((input, i) => {
    const expected = c.grads![i];
    if (expected === null) assert.equal(input.grad, null);
    else assertRecorded(input.grad!, expected, c.tol, `gradient of ${c.inputs[i].name}`);
  });
}
