// Every notebook, run by a real Jupyter client with the installed kernel and with stock tslab, and by nablab
// run.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { after, describe, it } from "node:test";
import { filesBelow, root } from "../cli/environment";
import { installed } from "../testing/installed";
import { lane } from "../testing/lane";
import { run } from "../cli/run";

/** What execute.py tells of one cell. */
interface RunCell {
  source: string;
  texts: string[];
  error: string | null;
}

interface Runs {
  first: RunCell[];
  second: RunCell[];
  /** The programs of the collapsed answers, run after the cells. */
  solved: RunCell[];
}

/** What is looked at in a stored notebook. */
interface StoredNotebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec?: { name: string; display_name: string; language?: string } };
  cells: { id?: string; cell_type: string; source: string | string[] }[];
}

const temporary = mkdtempSync(join(tmpdir(), "nablab-notebooks-"));
after(() => rmSync(temporary, { recursive: true }));

/** Stock tslab under the name that the notebooks carry, before ours on Jupyter's path. */
function stockTslab(): string {
  const kernel = join(temporary, "stock", "kernels", "tslab");
  mkdirSync(kernel, { recursive: true });
  const tslab = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
  const argv = [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"];
  const spec = { argv, display_name: "TypeScript", language: "typescript" };
  writeFileSync(join(kernel, "kernel.json"), JSON.stringify(spec));
  return join(temporary, "stock");
}

/**
 * The kernels in which the notebooks are to run: which program is behind it, what makes Jupyter find it
 * first, and a pattern for the cells that are left out. Widgets need a kernel with comms.
 */
const kernels = {
  "our kernel": { program: /cli\/main\.js$/, more: {}, without: undefined },
  "stock tslab": {
    program: /bin\/tslab$/,
    more: { JUPYTER_PATH: stockTslab() },
    without: "\\b(interact|stepsSlider)\\(",
  },
};

async function execute(notebook: string, more: NodeJS.ProcessEnv = {}, without?: string): Promise<Runs> {
  const { python } = installed();
  const variables = { ...installed().variables, ...more };
  const script = join(root, "src", "testing", "execute.py");
  const copy = join(mkdtempSync(join(temporary, "copy-")), basename(notebook));
  const words = [script, notebook, copy, ...(without === undefined ? [] : [without])];
  const { status, stdout, stderr } = await run([python, ...words], { env: variables });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Runs;
}

function read(notebook: string): StoredNotebook {
  return JSON.parse(readFileSync(notebook, "utf8")) as StoredNotebook;
}

/** A cell that calls nablab's `check`, or asks something. */
function checks({ source }: RunCell): boolean {
  return /\b(check|exercise)\(|\.answer\(/.test(source);
}

/**
 * What is to be seen in its output: an exercise waits for its answer, a mistake that is to be found is one.
 */
function wanted({ source }: RunCell): RegExp {
  if (/\/\/ (find the bug|找出错误)/.test(source)) return /✗/;
  return /\btodo\b/.test(source.replace(/^import .*$/gm, "")) ? /○ .*(: todo|：待完成)/ : /✓/;
}

function assertRuns({ first, second, solved }: Runs): void {
  const failed = first.concat(second, solved).find(({ error }) => error !== null);
  assert.equal(
    failed,
    undefined,
    `this cell failed:\n${failed?.source}\n${failed?.error}\n${failed?.texts.join("\n")}`,
  );
  for (const cell of first.filter(checks)) {
    assert.match(
      cell.texts.join("\n"),
      wanted(cell),
      `no check is seen to pass in the cell:\n${cell.source}`,
    );
  }
  for (const { source, texts } of solved) {
    assert.match(texts.join("\n"), /✓/, `the answer is not seen to be right:\n${source}`);
    assert.doesNotMatch(texts.join("\n"), /○|✗/, `the answer leaves something open:\n${source}`);
  }
  assert.deepEqual(second, first, "a second run of the cells says something else than the first");
}

function assertStoredWell(notebook: StoredNotebook): void {
  assert.equal(`${notebook.nbformat}.${notebook.nbformat_minor}`, "4.5");
  assert.equal(notebook.metadata.kernelspec?.name, "tslab");
  assert.equal(notebook.metadata.kernelspec?.display_name, "TypeScript");
  const ids = notebook.cells.map(({ id }) => id);
  assert.ok(ids.every(Boolean), "a cell has no id");
  assert.equal(new Set(ids).size, ids.length, "two cells have the same id");
}

const notebooks = filesBelow(join(root, "notebooks")).filter((file) => file.endsWith(".ipynb"));

/** The translations have the same code, held so by course.test.ts: they are run in the release lane. */
const isTranslation = (notebook: string): boolean => basename(dirname(notebook)) === "zh";

/** What the usual lane runs in stock tslab: a lesson of each kind of derivative. */
const chosen = /^(00|01|02|09)-/;
const isRunInStock = (notebook: string): boolean => lane() === "release" || chosen.test(basename(notebook));

describe("the notebooks", () => {
  it("are there", () => assert.ok(notebooks.length > 0, "there is no notebook below notebooks/"));

  for (const notebook of notebooks) {
    const name = relative(root, notebook);
    it(`${name} is stored with its kernel, format and cell ids`, () => assertStoredWell(read(notebook)));
    if (isTranslation(notebook) && lane() !== "release") continue;
    it(`${name} gives the stored outputs again`, async () => {
      const command = [process.execPath, join(root, "dist", "cli", "main.js"), "run", "--check", notebook];
      const { status, stdout, stderr } = await run(command, { env: installed().variables });
      assert.equal(status, 0, stdout + stderr);
    });
    if (isTranslation(notebook)) continue;
    for (const [kernel, { more, without }] of Object.entries(kernels)) {
      if (kernel === "stock tslab" && !isRunInStock(notebook)) continue;
      it(`${name} runs twice in ${kernel}, every check passing, with the same words`, async () => {
        const runs = await execute(notebook, more, without);
        assertRuns(runs);
        // The opening notebook may show things only; an exercise asserts its numbers.
        assert.ok(basename(notebook).startsWith("00-") || runs.first.some(checks), "no cell checks a number");
      });
    }
  }

  for (const [kernel, { program, more }] of Object.entries(kernels)) {
    it(`${kernel} is really the one that runs them`, async () => {
      const { first } = await execute(fixture("console.log(process.argv[1]);"), more);
      assert.match(first[0].texts.join("").replaceAll("\\", "/").trim(), program);
    });
  }
});

function fixture(...sources: string[]): string {
  const file = join(mkdtempSync(join(temporary, "fixture-")), "fixture.ipynb");
  const cells = sources.map((source, i) => ({
    id: `cell-${i}`,
    cell_type: "code",
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return file;
}

describe("the run of a notebook tells a good one from a bad one", () => {
  it("one that works passes", async () => {
    const file = fixture(
      "const check = (name: string): void => console.log(`✓ ${name}`);",
      'check("x");',
      "1 + 1",
    );
    assertStoredWell(read(file));
    const runs = await execute(file);
    assertRuns(runs);
    // Stock tslab writes a result to the output stream, a kernel with the whole protocol shows it as
    // text/plain.
    assert.match(
      runs.first.map(({ texts }) => texts.join()).join("|"),
      /^\|stdout: ✓ x\n\|(stdout|text\/plain): 2\n?$/,
    );
  });

  for (const [what, sources, why] of [
    ["a cell that throws", ['throw new Error("here");', "1"], /this cell failed[\s\S]*here/],
    [
      "a wrong type, before its cell runs",
      ['console.log("ran"); Math.sqrt("x");'],
      /^(?![\s\S]*stdout: ran)this cell failed/,
    ],
    [
      "words that differ at the second run",
      ["var n = (globalThis.n ?? 0) + 1; globalThis.n = n;", "n"],
      /second run/,
    ],
    [
      "an exercise that is solved",
      ["const todo = 4; const check = (n: number): void => console.log(`✓ ${n}`);", "check(todo);"],
      /no check is seen/,
    ],
    [
      "a check that says nothing",
      ["const check = (ok: boolean): void => {}; check(false);"],
      /no check is seen/,
    ],
  ] as const) {
    it(`${what} is caught`, async () => {
      const runs = await execute(fixture(...sources));
      assert.throws(() => assertRuns(runs), { message: why });
    });
  }
});
