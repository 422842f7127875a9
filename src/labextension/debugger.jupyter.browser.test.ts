import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Debugging } from "../testing/browser/debugging";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import { Lab, OpenNotebook } from "../testing/browser/lab";
import { Lesson } from "../testing/browser/lessonDebugged";
import { writeNotebook } from "../testing/browser/notebooks";

const cell = `interface Point { x: number; y: number }

let total = 0;
const points: Point[] = [{ x: 3, y: 4 }, { x: 6, y: 8 }];
for (const p of points) {
  const length: number = Math.hypot(p.x, p.y);
  total += length;
}
total`;
const [line, stopped] = [7, "total += length;"];
const loop = "for (const p of points) {";
const areaFile = `/** The area of a square. */
export function area(side: number): number {
  const square = side ** 2;
  return square;
}
`;
const areaCell = `import { area } from "./area";
const one = area(2);
area(3) + one`;
const limit = { timeout: 480_000 };
const path = "fixtures/debugger.ipynb";

/** From the button to the first stop and the step behind it, in both front ends. */
async function stopAndStep(debugging: Debugging): Promise<void> {
  await debugging.start();
  assert.equal(await debugging.breakAt(0, line), String(line));
  await debugging.run(0);
  assert.equal(await debugging.litBecomes(stopped), stopped);
  assert.match(await debugging.shows("Callstack", /Cell \[1\]/), /Cell \[1\]/);
  const locals = /^(?=.*length ?5)(?=.*p ?\{ x: 3, y: 4 \})/;
  assert.match(await debugging.shows("Variables", locals), locals);
  await debugging.choose("Notebook");
  const names = /^(?=.*points ?\[ \{ x: 3, y: 4 \}, \{ x: 6, y: 8 \} \])(?=.*total ?0)/;
  assert.match(await debugging.shows("Variables", names), names);
  await debugging.choose("Locals");
  await debugging.command("next");
  assert.equal(await debugging.litBecomes(loop), loop);
}

/** Through the second stop to the end of the cell. */
async function goOn(debugging: Debugging, result: string): Promise<void> {
  await debugging.command("continue");
  assert.equal(await debugging.litBecomes(stopped), stopped);
  await debugging.command("continue");
  assert.equal(await debugging.outputBecomes(0, result), result);
  assert.equal(await debugging.litBecomes(""), "");
}

describe("the debugger of JupyterLab and Notebook 7", () => {
  let opened: Fixture | undefined;

  before(async () => {
    opened = await openFixture(path, [cell]);
  }, limit);

  after(() => opened?.close());

  it(
    "stops at a line of TypeScript, steps, changes a variable, and goes on to the result that follows",
    limit,
    async () => {
      const { lab, notebook } = opened!;
      const debugging = new Debugging(lab.page);
      await stopAndStep(debugging);
      await notebook.screenshot("debugger");
      assert.equal(await debugging.evaluate("total = 100"), "100");
      await goOn(debugging, "110");
    },
  );

  it(
    "keeps breakpoints, stop and lit line over a reload, and breakpoints over a restart",
    limit,
    async () => {
      const copy = "fixtures/debugger-again.ipynb";
      writeNotebook(join(opened!.jupyter.root, copy), [cell]);
      const lab = await Lab.start(opened!.window.context, opened!.jupyter);
      const { page } = lab;
      await lab.open(copy);
      const debugging = new Debugging(page);
      await stopAndStep(debugging);
      const dots = await debugging.dots(0);
      await page.reload();
      await page.waitForFunction(inPage.applicationReady);
      assert.equal(await debugging.litBecomes(loop), loop);
      assert.equal(await debugging.dotsBecome(0, dots), dots);
      await debugging.showPanel();
      assert.equal(await debugging.linesBecome(String(line)), String(line));
      // What the cell shows from now on JupyterLab does not take for its output.
      await debugging.command("continue");
      assert.equal(await debugging.litBecomes(stopped), stopped);
      await debugging.command("continue");
      assert.equal(await debugging.litBecomes(""), "");
      // The dots stay through a restart; the kernel has the breakpoints a moment later.
      await debugging.untilGiven(() => page.evaluate(inPage.restartKernel));
      await OpenNotebook.whenReady(page, copy);
      assert.equal(await debugging.dotsBecome(0, dots), dots);
      await debugging.run(0);
      assert.equal(await debugging.litBecomes(stopped), stopped);
      await goOn(debugging, "15");
      await page.close();
    },
  );

  it("steps into a local file, and stops at a breakpoint set in its read-only view", limit, async () => {
    const copy = "fixtures/debugger-file.ipynb";
    const { jupyter, window } = opened!;
    writeFileSync(join(jupyter.root, "fixtures", "area.ts"), areaFile);
    writeNotebook(join(jupyter.root, copy), [areaCell]);
    const lab = await Lab.start(window.context, jupyter);
    await lab.open(copy);
    const debugging = new Debugging(lab.page);
    await debugging.start();
    assert.equal(await debugging.breakAt(0, 2), "2");
    await debugging.run(0);
    for (const [command, lit] of [
      [undefined, "const one = area(2);"],
      ["stepIn", "const square = side ** 2;"],
    ] as const) {
      if (command) await debugging.command(command);
      assert.equal(await debugging.litBecomes(lit), lit);
    }
    await debugging.breakInFile(4);
    assert.equal(await debugging.linesBecome("2,4"), "2,4");
    for (const square of [4, 9]) {
      await debugging.command("continue");
      assert.equal(await debugging.litBecomes("return square;"), "return square;");
      const locals = new RegExp(`square ?${square}\\b`);
      assert.match(await debugging.shows("Variables", locals), locals);
    }
    await debugging.command("continue");
    assert.equal(await debugging.litBecomes(""), "");
    await lab.page.close();
  });

  it("walks backward in lesson 13, and each stop is a row of its table", limit, async () => {
    const lesson = await Lesson.open(await Lab.start(opened!.window.context, opened!.jupyter));
    const { debugging } = lesson;
    await debugging.start();
    assert.equal(await debugging.breakAt(lesson.indexOf("backward"), lesson.line), String(lesson.line));
    await debugging.run(lesson.indexOf("watch-cell"));
    assert.deepEqual(await lesson.walk(), lesson.table);
    const picture = await lesson.picture();
    if (process.env.NABLAB_GOLDENS === "write") writeFileSync(lesson.pictureFile, picture);
    await debugging.command("terminate");
    assert.equal(await debugging.litBecomes(""), "");
    await lesson.page.close();
  });

  it("does so in Notebook 7 too", limit, async () => {
    const copy = "fixtures/debugger-7.ipynb";
    writeNotebook(join(opened!.jupyter.root, copy), [cell]);
    const tab = await opened!.window.context.newPage();
    await tab.goto(opened!.jupyter.url(`notebooks/${copy}`));
    const seventh = await OpenNotebook.whenReady(tab, copy);
    const debugging = new Debugging(tab);
    await stopAndStep(debugging);
    await seventh.screenshot("debugger-notebook-7");
    await goOn(debugging, "15");
    await tab.close();
  });

  it("asks no other machine for anything", () => assert.deepEqual(opened!.window.foreign, []));
});
