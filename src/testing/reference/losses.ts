// The reference of the loss functions.

import type { Chooser, Domain, Arg } from "./chooser";
import type { Entries, Entry } from "./entry";
import { entry, floats } from "./entry";
import { fold, together } from "./define";
import { promoted } from "./dtypes";
import { logSoftmaxOf } from "./reductions";
import { floating } from "./unary";
import type { Value } from "./value";
import { compute, indicesOf, isFloat, numbersOf, placeOf, range, refuseUnless } from "./value";

type Reduction = "mean" | "sum" | "none" | "batchmean";

const kinds = [undefined, "sum", "none", "mean"] as const;
const add = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);

function reduced(losses: Value, reduction: Reduction = "mean"): Value {
  if (reduction === "none") return losses;
  return fold(losses, undefined, false, losses.dtype, (list) =>
    reduction === "sum" ? add(list) : add(list) / list.length,
  );
}

const pair = (c: Chooser, first: Domain, second: Domain): Arg[] => {
  const a = c.t({ ...floats, domain: first });
  return [a, c.t({ dtypes: [c.value(a).dtype], shape: c.value(a).shape, domain: second })];
};

function loss(
  f: (x: number, y: number, limit: number) => number,
  first: Domain = "any",
  second: Domain = first,
  limits: readonly (number | undefined)[] = [undefined],
  takes: (x: number) => boolean = () => true,
): Entry {
  return entry(
    (c) => {
      const [a, b] = pair(c, first, second);
      const limit = c.pick(limits);
      return c.args(a, b, limit === undefined ? c.pick(kinds) : c.pick(["mean", "sum", "none"]), limit);
    },
    (a: Value, b: Value, reduction?: Reduction, limit: number = 1) => {
      refuseUnless(
        [a, b].every((t) => numbersOf(t).every(takes)),
        "out of the domain",
      );
      return reduced(
        together([a, b], promoted(a, b), (x, y) => f(x, y, limit)),
        reduction,
      );
    },
  );
}

const logOf = (x: number): number => Math.max(-100, Math.log(x));
const xlogx = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

const classes = (c: Chooser): Arg[] => {
  const a = c.t({ ...floats, ndim: [1, 2], solid: true });
  const { shape } = c.value(a);
  const target = c.fresh({ below: shape[shape.length - 1], shape: shape.slice(0, -1) });
  return c.args(a, target, c.pick(kinds));
};

function negativeLogs(a: Value, target: Value, reduction?: Reduction): Value {
  const chosen = numbersOf(target);
  const n = a.shape[a.shape.length - 1];
  refuseUnless(
    chosen.every((k) => k >= 0 && k < n),
    "a class out of range",
  );
  const losses = compute(
    a.dtype,
    target.shape,
    [floating(a)],
    (x) => chosen.map((k, row) => -x[row * n + k]),
    "exact",
  );
  return reduced(losses, reduction);
}

function logSoftmax(a: Value): Value {
  const n = a.shape[a.shape.length - 1];
  return compute(a.dtype, a.shape, [floating(a)], (x) =>
    indicesOf(a.shape).map((index) => {
      const place = placeOf(a.shape, index);
      const start = place - (place % n);
      return logSoftmaxOf(x.slice(start, start + n))[place - start];
    }),
  );
}

export const losses: Entries<
  | "mseLoss"
  | "l1Loss"
  | "huberLoss"
  | "smoothL1Loss"
  | "binaryCrossEntropy"
  | "binaryCrossEntropyWithLogits"
  | "klDiv"
  | "nllLoss"
  | "crossEntropy"
> = {
  mseLoss: loss((x, y) => (x - y) ** 2),
  l1Loss: loss((x, y) => Math.abs(x - y)),
  huberLoss: loss(
    (x, y, d) => (Math.abs(x - y) <= d ? (x - y) ** 2 / 2 : d * (Math.abs(x - y) - d / 2)),
    "any",
    "any",
    [undefined, 0.7, 2],
  ),
  smoothL1Loss: loss(
    (x, y, b) => (Math.abs(x - y) < b ? (x - y) ** 2 / (2 * b) : Math.abs(x - y) - b / 2),
    "any",
    "any",
    [undefined, 0.7, 2],
  ),
  binaryCrossEntropy: loss(
    (x, y) => -(y * logOf(x) + (1 - y) * logOf(1 - x)),
    "unit",
    "unit",
    [undefined],
    (x) => x >= 0 && x <= 1,
  ),
  binaryCrossEntropyWithLogits: loss(
    (x, y) => (1 - y) * x + Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    "any",
    "unit",
  ),
  klDiv: entry(
    (c) => c.args(...pair(c, "any", "unit"), c.pick([...kinds, "batchmean"])),
    (a: Value, b: Value, reduction?: Reduction) => {
      const all = together([a, b], promoted(a, b), (x, y) => xlogx(y) - y * x);
      if (reduction !== "batchmean") return reduced(all, reduction);
      return fold(all, undefined, false, all.dtype, (list) => add(list) / (a.shape[0] ?? 1));
    },
  ),
  nllLoss: entry(classes, negativeLogs),
  crossEntropy: entry(
    (c) => {
      if (!c.chance(3)) return classes(c);
      const a = c.t({ ...floats, ndim: [1, 2], solid: true });
      return c.args(
        a,
        c.fresh({ shape: c.value(a).shape, dtypes: [c.value(a).dtype], domain: "unit" }),
        c.pick(["sum", "none"]),
      );
    },
    (a: Value, target: Value, reduction?: Reduction) => {
      if (!isFloat(target.dtype)) return negativeLogs(logSoftmax(a), target, reduction);
      const n = a.shape[a.shape.length - 1];
      const rows = compute(a.dtype, a.shape.slice(0, -1), [logSoftmax(a), target], (x, y) =>
        range(x.length / n).map((r) => -add(range(n).map((k) => x[r * n + k] * y[r * n + k]))),
      );
      return reduced(rows, reduction);
    },
  ),
};
