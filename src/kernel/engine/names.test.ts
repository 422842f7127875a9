import assert from "node:assert/strict";
import { after, test } from "node:test";
import { NamesModule } from "./language/namesModule";
import type { Home } from "./language/scope";
import { notebook } from "../../testing/engineNotebook";

function home(cell: string): Home {
  return { cell, as: "const", value: true, type: false };
}

test("compacting keeps what cells in use took their names from, however far away", () => {
  const names = new NamesModule("cell:names");
  const [a, b, old] = [
    names.entry("a", home("cell:1")),
    names.entry("b", home("cell:2")),
    names.entry("o", home("cell:3")),
  ];
  const uses: Record<string, string[]> = { "cell:4": [b], "cell:2": [a], "cell:5": [old] };
  const used = names.compact(["cell:4"], (cell) => uses[cell] ?? []);
  assert.deepEqual([...used].sort(), ["cell:1", "cell:2", "cell:4"]);
  assert.equal(
    names.text(),
    'export { b as b_2 } from "cell:2";\nexport { a as a_1 } from "cell:1";\nexport {};',
  );
});

test("a cell that acts without being named stays", () => {
  const names = new NamesModule("cell:names");
  names.augment("cell:1");
  assert.deepEqual([...names.compact([], () => [])], ["cell:1"]);
  assert.equal(names.text(), 'import "cell:1";\nexport {};');
});

test("the module is large when it has grown to more than twice what was needed", () => {
  const names = new NamesModule("cell:names");
  const fill = (count: number): void => {
    for (let i = 0; i <= count; i++) names.entry(`n${i}`, home(`cell:${i}`));
  };
  fill(99);
  assert.equal(names.isLarge, false);
  fill(100);
  assert.equal(names.isLarge, true);
  names.compact([], () => []);
  assert.equal(names.isLarge, false);
});

test("after hundreds of redeclarations types through old cells are still known", async () => {
  const session = notebook();
  after(() => session.close());
  await session.run(
    "class A { m() { return 5 } }",
    "const made = { a: new A() }; function g() { return made }",
    "class A { other = 1 }",
  );
  for (let i = 0; i < 130; i++) await session.run(`const o = { n: ${i} }`, "const p = () => o; p().n");
  assert.deepEqual(await session.cells("g().a.m()", "g().a.none", "p().n", "new A().other"), [
    5,
    { error: "1:7 TS2339" },
    129,
    1,
  ]);
});

test("memory does not grow by cells that nothing leads to any more", async () => {
  const session = notebook();
  after(() => session.close());
  const kept = (): number => {
    const files = Array.from({ length: 700 }, (_, id) => `${session.folder}/cell:${id}.ts`);
    const { language } = session.engine as unknown as { language: { virtualFile(path: string): unknown } };
    return files.filter((path) => language.virtualFile(path) !== undefined).length;
  };
  for (let i = 0; i < 250; i++) await session.run(`const o = { n: ${i} }`, `o.n + ${i}`);
  assert.ok(kept() < 210, `${kept()} cells are still there`);
});
