// Every rule of the table against central differences, first and second derivatives, at seeded random points.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import * as lib from "../index";
import { apply1 } from "../tensor/elementwise";
import { map1 } from "../tensor/loops";
import { Generator } from "../tensor/random";
import { gradcheck, gradgradcheck } from "./gradcheck";
import { run1 } from "./record";
import type { Unary } from "./rule";
import { from } from "./rule";
import type { OpName } from "./rules";
import { rules } from "./rules";

/** Where inputs are drawn from: an interval, away from the points where the function has a kink or a pole. */
interface Domain {
  low: number;
  high: number;
  /** Points to keep clear of. */
  kinks?: number[];
}

/** How a rule is checked: inputs of these shapes from this domain, put through the operation. */
interface Row {
  domain?: Domain;
  shapes: number[][];
  call: (...inputs: Tensor[]) => Tensor;
}

const anywhere: Domain = { low: -2, high: 2 };
const positive: Domain = { low: 0.3, high: 3 };
const nonZero: Domain = { low: -2, high: 2, kinks: [0] };
const inside: Domain = { low: -0.9, high: 0.9 };

const vectors = [[3], [], [2, 3]];
const each = (call: Row["call"], domain: Domain = anywhere): Row[] =>
  vectors.map((shape) => ({ domain, shapes: [shape], call }));

/** Pairs of shapes that broadcast, each way. */
const pairs = [
  [[3], [3]],
  [[2, 3], [3]],
  [[3], [2, 1]],
  [[], [2, 2]],
  [
    [2, 1, 3],
    [4, 1],
  ],
];
const both = (call: Row["call"], domain: Domain = anywhere): Row[] =>
  pairs.map((shapes) => ({ domain, shapes, call }));

const along = (
  f: (x: Tensor, dim?: lib.Dims, keepdim?: boolean) => Tensor,
  domain: Domain = anywhere,
): Row[] => [
  { domain, shapes: [[3]], call: (x) => f(x) },
  { domain, shapes: [[2, 3]], call: (x) => f(x, 0) },
  { domain, shapes: [[2, 3]], call: (x) => f(x, -1, true) },
  { domain, shapes: [[2, 3, 2]], call: (x) => f(x, [0, 2]) },
];

/** One entry for every rule: the type makes a rule without a row a compile error. */
const rows: { readonly [K in OpName]: Row[] } = {
  add: both(lib.add),
  sub: both(lib.sub),
  mul: both(lib.mul),
  div: both(lib.div, nonZero),
  pow: both(lib.pow, positive),
  powScalar: [-2.5, -1, 0, 0.5, 1, 2, 3].flatMap((p) => each((x) => lib.pow(x, p), positive)),
  neg: each(lib.neg),

  exp: each(lib.exp),
  log: each(lib.log, positive),
  sqrt: each(lib.sqrt, positive),
  abs: each(lib.abs, nonZero),
  sign: each(lib.sign, nonZero),
  sin: each(lib.sin),
  cos: each(lib.cos),
  tan: each(lib.tan, inside),
  asin: each(lib.asin, inside),
  acos: each(lib.acos, inside),
  atan: each(lib.atan),
  sinh: each(lib.sinh),
  cosh: each(lib.cosh),
  tanh: each(lib.tanh),
  sigmoid: each(lib.sigmoid),
  softplus: each(lib.softplus),
  relu: each(lib.relu, nonZero),
  log1p: each(lib.log1p, positive),
  expm1: each(lib.expm1),
  reciprocal: each(lib.reciprocal, nonZero),

  sum: along(lib.sum),
  mean: along(lib.mean),
  norm: [0.5, 1, 1.5, 2, 3, Infinity, -Infinity, 0].flatMap((p) =>
    along((x, dim, keepdim) => lib.norm(x, p, dim, keepdim), nonZero),
  ),

  dot: [{ shapes: [[4], [4]], call: lib.dot }],
  mv: [{ shapes: [[2, 3], [3]], call: lib.matmul }],
  mm: [
    {
      shapes: [
        [2, 3],
        [3, 4],
      ],
      call: lib.matmul,
    },
    { shapes: [[3], [3, 2]], call: lib.matmul },
  ],
  bmm: [
    {
      shapes: [
        [2, 2, 3],
        [2, 3, 2],
      ],
      call: lib.matmul,
    },
    {
      shapes: [
        [2, 3],
        [2, 3, 2],
      ],
      call: lib.matmul,
    },
    {
      shapes: [
        [2, 1, 2, 3],
        [3, 3, 1],
      ],
      call: lib.matmul,
    },
    { shapes: [[3], [2, 3, 2]], call: lib.matmul },
    { shapes: [[2, 2, 3], [3]], call: lib.matmul },
  ],

  maximum: both(lib.maximum),
  minimum: both(lib.minimum),
  maskedFill: [{ shapes: [[2, 3]], call: (x) => lib.maskedFill(x, lib.tensor([true, false, true]), 7) }],
  where: [
    { shapes: [[3], [2, 3]], call: (a, b) => lib.where(lib.tensor([[true], [false]]), a, b) },
    { shapes: [[], [2]], call: (a, b) => lib.where(lib.tensor([true, false]), a, b) },
  ],
  clamp: [
    ...each((x) => lib.clamp(x, -0.51, 0.52), { ...anywhere, kinks: [-0.51, 0.52] }),
    { shapes: [[5], [5], [1]], call: (x, low, high) => lib.clamp(x, low, high) },
  ],

  reshape: [{ shapes: [[2, 3]], call: (x) => x.reshape([3, -1]) }],
  permute: [
    { shapes: [[2, 3, 4]], call: (x) => x.permute([2, 0, 1]) },
    { shapes: [[2, 3, 4]], call: (x) => x.transpose(0, 1) },
  ],
  expand: [{ shapes: [[3, 1]], call: (x) => x.expand([2, -1, 4]) }],
  slice: [
    { shapes: [[5, 2]], call: (x) => x.slice(1, -1) },
    { shapes: [[2, 5]], call: (x) => x.slice(0, 5, { dim: 1, step: 2 }) },
  ],
  // The reverse of a slice is met in every second derivative of one.
  embed: [{ shapes: [[4]], call: (x) => x.slice(1, 3).pow(2).mul(x.slice(0, 2)) }],
  select: [{ shapes: [[3, 2]], call: (x) => x.index(-1) }],
  clone: each(lib.clone),
  to: each((x) => x.to("float64").to("float32").to("float64").mul(0).add(x)),
  cat: [
    {
      shapes: [
        [2, 3],
        [2, 1],
      ],
      call: (a, b) => lib.cat([a, b, a], 1),
    },
  ],
  stack: [{ shapes: [[3], [3]], call: (a, b) => lib.stack([a, b], 1) }],
};

const random = new Generator(20251123);

/** A float64 tensor of random numbers, none of them close to a kink. */
function draw(shape: number[], { low, high, kinks = [] }: Domain): Tensor {
  const blank = lib.zeros(shape, { dtype: "float64" });
  const number = (): number => {
    const x = low + (high - low) * random.uniform64();
    return kinks.some((kink) => Math.abs(x - kink) < 0.05) ? number() : x;
  };
  const t = blank.withValues(blank.toFlatArray().map(number));
  t.requiresGrad = true;
  return t;
}

const strict = { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };

describe("rules agree with differences", () => {
  for (const name of Object.keys(rules) as OpName[]) {
    it(`${name}: first and second derivatives`, () => {
      for (const { shapes, call, domain = anywhere } of rows[name]) {
        const inputs = shapes.map((shape) => draw(shape, domain));
        gradcheck(call, inputs, strict);
        gradgradcheck(call, inputs, strict);
      }
    });
  }
});

describe("the check of gradients", () => {
  const cube = map1((x) => x ** 3);
  /** A cube whose derivative is wrong by the factor given. */
  const wrongBy = (factor: number): Unary => ({
    gradFn: "WrongBackward0",
    forward: (a) => apply1(cube, a, a.dtype),
    backward: [from(["a"], (g, { a }) => g.mul(a.pow(2).mul(3 * factor)))],
  });
  const x = draw([3], positive);

  it("lets pass a rule that is right", () => {
    assert.equal(
      gradcheck((a) => run1(wrongBy(1), a, undefined), x, strict),
      true,
    );
  });

  it("catches a rule that is wrong by 0.1%", () => {
    assert.throws(() => gradcheck((a) => run1(wrongBy(1.001), a, undefined), x, strict), /Jacobian mismatch/);
    assert.throws(() => gradcheck((a) => run1(wrongBy(0.999), a, undefined), x, strict), /Jacobian mismatch/);
  });

  it("catches a second derivative that is wrong although the first one is right", () => {
    const frozen: Unary = {
      ...wrongBy(1),
      backward: [from(["a"], (g, { a }) => g.mul(a.detach().pow(2).mul(3)))],
    };
    const f = (a: Tensor): Tensor => run1(frozen, a, undefined);
    assert.equal(gradcheck(f, x, strict), true);
    assert.throws(() => gradgradcheck(f, x, strict), /Jacobian mismatch/);
  });

  it("does not let pass a gradient that is NaN", () => {
    const nan: Unary = { ...wrongBy(1), backward: [from([], (g) => g.mul(NaN))] };
    assert.throws(() => gradcheck((a) => run1(nan, a, undefined), x, strict), /Jacobian mismatch/);
  });

  it("shows both Jacobians as PyTorch does", () => {
    const at = lib.tensor([1, 2], { dtype: "float64", requiresGrad: true });
    const bad: Unary = {
      ...wrongBy(1),
      forward: (a) => a.detach().pow(2),
      backward: [from(["a"], (g, { a }) => g.mul(3).mul(a))],
    };
    assert.throws(
      () => gradcheck((a) => run1(bad, a, undefined), at),
      (error: Error) => {
        assert.equal(
          error.message.split("\n").slice(0, 5).join("\n"),
          "Jacobian mismatch for output 0 with respect to input 0,\n" +
            "numerical:tensor([[2.0000, 0.0000],\n        [0.0000, 4.0000]], dtype=torch.float64)\n" +
            "analytical:tensor([[3., 0.],\n        [0., 6.]], dtype=torch.float64)",
        );
        return true;
      },
    );
  });

  it("needs an input that requires a gradient, and known options", () => {
    assert.throws(() => gradcheck((a) => a, lib.tensor([1])), /inputs must be tensors of which at least one/);
    assert.throws(() => gradcheck((a) => a, x, { tol: 1 } as object), /must be one of eps, atol, rtol/);
  });
});
