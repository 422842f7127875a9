import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contrastOf, channelsOf, readableContrast } from "../display/contrast";
import { contour } from "./contour";
import { inkOn, paleScale } from "./mapColors";
import { withMinus } from "./minus";
import { plot } from "./plot";
import { plotTangent } from "./tangent";

const show = false;

describe("words in pictures", () => {
  it("have true minus signs before numbers, and hyphens where they are none", () => {
    for (const [from, to] of [
      ["slope -0.8", "slope −0.8"],
      ["-1", "−1"],
      ["(-1, -.5)", "(−1, −.5)"],
      ["a = -2, b = 3 + -4", "a = −2, b = 3 + −4"],
      ["1e-8", "1e-8"],
      ["x-1", "x-1"],
      ["x₁-2", "x₁-2"],
      ["2024-11-30", "2024-11-30"],
      ["f(2)-1", "f(2)-1"],
      ["--3", "--3"],
      ["first-order", "first-order"],
      ["斜率 -2", "斜率 −2"],
    ])
      assert.equal(withMinus(from), to);
    const { data, layout } = plot([0, 1], [0, -1], { show, legend: "slope -1", title: "at -1", xlabel: "-2 x", ylabel: "-y" }); // prettier-ignore
    assert.equal(data[0].name, "slope −1");
    const titles = [
      layout.title,
      (layout.xaxis as { title: object }).title,
      (layout.yaxis as { title: object }).title,
    ];
    assert.deepEqual(titles.map((title) => (title as { text: string }).text), ["at −1", "−2 x", "-y"]); // prettier-ignore
  });

  it("call the variable of a tangent as the axis does, where the axis begins with its name alone", () => {
    const lineOf = (xlabel?: string): unknown => plotTangent((x) => x ** 2, 1, { show, xlabel }).data[1].name;
    assert.equal(lineOf(), "Tangent line (x = 1, slope 2)");
    assert.equal(lineOf("t"), "Tangent line (t = 1, slope 2)");
    assert.equal(lineOf("x₁, while x₂ = 2"), "Tangent line (x₁ = 1, slope 2)");
    for (const other of ["step h", "time (s)", "", "2t"]) assert.equal(lineOf(other), lineOf());
  });
});

describe("log axes", () => {
  const axis = (low: number, high: number): { dtick?: unknown; tickformat?: string } =>
    plot([1, 2], [low, high], { show, yscale: "log" }).layout.yaxis as object;

  it("of about one power of ten are divided at 1, 2 and 5 with whole numbers; of more, at powers", () => {
    assert.deepEqual([axis(0.03, 0.7).dtick, axis(0.03, 0.7).tickformat], ["D2", "~g"]);
    assert.deepEqual([axis(1, 1000).dtick, axis(1, 1000).tickformat], [1, undefined]);
    assert.deepEqual([axis(1, 2).dtick, axis(1e-17, 1).dtick], [undefined, undefined]);
  });
});

describe("numbers on maps", () => {
  it("can be read on each of the shades that maps have by themselves", () => {
    for (const [, shade] of paleScale)
      assert.ok(contrastOf(channelsOf(inkOn(paleScale))!, channelsOf(shade)!) >= readableContrast, shade);
  });

  it("are dark on pale scales and light on dark ones", () => {
    const ink = (colorscale: [number, string][]): unknown =>
      (contour((x, y) => x * y, [0, 1], [0, 1], { show, colorscale }).data[0].contours as { labelfont: { color: string } }).labelfont.color; // prettier-ignore
    assert.equal(ink([[0, "#ffffff"], [1, "#aaaaaa"]]), inkOn(paleScale)); // prettier-ignore
    assert.equal(ink([[0, "#000000"], [1, "#333333"]]), "#ffffff"); // prettier-ignore
  });
});
