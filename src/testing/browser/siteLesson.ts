// A lesson of the site, run as a reader runs it, and compared with what is stored.

import assert from "node:assert/strict";
import { join, relative, sep } from "node:path";
import { filesBelow } from "../../cli/environment";
import { compareNotebooks } from "../../notebook/compare";
import { isCode, type Notebook } from "../../notebook/format";
import { readNotebook } from "../../notebook/read";
import { Controls, eventually } from "./controls";
import { type CellState, cellNode } from "./inPage";
import type { OpenNotebook } from "./lab";
import { complaintsIn, figuresIn, plotlyMime } from "./notebooks";
import { course, type OpenSite } from "./courseSite";

/** The paths of the lessons, in both languages. */
export const lessons: readonly string[] = filesBelow(course)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => relative(course, file).split(sep).join("/"));

/** Runs all cells: outputs are those stored, figures are drawn, controls answer, nothing foreign is asked. */
export async function judgeLesson(site: OpenSite, path: string): Promise<void> {
  const notebook = await site.open(path);
  const complaints = complaintsOf(await notebook.runAll());
  const { notebook: stored } = readNotebook(join(course, path));
  // Controls that have just been shown may have their figure drawn once more, whose picture follows.
  const compared = await eventually(
    async () => differences(stored, await notebook.cells()),
    (lines) => lines.length === 0,
  );
  assert.deepEqual(compared, []);
  const cells = await notebook.cells();
  for (const cell of cells.filter(({ outputs }) => figuresIn(outputs).length > 0))
    assert.equal((await notebook.figuresOf(cell)).length, figuresIn(cell.outputs).length, cell.source);
  for (const cell of cells.filter(({ source }) => /\binteract\(|stepsSlider\(/.test(source)))
    assert.ok(await moved(notebook, cell), cell.source);
  assert.deepEqual(complaintsOf(await notebook.cells()), complaints);
  assert.deepEqual(site.window.foreign, []);
  await notebook.page.close();
}

function complaintsOf(cells: readonly CellState[]): string[] {
  return cells.flatMap(({ outputs }) => complaintsIn(outputs));
}

/** Moves the first control under a cell; whether the figure, or what else stands there, becomes another. */
async function moved(notebook: OpenNotebook, { index, source }: CellState): Promise<boolean> {
  const shown = async (): Promise<string> =>
    JSON.stringify((await notebook.cells()).find((cell) => cell.index === index)?.outputs);
  await notebook.page.evaluateHandle(cellNode, index);
  const before = await shown();
  await new Controls(notebook.page, index).moveFirst(/\bpoint\(/.test(source));
  return (await eventually(shown, (now) => now !== before)) !== before;
}

/** How the cells of a run differ from the stored notebook. */
function differences(stored: Notebook, cells: readonly CellState[]): string[] {
  const code = stored.cells.filter(isCode);
  assert.equal(cells.length, code.length);
  const now = {
    ...stored,
    cells: code.map((cell, i) => ({ ...cell, outputs: cells[i].outputs })),
  } as Notebook;
  return compareNotebooks(withoutNumbers({ ...stored, cells: code }), withoutNumbers(now)).map(
    ({ number, lines }) => `code cell ${number}: ${lines.join("\n")}`,
  );
}

/**
 * Chromium's sine differs from Node's in the last bit: figures of rounding errors, and points that are chosen
 * by them, are other ones. Of a figure its traces are compared, without their numbers.
 */
function withoutNumbers(notebook: Notebook): Notebook {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.every((one) => one === null || typeof one !== "object") ? ["numbers"] : value.map(plain);
    if (typeof value === "number") return 0;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  };
  const bare = JSON.parse(JSON.stringify(notebook)) as Notebook;
  for (const { outputs } of bare.cells.filter(isCode))
    for (const output of outputs)
      if ("data" in output && plotlyMime in output.data)
        (output.data as Record<string, unknown>)[plotlyMime] = plain(output.data[plotlyMime]);
  return bare;
}
