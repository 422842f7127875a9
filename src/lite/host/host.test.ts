// What stands in a page for Node does the same as Node, as far as it is used.

import assert from "node:assert/strict";
import { SourceMap as OfNode } from "node:module";
import { describe, it } from "node:test";
import ts from "typescript";
import { Buffer as OfPage } from "../worker/globals";
import { AsyncLocalStorage, carried } from "./asyncScope";
import { existsSync, put, readdirSync, readFileSync, statSync } from "./files";
import { randomUUID } from "./identifiers";
import { frameText, SourceMap } from "./stacks";

describe("the page's host", () => {
  it("finds the places in a source that Node finds", () => {
    const source = "type A = 1;\nconst f = (x: number): number =>\n  x ** 3; // 三\nf(2 as A); f(3);\n";
    const { sourceMapText = "" } = ts.transpileModule(source, {
      compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2015 },
    });
    const map = JSON.parse(sourceMapText) as ConstructorParameters<typeof OfNode>[0];
    const [ours, nodes] = [new SourceMap(map), new OfNode(map)];
    let found = 0;
    for (let line = 0; line < 4; line++)
      for (let column = 0; column < 30; column++) {
        const { originalLine, originalColumn } = nodes.findEntry(line, column) as Record<string, number>;
        const entry = ours.findEntry(line, column);
        assert.deepEqual([entry.originalLine, entry.originalColumn], [originalLine, originalColumn]);
        if (originalLine !== undefined) found++;
      }
    assert.ok(found > 50, `${found}`);
  });

  it("takes evaluated cells for scripts", () => {
    assert.equal(frameText("eval (cell:3:2:5)"), "cell:3:2:5");
    assert.equal(frameText("async eval (cell:3:2:5)"), "async cell:3:2:5");
    assert.equal(frameText("f (cell:3:2:5)"), "f (cell:3:2:5)");
  });

  it("has files in memory, until they are taken away", () => {
    put("/a/b/c.txt", "text");
    assert.deepEqual([readFileSync("/a/b/c.txt"), readdirSync("/a"), existsSync("/a/b"), existsSync("/a/d")], ["text", ["b"], true, false]); // prettier-ignore
    assert.throws(() => readFileSync("/a/x"), { code: "ENOENT" });
    const before = statSync("/a/b/c.txt")!.mtimeMs;
    put("/a/b/c.txt", "tezt");
    assert.notEqual(statSync("/a/b/c.txt")!.mtimeMs, before);
    put("/a/b/c.txt", undefined);
    assert.deepEqual([existsSync("/a/b/c.txt"), readdirSync("/a/b")], [false, []]);
  });

  it("carries a value through calls, and through what a function waits for", async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const look = (): void => void seen.push(storage.getStore());
    const waiting = storage.run("outer", async () => {
      look();
      await Promise.resolve();
      look();
      storage.run("inner", look);
      look();
    });
    await waiting;
    await Promise.resolve();
    look();
    assert.deepEqual(seen, ["outer", "outer", "inner", "outer", undefined]);
  });

  it("carries a value to timers, and to what goes on after them", async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const look = (): void => void seen.push(storage.getStore());
    let resume = (): void => undefined;
    const goesOn = async (): Promise<void> => {
      await new Promise<void>((done) => (resume = carried(done)));
      look();
      await Promise.resolve().then(look);
      look();
    };
    let end: Promise<void> | undefined;
    storage.run("first", () => {
      end = goesOn();
    });
    await storage.run("second", async () => {
      await new Promise(setImmediate);
      resume();
      await end;
      await new Promise(setImmediate);
      look();
    });
    assert.deepEqual(seen, ["first", "first", "first", "second"]);
  });

  it("makes identifiers, and bytes of base64", () => {
    assert.match(randomUUID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(randomUUID(), randomUUID());
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const text = Buffer.from(bytes).toString("base64");
    assert.equal(OfPage.from(bytes).toString("base64"), text);
    assert.deepEqual([...OfPage.from(text, "base64")], [...bytes]);
    assert.equal(OfPage.from("é三").toString(), "é三");
  });
});
