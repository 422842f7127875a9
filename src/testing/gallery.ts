// The gallery: one named example of every picture that the library exports. Benchmarks, likeness, goldens,
// bad input and the API reference read it.

import type * as pictures from "../plot";
import {
  contour,
  descent,
  type Figure,
  figure,
  linspace,
  plot,
  plotGraph,
  plotStepSizes,
  plotTangent,
  quiver,
  stepSizeStudy,
  stepsSlider,
  surface,
  tensor,
  type Tensor,
} from "../index";

/** The exports of plot/ that return a figure. */
export type PictureName = {
  [K in keyof typeof pictures]: (typeof pictures)[K] extends (...args: never[]) => Figure ? K : never;
}[keyof typeof pictures];

export interface Example {
  title: string;
  options: object;
  /** Draws the example with these options, which may be bad ones. */
  readonly draw: (options: never) => Figure;
}

const show = false;
const cubic = (x: number): number => x ** 3 - 1 / x;
const bowl = (x: number, y: number): number => x ** 2 / 2 + 2 * y ** 2;
const whirl = (x: number, y: number): number[] => [-y, x];
const path = Array.from({ length: 20 }, (_, k) => [-5 * 0.7 ** k, -2 * (-0.6) ** k]);
const study = stepSizeStudy(Math.exp, 1, Math.E);

function graph(): Tensor {
  const x = tensor(2, { requiresGrad: true });
  return x.square().log().mul(x.sin()).add(x.reciprocal());
}

/** Total: a picture without an example does not compile. */
export const gallery: { readonly [K in PictureName]: Example } = {
  plot: {
    title: "`plot`, two curves over 31 points",
    options: { xlabel: "x", legend: ["f(x)", "tangent"], show },
    draw: (options) => plot(linspace(0, 3, 31), [cubic, (x: number) => 4 * x - 4], options),
  },
  plotTangent: {
    title: "`plotTangent`",
    options: { xlim: [0.3, 2.5], triangle: true, show },
    draw: (options) => plotTangent(cubic, 1, options),
  },
  contour: {
    title: "`contour`",
    options: { show },
    draw: (options) => contour(bowl, [-6, 6], [-3, 3], options),
  },
  surface: {
    title: "`surface`",
    options: { show },
    draw: (options) => surface(bowl, [-6, 6], [-3, 3], options),
  },
  quiver: {
    title: "`quiver`",
    options: { show },
    draw: (options) => quiver(whirl, [-2, 2], [-2, 2], options),
  },
  descent: { title: "`descent`", options: { show }, draw: (options) => descent(bowl, path, options) },
  plotStepSizes: {
    title: "`plotStepSizes`",
    options: { show },
    draw: (options) => plotStepSizes(study, options),
  },
  plotGraph: {
    title: "`plotGraph`, 6 nodes",
    options: { show },
    draw: (options) => plotGraph(graph(), options),
  },
  stepsSlider: {
    title: "`stepsSlider`, 30 tangents",
    options: { label: "x0", show },
    draw: (options) =>
      stepsSlider(
        (x0) => plotTangent((x: number) => x ** 2, x0, { xlim: [-2, 2], show }),
        linspace(-1, 1, 30),
        options,
      ),
  },
  figure: {
    title: "`figure`, bars of plotly's own",
    options: { show },
    draw: (options) =>
      figure(
        {
          data: [{ type: "bar", x: ["a", "b", "c"], y: [20, 14, 23] }],
          layout: { width: 560, height: 400 },
        },
        options,
      ),
  },
};

/** The picture of an example. */
export function drawn({ draw, options }: Example): Figure {
  return draw(options as never);
}
