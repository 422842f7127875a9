import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { contour, descent, plot, plotGraph, plotStepSizes, plotTangent, quiver, setLanguage, stepSizeStudy, surface, tensor, type Figure } from "../index"; // prettier-ignore

const square = (x: number): number => x * x;
const bowl = (x: number, y: number): number => x * x + y * y;
const show = { show: false };

const pictures: Readonly<Record<string, () => Figure>> = {
  plotTangent: () => plotTangent(square, 1, { ...show, triangle: true }),
  plotGraph: () => plotGraph(tensor(2, { requiresGrad: true }).square(), show),
  plotStepSizes: () => plotStepSizes(stepSizeStudy(square, 1, 2), show),
  descent: () => descent(bowl, [[1, 1], [0.5, 0.5]], show), // prettier-ignore
  contour: () => contour(bowl, [-1, 1], [-1, 1], show),
  surface: () => surface(bowl, [-1, 1], [-1, 1], show),
  quiver: () => quiver((x, y) => [1 / x, y], [-1, 1], [-1, 1], { ...show, points: 3 }),
  plot: () => plot([0, 1, 2], [1, 10, -1], { ...show, yscale: "log" }),
};

/** Words of two letters and more that are no code: names of types, axes and of mathematics stay. */
function english(text: string): string[] {
  const words = text.replace(/<[^<>]*>/g, " ").match(/(?<![\w.])[A-Za-z]{3,}(?![\w(])/g) ?? [];
  return words.filter((word) => !/^(float\d*|square|log|dtype)$/.test(word));
}

describe("a figure in Chinese", () => {
  before(() => setLanguage("zh"));
  after(() => setLanguage("en"));

  for (const [name, draw] of Object.entries(pictures)) {
    it(`${name} says nothing in English`, () => {
      const figure = draw();
      const names = figure.data.map((trace) => (trace as { name?: string }).name ?? "");
      const { annotations = [] } = figure.layout as { annotations?: { text?: string }[] };
      const texts = [String(figure), ...names, ...annotations.map(({ text = "" }) => text)];
      assert.match(texts[0], /^图：/);
      assert.deepEqual(texts.flatMap(english), []);
    });
  }
});
