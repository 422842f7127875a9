// What every picture of the course keeps to, in both languages.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../cli/environment";
import { type CellOutput, figuresIn } from "../testing/browser/notebooks";
import { isCode } from "./format";
import { readNotebook } from "./read";

interface Axis {
  visible?: boolean;
  type?: string;
  dtick?: unknown;
  tickvals?: unknown;
  title?: { text?: string };
}

/** A figure with the cell that shows it. */
interface Shown {
  cell: string;
  layout: Record<string, unknown>;
  data: readonly { type?: string; name?: string; showlegend?: boolean }[];
}

function picturesOf(file: string): Shown[] {
  const { cells } = readNotebook(file).notebook;
  return cells.filter(isCode).flatMap(({ id, outputs }) =>
    figuresIn(outputs as unknown as CellOutput[]).map(({ data, layout = {} }) => ({
      cell: id,
      data,
      layout,
    })),
  );
}

const folders = { English: join(root, "notebooks"), Chinese: join(root, "notebooks", "zh") };

for (const [language, folder] of Object.entries(folders)) {
  describe(`the pictures of the ${language} course`, () => {
    for (const lesson of readdirSync(folder).filter((name) => name.endsWith(".ipynb"))) {
      it(`${lesson} names every axis that is shown`, () => {
        const nameless = picturesOf(join(folder, lesson)).flatMap(({ cell, layout }) =>
          axesOf(layout).flatMap(([name, { visible, title }]) =>
            visible === false || title?.text ? [] : [`${cell}: ${name}`],
          ),
        );
        assert.deepEqual(nameless, []);
      });

      it(`${lesson} writes minus signs as the axes do`, () => {
        const hyphens = picturesOf(join(folder, lesson)).flatMap(({ cell, layout, data }) =>
          wordsOf(layout, data)
            .filter((words) => /(^|[^\p{L}\p{N}_)-])-\.?\d/u.test(words))
            .map((words) => `${cell}: ${words}`),
        );
        assert.deepEqual(hyphens, []);
      });
    }

    it("have something that runs by itself in at least four lessons, and points to be grabbed in three", () => {
      const using = (call: RegExp): string[] =>
        readdirSync(folder).filter((name) => {
          if (!name.endsWith(".ipynb")) return false;
          return readNotebook(join(folder, name)).notebook.cells.some(
            (cell) => isCode(cell) && call.test(cell.source),
          );
        });
      assert.ok(using(/\bplay\(\d/).length >= 4, using(/\bplay\(\d/).join());
      assert.ok(using(/: point\(/).length >= 3, using(/: point\(/).join());
    });
  });
}

/** The axes of a plane and of a space. */
function axesOf(layout: Record<string, unknown>): [string, Axis][] {
  const inSpace = Object.entries((layout.scene ?? {}) as Record<string, Axis>);
  return [...Object.entries(layout as Record<string, Axis>), ...inSpace].filter(([name]) =>
    /^[xyz]axis\d*$/.test(name),
  );
}

/** Title, names of axes, legend, annotations. */
function wordsOf(layout: Record<string, unknown>, data: Shown["data"]): string[] {
  const { title, annotations = [] } = layout as {
    title?: { text?: string };
    annotations?: { text?: string }[];
  };
  const legend = data.flatMap(({ name, showlegend }) =>
    name === undefined || showlegend === false ? [] : [name],
  );
  const names = axesOf(layout).map(([, axis]) => axis.title?.text);
  return [title?.text, ...names, ...legend, ...annotations.map(({ text }) => text)].filter(
    (text) => text !== undefined,
  );
}
