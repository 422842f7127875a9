// The figures that are measured: the examples of the gallery, and larger ones.

import { type Figure, linspace, plot, plotGraph, tensor, type Tensor } from "../index";
import { drawn, type Example, gallery } from "../testing/gallery";

const show = false;
const leaf = (value: number): Tensor => tensor(value, { requiresGrad: true });

/** A chain of this many operations, each with a leaf of its own. */
function chain(operations: number): Tensor {
  let y = leaf(0.5);
  for (let k = 1; k <= operations; k++) y = k % 2 ? y.mul(leaf(1 + 1 / k)) : y.tanh();
  return y;
}

const { plot: curves, figure: bars, stepsSlider: moving, ...others } = gallery;

const rowsOf = (examples: readonly Example[]): Record<string, () => Figure> =>
  Object.fromEntries(examples.map((example) => [example.title, () => drawn(example)]));

/** What a notebook may well have ten of. */
export const ordinary: Record<string, () => Figure> = {
  ...rowsOf([curves]),
  "`plot`, a function with a pole": () => plot((x) => 1 / x, { xlim: [-2, 2], show }),
  "`plot`, log axes": () =>
    plot([(h) => h ** 2, (h) => 1e-16 / h], { xlim: [1e-16, 1], xscale: "log", yscale: "log", show }),
  ...rowsOf([...Object.values(others), bars]),
};

/** What is larger than a notebook's usual figures. */
export const large: Record<string, () => Figure> = {
  "`plot`, 10,000,000 points": () =>
    plot(
      new Float64Array(1e7).map((_, i) => Math.sin(i / 1e6)),
      { show },
    ),
  "`plot`, 50 curves": () =>
    plot(linspace(0, 6, 200), Array.from({ length: 50 }, (_, k) => (x: number) => Math.sin(x + k / 8)), { show }), // prettier-ignore
  ...rowsOf([moving]),
  "`plotGraph`, 200 nodes": () => plotGraph(chain(133), { show }),
};
