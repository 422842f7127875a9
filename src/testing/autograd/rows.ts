// One row for every rule: how the tests of derivatives call it, with inputs of which shapes, from which
// domain.

import * as lib from "../../index";
import type { Row } from "./domain";
import { along, anywhere, both, each, inside, nonZero, positive } from "./domain";
import { layerRows } from "./layerRows";
import { matrixRows } from "./matrixRows";
import { run1 } from "../../autograd/record";
import type { OpName } from "./rules";
import { rules } from "./rules";

const reductions = ["mean", "sum", "none"] as const;

/** A loss, each way that it can be reduced. */
function losses(f: typeof lib.mseLoss, domain: Row["domain"] = anywhere): Row[] {
  return reductions.map((reduction) => ({
    domain,
    shapes: [[3], [3]],
    call: (a, b) => f(a, b, reduction),
  }));
}

/** One entry for every rule: the type makes a rule without a row a compile error. */
export const rows: { readonly [K in OpName]: Row[] } = {
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
  rsqrt: each(lib.rsqrt, positive),
  exp2: each(lib.exp2),
  log2: each(lib.log2, positive),
  log10: each(lib.log10, positive),
  asinh: each(lib.asinh),
  acosh: each(lib.acosh, { low: 1.2, high: 3 }),
  atanh: each(lib.atanh, inside),
  erf: each(lib.erf),
  erfc: each(lib.erfc),
  sinc: each(lib.sinc, nonZero),
  floor: each(lib.floor, { ...anywhere, kinks: [-2, -1, 0, 1, 2] }),
  ceil: each(lib.ceil, { ...anywhere, kinks: [-2, -1, 0, 1, 2] }),
  round: each(lib.round, { ...anywhere, kinks: [-1.5, -0.5, 0.5, 1.5] }),
  trunc: each(lib.trunc, { ...anywhere, kinks: [-2, -1, 0, 1, 2] }),

  logsigmoid: each(lib.logsigmoid),
  silu: each(lib.silu),
  gelu: each(lib.gelu),
  leakyRelu: each((x) => lib.leakyRelu(x, 0.1), nonZero),
  elu: each((x) => lib.elu(x, 1.5), nonZero),

  atan2: both(lib.atan2, nonZero),
  remainder: both((a, b) => lib.remainder(a.mul(0.2), b), { low: 0.6, high: 2 }),
  fmod: both((a, b) => lib.fmod(a.mul(0.2), b), { low: 0.6, high: 2 }),
  xlogy: both(lib.xlogy, positive),

  sum: along(lib.sum),
  mean: along(lib.mean),
  norm: [0.5, 1, 1.5, 2, 3, Infinity, -Infinity, 0].flatMap((p) =>
    along((x, dim, keepdim) => lib.norm(x, p, dim, keepdim), nonZero),
  ),

  prod: [
    ...along(lib.prod, nonZero),
    { shapes: [[3]], call: (x) => x.mul(lib.tensor([1, 0, 1])).prod() },
    { shapes: [[2, 3]], call: (x) => x.mul(lib.tensor([0, 0, 1])).prod([0, 1], true) },
  ],
  variance: [...along(lib.variance), { shapes: [[4]], call: (x) => x.variance(0, false, { correction: 0 }) }],
  std: along(lib.std),
  logsumexp: along(lib.logsumexp),
  extreme: [
    ...along(lib.amax),
    ...along(lib.amin),
    { shapes: [[2, 3]], call: (x) => x.max().mul(x.min()).add(x.median()) },
    { shapes: [[2, 3]], call: (x) => x.max(1).values.mul(x.median(1).values).add(x.min(-1, true).values) },
  ],

  cumsum: [{ shapes: [[2, 3]], call: (x) => x.cumsum(1).mul(x.cumsum(0)) }],
  softmax: [{ shapes: [[2, 3]], call: (x) => x.softmax(1) }],
  logSoftmax: [{ shapes: [[2, 3]], call: (x) => x.logSoftmax(0) }],

  triangle: [
    { shapes: [[3, 3]], call: (x) => x.triu(1).mul(2).add(x.tril()) },
    { shapes: [[2, 2, 3]], call: (x) => x.tril(-1) },
  ],
  gather: [
    { shapes: [[2, 3]], call: (x) => x.take(lib.tensor([0, 5, 5], { dtype: "int32" })) },
    {
      shapes: [[2, 3]],
      call: (x) =>
        x.gather(
          1,
          lib.tensor(
            [
              [0, 0],
              [2, 1],
            ],
            { dtype: "int32" },
          ),
        ),
    },
    {
      shapes: [[2, 3]],
      call: (x) => x.flip([0, 1]).roll(1).roll(-1, 1).repeat([2, 1]).repeatInterleave(2, 0),
    },
    { shapes: [[3, 2]], call: (x) => x.index([2, 0, 0], ":").mul(x.index(":", [1, 1])) },
    { shapes: [[4]], call: (x) => x.cummax(0).values.add(x.cummin(0).values.mul(x)) },
  ],
  scatter: [
    { shapes: [[3]], call: (x) => x.diag(1).matmul(x.diag(-1)) },
    { shapes: [[2, 3]], call: (x) => x.diag().mul(x.trace()) },
  ],

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
  keep: each((x) => run1(rules.keep, x, undefined)),
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

  trace: [{ shapes: [[2, 3]], call: (a) => lib.trace(a) }],
  lgamma: each(lib.lgamma, positive),
  polygamma: [...each(lib.digamma, positive), ...each((x) => lib.polygamma(1, x), positive)],
  erfinv: each(lib.erfinv, inside),
  hardtanh: each((x) => lib.hardtanh(x, -0.55, 0.45)),
  hardsigmoid: each(lib.hardsigmoid),
  hardswish: each(lib.hardswish),
  softshrink: each((x) => lib.softshrink(x, 0.55)),
  hardshrink: each((x) => lib.hardshrink(x, 0.55)),
  mish: each(lib.mish),
  frac: each(lib.frac, nonZero),
  logit: each((x) => lib.logit(x), { low: 0.1, high: 0.9 }),
  logaddexp: both(lib.logaddexp),
  logaddexp2: both(lib.logaddexp2),
  hypot: both(lib.hypot, positive),
  copysign: both(lib.copysign, nonZero),
  layerNorm: [
    { shapes: [[2, 3], [3], [3]], call: (a, weight, bias) => lib.layerNorm(a, [3], { weight, bias }) },
    {
      shapes: [
        [2, 2, 3],
        [2, 3],
      ],
      call: (a, weight) => lib.layerNorm(a, [2, 3], { weight, eps: 0.1 }),
    },
  ],
  mseLoss: losses(lib.mseLoss),
  huberLoss: losses((a, b, reduction) => lib.huberLoss(a, b, reduction, 0.7)),
  smoothL1Loss: losses((a, b, reduction) => lib.smoothL1Loss(a, b, reduction, 0.7)),
  binaryCrossEntropy: losses(lib.binaryCrossEntropy, { low: 0.2, high: 0.8 }),
  binaryCrossEntropyWithLogits: losses(lib.binaryCrossEntropyWithLogits),
  nllLoss: reductions.map((reduction) => ({
    shapes: [[2, 3]],
    call: (a) => lib.nllLoss(a, lib.tensor([2, 0], { dtype: "int32" }), reduction),
  })),
  fmax: both(lib.fmax),
  fmin: both(lib.fmin),
  ...layerRows,
  ...matrixRows,

  fill: each((x) => x.mul(1).fill_(3).add(x.mul(2).zero_())),
  copyInto: both((a, b) => a.mul(0).add(b.mul(0)).copy_(a).mul(a)),
  copySlices: [
    { shapes: [[2, 3], [3]], call: (x, y) => x.mul(2).setIndex(1, y.mul(y)) },
    { shapes: [[2, 3], [2]], call: (x, y) => x.mul(2).setIndex([":", -1], y).pow(2) },
  ],
  // The view, after its base was written to or it was written to itself.
  asStrided: [
    {
      shapes: [[2, 3], []],
      call: (x, y) => {
        const all = x.mul(1);
        const row = all.index(0);
        all.mul_(y).setIndex([":", 1], y);
        return row.pow(2);
      },
    },
    { shapes: [[2, 3]], call: (x) => x.mul(1).t().index("1:").exp_().mul(2) },
  ],
  // A view that repeats elements, after its base was written to; and a base that does not lie row by row.
  embedStrided: [
    {
      shapes: [[3]],
      call: (x) => {
        const all = x.mul(1);
        const wide = all.expand(2, 3);
        all.mul_(2);
        return wide.pow(2);
      },
    },
    {
      shapes: [[2, 3], []],
      call: (x, y) => {
        const base = x.mul(0).t().detach();
        const row = base.index(1);
        base.setIndex([":", 1], y);
        return row.mul(x.sum(1)).add(base.sum());
      },
    },
  ],
  put: [
    { shapes: [[4], [2]], call: (x, y) => x.pow(2).setIndex([[0, 2]], y.exp()) },
    {
      shapes: [[2, 3], []],
      call: (x, y) =>
        x
          .mul(2)
          .setIndex([":", [0, 0, 1]], y, { accumulate: true })
          .pow(2),
    },
    {
      shapes: [[2, 3], []],
      call: (x, y) =>
        x
          .mul(2)
          .setIndex(
            [
              lib.tensor([
                [true, false, true],
                [false, true, false],
              ]),
            ],
            y,
          )
          .pow(2),
    },
  ],
};
