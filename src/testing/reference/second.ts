// Second derivatives of a program: a gradient with createGraph, differentiated once more, beside differences of
// first gradients, which the reference has judged.

import * as n from "../../index";
import type { Tensor } from "../../index";
import { leafTensor, runLibrary } from "./library";
import type { Program } from "./program";
import { nameOf } from "./program";

/** What is summed to one number, from the results that a program has. */
type Loss = (tensors: readonly (Tensor | undefined)[]) => Tensor;

/** Numbers of all leaves that want a gradient, leaf by leaf. */
type Numbers = readonly (readonly number[])[];

const steps = [2e-4, 1e-4];

/** The leaves of a program, moved along the directions. */
function leavesAt(program: Program, directions: Numbers, h: number): { all: Tensor[]; wanting: Tensor[] } {
  let k = 0;
  const all = program.leaves.map((leaf) => {
    const along = leaf.grad ? directions[k++] : [];
    return leafTensor(leaf.grad ? { ...leaf, numbers: leaf.numbers.map((x, i) => x + h * along[i]) } : leaf);
  });
  return { all, wanting: all.filter(({ requiresGrad }) => requiresGrad) };
}

function gradientsAt(program: Program, loss: Loss, directions: Numbers, h: number): Numbers {
  const { all, wanting } = leavesAt(program, directions, h);
  return numbersOf(n.grad(loss(runLibrary(program, all).tensors), wanting, { allowUnused: true }), wanting);
}

/** Where nothing leads to a leaf, its gradient is 0. */
function numbersOf(found: readonly (Tensor | null)[], wanting: readonly Tensor[]): Numbers {
  return wanting.map((leaf, k) => (found[k] ?? n.zerosLike(leaf)).toFlatArray());
}

/** The change of the gradient along the directions, by reverse mode twice. */
function twice(program: Program, loss: Loss, directions: Numbers): { first: Numbers; second: Numbers } {
  const { all, wanting } = leavesAt(program, directions, 0);
  const total = loss(runLibrary(program, all).tensors);
  const first = n.grad(total, wanting, { createGraph: true, allowUnused: true });
  const terms = first.flatMap((g, k) => {
    if (g === null || !g.requiresGrad) return [];
    const along = n.zeros([...g.shape], { dtype: "float64" }).withValues(directions[k]);
    return [g.mul(along).sum()];
  });
  const second =
    terms.length === 0
      ? []
      : n.grad(
          terms.reduce((a, b) => a.add(b)),
          wanting,
          { allowUnused: true },
        );
  return { first: numbersOf(first, wanting), second: numbersOf(second, wanting) };
}

const quotients = (a: Numbers, b: Numbers, h: number): Numbers =>
  a.map((row, k) => row.map((x, i) => (x - b[k][i]) / h));

/** The same, but for the order of sums. */
const isSame = (x: number, y: number): boolean =>
  Object.is(x, y) || x === y || Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(y));

interface Sides {
  readonly up: Numbers;
  readonly down: Numbers;
}

/** Whether the slopes of both sides come together as the step becomes smaller; at a kink they stay apart. */
function isBend(wide: Sides, narrow: Sides, k: number, i: number, scale: number): boolean {
  const [before, now] = [wide, narrow].map(({ up, down }) => Math.abs(up[k][i] - down[k][i]));
  return now <= 0.02 * scale && now <= 0.75 * before + 1e-6 * scale;
}

/**
 * What differs: the gradient with createGraph from the one without, and its derivative from differences. A place
 * where the differences from both sides, or of two steps, do not agree is passed over: the gradient has a kink there,
 * and each rule chooses one side.
 */
export function secondDerivatives(program: Program, loss: Loss, directions: Numbers): string[] {
  const ids = program.leaves.filter(({ grad }) => grad).map(({ id }) => id);
  const { first, second } = twice(program, loss, directions);
  const at = gradientsAt(program, loss, directions, 0);
  const [wide, narrow] = steps.map((h) => ({
    up: quotients(gradientsAt(program, loss, directions, h), at, h),
    down: quotients(at, gradientsAt(program, loss, directions, -h), h),
  }));
  return ids.flatMap((id, k) =>
    second[k].flatMap((got, i) => {
      if (!isSame(first[k][i], at[k][i]))
        return [`the gradient of ${nameOf(id)} at ${i} with createGraph is ${first[k][i]}, not ${at[k][i]}`];
      const means = [wide, narrow].map(({ up, down }) => (up[k][i] + down[k][i]) / 2);
      const error = Math.abs(means[0] - means[1]);
      const scale = Math.max(1, Math.abs(means[1]), Math.abs(at[k][i]));
      // A NaN says that there is nothing to be said, as at the tip of a cone.
      const isSmooth = !Number.isNaN(got) && isBend(wide, narrow, k, i, scale) && error <= 1e-3 * scale;
      if (!isSmooth || Math.abs(got - means[1]) <= 1e-4 * scale + 20 * error) return [];
      return [`the second derivative of ${nameOf(id)} at ${i} is ${got}, not ${means[1]}`];
    }),
  );
}
