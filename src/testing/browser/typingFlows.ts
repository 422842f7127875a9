// What a person does with types while one types, from the first mark to a restart: the same in each front end.

import assert from "node:assert/strict";
import { eventually } from "./controls";
import * as inPage from "./inPage";
import { OpenNotebook } from "./lab";
import type { TypingNotebook } from "./typing";

/** The cells with which each flow begins; the later flows go on where the ones before them end. */
export const cells: readonly string[] = [
  'import { derivative, tensor } from "nablab";\nlet start = 2;',
  "/** Twice as much.\n * @param value what is doubled */\nfunction doubled(value: number, times = 1): number {\n  return 2 * value * times;\n}\nlet slope = start + 1;",
  "const word: string = slope;\ntensor(2) * 3",
  "slope + doubled(start);",
  "// here one types",
];

/** Their indexes, by what they are for. */
export const at = { first: 0, second: 1, wrong: 2, uses: 3, free: 4 } as const;

const { first, second, wrong, uses, free } = at;

/** Marks stand where the mistakes are, hovers and call help say what a name is. */
export async function marksAndHovers(typing: TypingNotebook): Promise<void> {
  const { page } = typing;
  assert.deepEqual(await typing.marksBecome(wrong, ["error: word", "error: tensor(2)"]), [
    "error: word",
    "error: tensor(2)",
  ]);
  assert.deepEqual(await typing.marks(uses), []);
  assert.match(
    await typing.tooltip(wrong, 1),
    /^A Tensor has no operators: write tensor\(2\)\.mul\(3\), or make.*\nTS2362: /s,
  );
  const hovered = await typing.hover(uses, "doubled");
  assert.match(hovered, /doubled\(value: number, times\?: number\): number/);
  assert.match(hovered, /Twice as much\./);
  await typing.type(free, "");
  await page.keyboard.type("doubled(");
  const help = page.locator(".nablab-signature");
  await help.waitFor();
  assert.match(
    await help.innerText(),
    /doubled\(value: number, times\?: number\): number\nwhat is doubled\nTwice as much\./,
  );
  await page.keyboard.type("3, ");
  const active = await eventually(
    () => page.locator(".nablab-signature-active").innerText(),
    (text) => text.startsWith("times"),
  );
  assert.equal(active, "times?: number");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.type("1");
  await page.keyboard.press("End");
  await page.keyboard.type("\nnowhere");
  assert.deepEqual(await typing.marksBecome(free, ["error: nowhere"]), ["error: nowhere"]);
  await typing.type(free, "slope");
  assert.deepEqual(await typing.marksBecome(free, []), []);
}

/** Call help ends with its call, by leaving it, and stands back while the completer is open. */
export async function helpEnds(typing: TypingNotebook): Promise<void> {
  const { page } = typing;
  const help = page.locator(".nablab-signature");
  const begin = async (text: string): Promise<void> => {
    await typing.type(free, "");
    await page.keyboard.type(text);
    await help.waitFor();
  };
  await begin("doubled(");
  await page.keyboard.type("1)");
  await help.waitFor({ state: "detached" });
  await begin("slope; doubled(");
  await page.keyboard.press("Home");
  await help.waitFor({ state: "detached" });
  // A letter with which many names begin: a single one would be taken without a list.
  const list = await typing.complete(async () => {
    await begin("doubled(");
    await page.keyboard.type("s");
  });
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
  await help.waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await typing.type(free, "// here one types");
}

/** A quick fix changes the cell, and one undo takes it back. */
export async function fixesAndUndoes(typing: TypingNotebook): Promise<void> {
  await typing.takeFix(wrong, 1);
  const fixed = "const word: string = slope;\ntensor(2).mul(3)";
  assert.equal(await typing.textBecomes(wrong, fixed), fixed);
  assert.deepEqual(await typing.marksBecome(wrong, ["error: word"]), ["error: word"]);
  await typing.page.keyboard.press("Control+z");
  assert.equal(await typing.textBecomes(wrong, cells[wrong]), cells[wrong]);
  assert.equal((await typing.marksBecome(wrong, ["error: word", "error: tensor(2)"])).length, 2);
}

/** Ctrl+click goes to the cell that declares the name. */
export async function goesToDefinition(typing: TypingNotebook): Promise<void> {
  await typing.click(uses, "slope", "Control");
  await eventually(
    () => typing.cursor(),
    ({ cell }) => cell === second,
  );
  assert.deepEqual(await typing.cursor(), { cell: second, selected: "slope", behind: " = start + 1;" });
}

/** The name slope becomes gradient in three cells at once. */
export async function renames(typing: TypingNotebook): Promise<void> {
  await typing.click(uses, "slope");
  const renaming = typing.command("nablab:rename");
  const input = typing.page.locator(".jp-Dialog input");
  await input.fill("gradient");
  await typing.page.keyboard.press("Enter");
  await renaming;
  await typing.textBecomes(uses, "gradient + doubled(start);");
  assert.match(await typing.text(second), /let gradient = start \+ 1;$/);
  assert.match(await typing.text(wrong), /^const word: string = gradient;/);
  assert.equal(await typing.text(uses), "gradient + doubled(start);");
}

/** A cell that used what a later run has changed is marked; the command runs these in their order. */
export async function marksStaleAndRuns(typing: TypingNotebook, notebook: OpenNotebook): Promise<void> {
  await typing.type(wrong, "const word = gradient;\nword");
  for (const index of [first, second, wrong, uses]) await notebook.runOne(index);
  assert.deepEqual(await typing.staleBecomes([]), []);
  await typing.type(first, 'import { derivative, tensor } from "nablab";\nlet start = 5;');
  await notebook.runOne(first);
  assert.deepEqual(await typing.staleBecomes([second, uses]), [String(second), String(uses)]);
  assert.match((await typing.stale())[uses], /used start, which a later run has changed/);
  await notebook.screenshot(`typing-stale-${notebook.path.replace(/\W/g, "-")}`);
  await typing.command("nablab:run-stale-cells");
  assert.deepEqual(await typing.staleBecomes([]), []);
  const { outputs } = (await notebook.cells())[uses];
  assert.deepEqual(outputs[0].data?.["text/plain"], "16");
}

/** While a cell computes the old marks stay; behind an interrupt and a restart all is as before. */
export async function outlivesInterruptAndRestart(
  typing: TypingNotebook,
  path: string,
): Promise<OpenNotebook> {
  const { page } = typing;
  await typing.type(wrong, "const word: string = gradient;");
  assert.deepEqual(await typing.marksBecome(wrong, ["error: word"]), ["error: word"]);
  await typing.type(free, "while (true) {}");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(inPage.kernelIs, "busy");
  await typing.toEnd(wrong);
  await page.keyboard.insertText("\nnowhere");
  assert.deepEqual(await typing.marks(wrong), ["error: word"]);
  await page.evaluate(inPage.interruptKernel);
  const both = ["error: word", "error: nowhere"];
  assert.deepEqual(await typing.marksBecome(wrong, both), both);
  await page.evaluate(inPage.restartKernel);
  const notebook = await OpenNotebook.whenReady(page, path);
  await typing.type(free, "gradient.nothing");
  assert.deepEqual(await typing.marksBecome(free, ["error: nothing"]), ["error: nothing"]);
  assert.deepEqual(await typing.marksBecome(wrong, both), both);
  assert.deepEqual(await typing.stale(), {});
  return notebook;
}
