import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { surface } from "../../surface";
import type { PlainFigure } from "../messages";
import { Page } from "../page";
import { PictureWorker } from "../pictureWorker";
import { camera, usualView } from "./camera";
import { colorAt } from "./colors";
import { drawScene, flatTwin } from "./drawing";
import { readScene } from "./scene";
import { ticksIn, tickText } from "./ticks";

const area = { left: 0, top: 0, width: 200, height: 100 };
const layout = { width: 400, height: 300 };

async function textsOf(figure: PlainFigure): Promise<string[]> {
  const { svg } = await new Page().draw(flatTwin(figure), (settled) => drawScene(figure, settled));
  return [...svg.matchAll(/<text [^>]*>([^<]*)/g)].map(([, words]) => words);
}

describe("the camera", () => {
  it("sees the middle in the middle, up above, and what is nearer larger", () => {
    const see = camera(usualView, area);
    const middle = see([0, 0, 0]);
    assert.deepEqual([middle.x, middle.y], [100, 50]);
    assert.ok(see([0, 0, 0.5]).y < 50);
    const length = (at: number): number => see([at, at, at + 0.1]).y - see([at, at, at - 0.1]).y;
    assert.ok(Math.abs(length(0.5)) > 1.5 * Math.abs(length(-0.5)));
    assert.ok(see([0.5, 0.5, 0.5]).depth < see([-0.5, -0.5, -0.5]).depth);
  });

  it("without perspective draws parallels", () => {
    const see = camera({ ...usualView, orthographic: true }, area);
    const length = (at: number): number => see([at, at, at + 0.1]).y - see([at, at, at - 0.1]).y;
    assert.ok(Math.abs(length(0.5) - length(-0.5)) < 1e-9);
  });
});

describe("a scene", () => {
  it("has round ticks, within its range", () => {
    assert.deepEqual(ticksIn([-2, 2]), [-2, -1, 0, 1, 2]);
    assert.deepEqual(ticksIn([0.13, 0.87]), [0.2, 0.4, 0.6, 0.8]);
    assert.deepEqual([tickText(-1.5, false), tickText(2, true)], ["−1.5", "100"]);
  });

  it("is as long as its data, or a cube where that would be a needle", () => {
    const sides = (x: number[], z: number[]): number[] => [
      ...readScene([{ type: "scatter3d", x, y: [0, 1], z }], {}).sides,
    ];
    const [x, , z] = sides([0, 2], [0, 1]);
    assert.ok(Math.abs(x / z - 2) < 1e-9);
    assert.deepEqual(sides([0, 100], [0, 1]), [1, 1, 1]);
  });

  it("mixes the colours of its scale", () => {
    const scale = [
      [0, "#000000"],
      [1, "rgb(200,100,0)"],
    ] as const;
    assert.deepEqual(
      [0, 0.5, 1, 7].map((place) => colorAt(scale, place)),
      ["rgb(0,0,0)", "rgb(100,50,0)", "rgb(200,100,0)", "rgb(200,100,0)"],
    );
  });
});

describe("the picture of a figure in space", () => {
  it("of a surface has its titles, its ticks and its colour bar", async () => {
    const figure = surface((x: number, y: number) => x * x - y * y, [-2, 2], [-2, 2], {
      title: "Saddle",
      show: false,
    });
    const texts = await textsOf(figure.toJSON());
    for (const words of ["Saddle", "x", "y", "f", "−2", "−1", "0", "1", "2"])
      assert.ok(texts.includes(words), words);
    // One on the z axis, one on the colour bar.
    assert.ok(texts.filter((words) => words === "−4").length === 2, texts.join());
  });

  it("leaves out what is no number, and draws lines, marks and triangles", async () => {
    const z = [
      [0, 1, 2],
      [1, null, 3],
      [2, 3, 4],
    ];
    const tetrahedron = {
      x: [0, 1, 0, 0],
      y: [0, 0, 1, 0],
      z: [0, 0, 0, 1],
      i: [0, 0, 0],
      j: [1, 2, 1],
      k: [2, 3, 3],
    };
    const path = { type: "scatter3d", name: "path", x: [0, 1, null, 2], y: [0, 1, 1, 2], z: [0, 1, 1, 2] };
    const figure = { data: [{ type: "surface", z }, { type: "mesh3d", ...tetrahedron }, path], layout };
    const { svg } = await new Page().draw(flatTwin(figure), (settled) => drawScene(figure, settled));
    // Every facet of the surface touches the hole; three triangles, three marks.
    assert.equal(svg.match(/<polygon/g)?.length, 3);
    assert.equal(svg.match(/<circle/g)?.length, 3);
    assert.doesNotMatch(svg, /NaN|Infinity/);
    assert.ok((await textsOf(figure)).includes("path"));
  });

  it("is a PNG of the figure's size, twice as fine", async () => {
    const png = await new PictureWorker().draw({
      data: [
        {
          type: "surface",
          z: [
            [0, 1],
            [1, 3],
          ],
        },
      ],
      layout,
    });
    const head = Buffer.from(png);
    assert.deepEqual([head.readUInt32BE(16), head.readUInt32BE(20)], [800, 600]);
  });

  it("is drawn also where all points lie beside the axes", async () => {
    const figure = {
      data: [{ x: [0], y: [0], mode: "markers" }],
      layout: { ...layout, xaxis: { range: [10, 11] } },
    };
    assert.ok((await new PictureWorker().draw(figure)).length > 1000);
  });
});
