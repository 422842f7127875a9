// One figure of each kind, as the course draws them.

import {
  contour,
  descent,
  type Figure,
  plot,
  plotGraph,
  plotStepSizes,
  plotTangent,
  quiver,
  stepSizeStudy,
  stepsSlider,
  surface,
  linspace,
  tensor,
  type Tensor,
} from "../index";

const show = false;
const leaf = (value: number): Tensor => tensor(value, { requiresGrad: true });
const cubic = (x: number): number => x ** 3 - 1 / x;
const bowl = (x: number, y: number): number => x ** 2 / 2 + 2 * y ** 2;
const path = Array.from({ length: 20 }, (_, k) => [-5 * 0.7 ** k, -2 * (-0.6) ** k]);

/** The tangent of a parabola at 30 places. */
export function movingTangent(): Figure {
  const at = (x0: number): Figure => plotTangent((x: number) => x ** 2, x0, { xlim: [-2, 2], show });
  return stepsSlider(at, linspace(-1, 1, 30), { label: "x0", show });
}

/** A chain of this many operations, each with a leaf of its own. */
function chain(operations: number): Tensor {
  let y = leaf(0.5);
  for (let k = 1; k <= operations; k++) y = k % 2 ? y.mul(leaf(1 + 1 / k)) : y.tanh();
  return y;
}

function small(): Tensor {
  const x = leaf(2);
  return x.square().log().mul(x.sin()).add(x.reciprocal());
}

/** What a notebook may well have ten of. */
export const ordinary: Record<string, () => Figure> = {
  "`plot`, two curves over 31 points": () =>
    plot(linspace(0, 3, 31), [cubic, (x: number) => 4 * x - 4], {
      xlabel: "x",
      legend: ["f(x)", "tangent"],
      show,
    }),
  "`plot`, a function with a pole": () => plot((x) => 1 / x, { xlim: [-2, 2], show }),
  "`plot`, log axes": () =>
    plot([(h) => h ** 2, (h) => 1e-16 / h], { xlim: [1e-16, 1], xscale: "log", yscale: "log", show }),
  "`plotTangent`": () => plotTangent(cubic, 1, { xlim: [0.3, 2.5], triangle: true, show }),
  "`contour`": () => contour(bowl, [-6, 6], [-3, 3], { show }),
  "`surface`": () => surface(bowl, [-6, 6], [-3, 3], { show }),
  "`quiver`": () => quiver((x: number, y: number) => [-y, x], [-2, 2], [-2, 2], { show }),
  "`descent`": () => descent(bowl, path, { show }),
  "`plotStepSizes`": () => plotStepSizes(stepSizeStudy(Math.exp, 1, Math.E), { show }),
  "`plotGraph`, 6 nodes": () => plotGraph(small(), { show }),
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
  "`stepsSlider`, 30 tangents": movingTangent,
  "`plotGraph`, 200 nodes": () => plotGraph(chain(133), { show }),
};
