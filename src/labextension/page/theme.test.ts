import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../cli/environment";
import { contrastOf, readableContrast } from "../../display/contrast";
import { contour } from "../../index";
import { figuresIn } from "../../testing/browser/notebooks";
import { channels, wordsOfFigure } from "../../testing/figureWords";
import { drawn, gallery } from "../../testing/gallery";
import { themed } from "./theme";

type Figure = Parameters<typeof themed>[0];
type Cells = { cells: { outputs?: Parameters<typeof figuresIn>[0] }[] };

const themes = ["light", "dark"] as const;

/** What cannot be read, each in a line. */
function unreadable(figure: Figure, theme: (typeof themes)[number]): string[] {
  return wordsOfFigure(figure, theme).flatMap(({ where, color, grounds }) =>
    grounds.flatMap((ground) => {
      const contrast = contrastOf(channels(color), ground);
      return contrast >= readableContrast ? [] : [`${where}: ${color} on ${ground.map(Math.round).join()}: ${contrast.toFixed(2)}`]; // prettier-ignore
    }),
  );
}

function plain(figure: object): Figure {
  return JSON.parse(JSON.stringify(figure)) as Figure;
}

describe("the words of every picture of the gallery", () => {
  for (const [name, example] of Object.entries(gallery)) {
    for (const theme of themes) {
      it(`${name}: contrast of at least ${readableContrast} in the ${theme} theme`, () => {
        const figure = plain(drawn(example).toJSON());
        assert.ok(
          wordsOfFigure(figure, theme).length > 0 || theme === "light",
          "a dark figure names the colour of its words",
        );
        assert.deepEqual(unreadable(figure, theme), []);
      });
    }
  }
});

describe("the words of every picture of the course", () => {
  const folders = { English: join(root, "notebooks"), Chinese: join(root, "notebooks", "zh") };
  for (const [language, folder] of Object.entries(folders)) {
    for (const lesson of readdirSync(folder).filter((file) => file.endsWith(".ipynb"))) {
      it(`${language}, ${lesson}: contrast of at least ${readableContrast} in both themes`, () => {
        const { cells } = JSON.parse(readFileSync(join(folder, lesson), "utf8")) as Cells;
        const figures = cells.map(({ outputs = [] }) => figuresIn(outputs) as Figure[]);
        assert.ok(figures.flat().length > 0, "there is a figure");
        const found = figures.flatMap((list, i) =>
          themes.flatMap((theme) =>
            list.flatMap((figure) => unreadable(figure, theme).map((line) => `[${i}] ${theme}: ${line}`)),
          ),
        );
        assert.deepEqual(found, []);
      });
    }
  }
});

describe("the measure of contrast", () => {
  const bowl = (x: number, y: number): number => x ** 2 + y ** 2;
  const map = (colorscale: [number, string][]): Figure =>
    plain(contour(bowl, [-1, 1], [-1, 1], { colorscale, show: false }).toJSON());

  it("sees numbers on a map's lines that are as dark or as light as one of its shades", () => {
    assert.deepEqual(unreadable(map([[0, "#9a9a9a"], [1, "#ffffff"]]), "dark"), []); // prettier-ignore
    assert.match(unreadable(map([[0, "#101010"], [1, "#ffffff"]]), "light").join(), /labelfont/); // prettier-ignore
  });

  it("sees a name in a box, a number on an arrow and a note under the frame that are too pale", () => {
    const graph = plain(drawn(gallery.plotGraph).toJSON());
    const paler = (color: string): string => {
      assert.ok(JSON.stringify(graph).includes(color), `${color} is in the graph`);
      const figure = JSON.parse(JSON.stringify(graph).replaceAll(color, "#b8b8b8")) as Figure;
      return unreadable(figure, "light").join();
    };
    assert.match(paler("#202020"), /data\[0\]/);
    assert.match(paler("#00694e"), /data\[1\]/);
    assert.match(paler("#606060"), /annotations/);
  });
});

describe("a coloured map on a dark page", () => {
  it("stays as it is with the lines on it; its scale of colours and the axes take the page's colours", () => {
    const path = { x: [0, 1], y: [0, 1], line: { color: "#000000" } };
    const figure = plain(
      contour((x, y) => x + y, [0, 1], [0, 1], { show: false, traces: [path], title: "map" }).toJSON(),
    );
    const { data, layout } = themed(figure, true);
    assert.deepEqual(data[1], figure.data[1]);
    assert.deepEqual(
      (data[0] as { contours: object }).contours,
      (figure.data[0] as { contours: object }).contours,
    );
    assert.notDeepEqual(layout.xaxis, figure.layout?.xaxis);
  });
});
