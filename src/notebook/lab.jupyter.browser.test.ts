import assert from "node:assert/strict";
import { join, relative, sep } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { chromiumPath } from "../testing/browser/findChromium";
import { filesBelow, root } from "../cli/environment";
import { perLane } from "../testing/lane";
import { installed } from "../testing/installed";
import { launchChromium, openWindow, type Window } from "../testing/browser/chromium";
import { expectedCurves, type Figure } from "../testing/browser/figure";
import type { CellState } from "../testing/browser/inPage";
import { type Jupyter, startJupyter } from "../testing/browser/jupyter";
import { Lab, type OpenNotebook } from "../testing/browser/lab";
import { complaintsIn, differences, figuresIn, writeNotebook } from "../testing/browser/notebooks";

const course = join(root, "notebooks");
const notebooks = filesBelow(course)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => relative(course, file).split(sep).join("/"));

/**
 * What the usual lane opens: the lessons that show what a page answers, one with controls and surfaces, and a
 * translation, for its fonts.
 */
const chosen = /^(00-|01-|12-|zh\/02-)/;
const opened = perLane({
  quick: notebooks.filter((path) => chosen.test(path)),
  usual: notebooks.filter((path) => chosen.test(path)),
  release: notebooks,
});

/** A cell that never ends must not hold up the other tests. */
const limit = { timeout: 1_200_000 };

/**
 * Cells run in stock tslab and in kernels that take its place; the figure goes out by the library's own
 * display contract.
 */
const fixtures = {
  "refused.ipynb": [
    'import { tangentLine } from "nablab";\nconsole.log(tangentLine((x) => 3 * x, 1).slope.toFixed(6));',
    'console.log("before");\ntangentLine("x", 1);',
    'console.log("after");',
  ],
  "faults.ipynb": [
    "console.log(Math.random());",
    'import { display } from "nablab";\nconst off = { type: "scatter", x: [0, 1, 2], y: [0, 1, 0] };',
    `display({ [Symbol.for("Jupyter.display")]: () => ({
  "application/vnd.plotly.v1+json": { data: [off], layout: { yaxis: { range: [100, 200] } }, config: {} },
  "text/plain": "Figure",
}) });`,
    'console.log("before");\nthrow new Error("on purpose");',
  ],
};

describe("notebooks in JupyterLab in Chromium", () => {
  let jupyter: Jupyter | undefined;
  let browser: Browser | undefined;
  let window: Window;
  let lab: Lab | undefined;

  before(async () => {
    jupyter = await startJupyter(installed(), root);
    for (const [name, cells] of Object.entries(fixtures)) {
      writeNotebook(join(jupyter.root, "fixtures", name), cells);
    }
    browser = await launchChromium(chromiumPath());
    window = await openWindow(browser);
  });

  after(async () => {
    await browser?.close();
    await jupyter?.stop();
  });

  /** A dialog over a page that failed once would hold up all that is opened there later. */
  async function opening(path: string): Promise<OpenNotebook> {
    lab ??= await Lab.start(window.context, jupyter!);
    try {
      return await lab.open(path);
    } catch (error) {
      await lab.page.close();
      lab = undefined;
      throw error;
    }
  }

  async function withNotebook(path: string, work: (notebook: OpenNotebook) => Promise<void>): Promise<void> {
    const notebook = await opening(path);
    try {
      await work(notebook);
    } finally {
      await notebook.close();
    }
  }

  describe("the notebooks of the course", () => {
    let figures = 0;

    for (const path of opened) {
      const isFirst = /^0[01]-/.test(path);
      it(`${path} runs, draws its figures${isFirst ? " and gives the same again" : ""}`, limit, async () => {
        await withNotebook(path, async (notebook) => {
          const first = await notebook.runAll();
          assert.deepEqual(complaints(first), []);
          const drawn = await figuresDrawn(notebook, first);
          await notebook.screenshot(path.replace(/\.ipynb$/, ""));
          figures += drawn.length;
          // What the first lessons show of the mouse and the keyboard holds for all.
          if (!isFirst) return;
          for (const figure of drawn) await assertAnswersMouse(figure);
          assert.deepEqual(differences(first, await notebook.runEach()), []);
        });
      });
    }

    it("are those that the lane asks for", () => assert.ok(opened.length >= 4));

    it("they draw at least one figure", () => assert.ok(figures > 0, "no notebook drew a figure"));
  });

  it("a cell with a wrong call is refused before any of it runs", limit, () =>
    withNotebook("fixtures/refused.ipynb", async (notebook) => {
      const [right, wrong, later] = await notebook.runAll();
      assert.deepEqual([right.status, printed(right)], ["ok", "3.000000\n"]);
      assert.equal(wrong.status, "error");
      assert.match(complaintsIn(wrong.outputs).join(), /'string' is not assignable to parameter of type/);
      assert.equal(printed(wrong), "");
      assert.deepEqual([later.status === "ok", printed(later)], [false, ""]);
    }),
  );

  it("a cell that throws, a curve outside its axes and an output that changes are noticed", limit, () =>
    withNotebook("fixtures/faults.ipynb", async (notebook) => {
      const first = await notebook.runAll();
      assert.match(complaints(first).join(), /^cell 3 .*on purpose/s);
      assert.equal(printed(first[3]), "before\n");
      const [figure] = await notebook.figuresOf(first[2]);
      assert.equal(expectedCurves(figuresIn(first[2].outputs)[0]), 1);
      assert.deepEqual(await figure.curves(), []);
      const changed = differences(first, await notebook.runEach());
      assert.equal(changed.length, 1);
      assert.match(changed[0], /^cell 0 \(console\.log\(Math\.random\(\)\);\) gave/);
    }),
  );

  it("no page asked another machine for anything", () => assert.deepEqual(window.foreign, []));

  it("a page that asks another machine is noticed", async () => {
    const { context, foreign } = await openWindow(browser!);
    const page = await context.newPage();
    await page.setContent('<img src="https://example.org/a.png"><img src="http://192.0.2.1/b.png">');
    assert.deepEqual([...foreign].sort(), ["http://192.0.2.1/b.png", "https://example.org/a.png"]);
    assert.equal(
      await page.evaluate("fetch('http://192.0.2.1/c').then(() => 'there', () => 'refused')"),
      "refused",
    );
    await context.close();
  });
});

/** The figures of all cells, every one drawn, with all its curves. */
async function figuresDrawn(notebook: OpenNotebook, cells: readonly CellState[]): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const cell of cells) {
    const promised = figuresIn(cell.outputs);
    if (promised.length === 0) continue;
    const figures = await notebook.figuresOf(cell);
    assert.equal(figures.length, promised.length, `figures drawn by the cell\n${cell.source}`);
    for (const [i, figure] of figures.entries()) {
      const curves = await figure.curves();
      assert.equal(curves.length, expectedCurves(promised[i]), `curves drawn by\n${cell.source}`);
      drawn.push({ figure, source: cell.source });
    }
  }
  return drawn;
}

interface Drawn {
  figure: Figure;
  source: string;
}

/** A figure shows the values of a point under the mouse, and can be zoomed in and out. */
async function assertAnswersMouse({ figure, source }: Drawn): Promise<void> {
  assert.match(await figure.hover(), /\d/, `no values appear under the mouse in the figure of\n${source}`);
  const { before, after } = await figure.zoom();
  assert.ok(
    after.x[1] - after.x[0] < before.x[1] - before.x[0],
    `dragging does not zoom the figure of\n${source}`,
  );
  assert.deepEqual(await figure.resetZoom(), before, `a double click does not undo the zoom of\n${source}`);
}

function complaints(cells: readonly CellState[]): string[] {
  return cells.flatMap(({ source, status, outputs }, i) => {
    const said = complaintsIn(outputs);
    return status === "ok" && said.length === 0
      ? []
      : [`cell ${i} (${source}) ended ${status}: ${said.join("\n")}`];
  });
}

function printed({ outputs }: CellState): string {
  return outputs.map(({ name, text }) => (name === "stdout" ? text : "")).join("");
}
