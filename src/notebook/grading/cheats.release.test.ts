import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "../../cli/environment";
import { codeCell } from "../../testing/notebooks";
import { executeNotebook } from "../execute";
import type { Notebook } from "../format";
import { isCode } from "../format";
import { testOf } from "../testCell";
import { cheats } from "./cheats";

const given = "const g = (x: number) => x ** 2 + 1 / x;";
const tolerance = { rtol: 1e-5, atol: 1e-8 };
const tests = [
  testOf('exercise("slope", mySlope, 0);', [given], { name: "slope", right: "3.75", ...tolerance }),
  testOf('exercise("intercept", myIntercept, 0);', [given], { name: "intercept", right: "-3", ...tolerance }),
];
const kernel = {
  name: "nablab",
  argv: [process.execPath, join(root, "dist", "cli", "main.js"), "kernel", "{connection_file}"],
  env: { NBGRADER_EXECUTION: "autograde" },
};
const folder = mkdtempSync(join(tmpdir(), "nablab-cheats-"));
after(() => rmSync(folder, { recursive: true }));

/** Which of the two points the kernel gives after the answer: a test that shows no error is a point. */
async function points(answer: string): Promise<boolean[]> {
  const sources = ['import { derivative } from "nablab";', given, answer, ...tests];
  const cells = sources.map((source, i) => codeCell(source, { id: `cell-${i}` }));
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
  const run = await executeNotebook(notebook, { kernel, folder, allowErrors: true });
  const judged = run.notebook.cells.filter(isCode).slice(-tests.length);
  return judged.map(({ outputs }) => outputs.every(({ output_type: type }) => type !== "error"));
}

describe("the tests of an assignment, in the kernel that grades", () => {
  it("give the points for right answers", async () => {
    assert.deepEqual(await points("const mySlope = 3.75;\nconst myIntercept = () => -3;"), [true, true]);
  });

  for (const [what, answer] of Object.entries(cheats))
    it(`give none for wrong answers and ${what}`, async () =>
      assert.deepEqual(await points(answer), [false, false]));
});
