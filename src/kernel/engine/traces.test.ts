import assert from "node:assert/strict";
import { after, test } from "node:test";
import { notebook } from "./testing";

function frames(error: unknown, rewrite: (stack: string) => string): string[] {
  return rewrite((error as Error).stack!)
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

test("frames name the cell, line and column of the source, and none of the engine's", async () => {
  const { cells, traces, close } = notebook();
  after(close);
  const [, error] = await cells(
    "interface Longer { x: number }\nfunction f(a: number) {\n  throw new Error('x')\n}",
    "let y: number = 1;\nf(y)",
  );
  assert.deepEqual(frames(error, traces.rewrite), ["at f (Cell [1]:3:9)", "at Cell [2]:2:1"]);
});

test("async frames", async () => {
  const { cells, traces, close } = notebook();
  after(close);
  const [error] = await cells("async function f() { await null; throw new Error('x') }\nawait f()");
  assert.deepEqual(frames(error, traces.rewrite), ["at f (Cell [1]:1:40)", "at async Cell [1]:2:1"]);
});

test("frames of local files have the lines of the TypeScript", async () => {
  const { cells, traces, folder, close } = notebook({
    "x.ts": "export interface A {\n  b: 1;\n}\nexport function f(): never {\n  throw new Error('x');\n}\n",
  });
  after(close);
  const [error] = await cells('import { f } from "./x"; f()');
  assert.deepEqual(frames(error, traces.rewrite)[0], `at f (${folder}/x.ts:5:9)`);
});

test("the first place in a cell is told with its line", async () => {
  const { cells, traces, close } = notebook();
  after(close);
  const [error] = await cells("1;\n  throw new Error('x')");
  const place = traces.firstPlace(traces.rewrite((error as Error).stack!));
  assert.deepEqual(place, { name: "Cell [1]", line: 2, column: 9, lineText: "  throw new Error('x')" });
});
