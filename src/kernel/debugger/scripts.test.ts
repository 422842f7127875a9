import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { UserScript } from "../engine";
import { naming, pathOfCell, Scripts } from "./scripts";

const source = "let a = 1;\na += 1;";
const cell: UserScript = { fileName: "cell:3", name: "Cell [3]", source, above: 1, isCell: true };

describe("the scripts that a debugger knows", () => {
  it("are called by the hash of their text, or by the path of their file", () => {
    const scripts = new Scripts();
    const path = pathOfCell(source);
    assert.ok(path.startsWith(naming.tmpFilePrefix) && path.endsWith(naming.tmpFileSuffix));
    assert.equal(scripts.add(cell).path, path);
    const file = scripts.add({ ...cell, fileName: "/home/a b.ts", name: "a b.ts", isCell: false });
    assert.deepEqual([file.path, file.url], ["/home/a b.ts", "file:///home/a%20b.ts"]);
  });

  it("have a text also before they run, once a front end has named it", () => {
    const scripts = new Scripts();
    const path = pathOfCell(source);
    assert.equal(scripts.source(path), undefined);
    assert.equal(scripts.dump(source), path);
    assert.equal(scripts.source(path), source);
    assert.deepEqual(scripts.at(path), []);
  });

  it("give the place of what runs, counted from 1, without what stands above, and none for others", () => {
    const scripts = new Scripts();
    scripts.add(cell);
    scripts.parsed({ scriptId: "8", url: "cell:3" });
    scripts.parsed({ scriptId: "9", url: "node:internal/timers" });
    const { line, column } = scripts.place({ scriptId: "8", lineNumber: 2, columnNumber: 0 })!;
    assert.deepEqual([line, column], [2, 1]);
    assert.equal(scripts.place({ scriptId: "9", lineNumber: 2, columnNumber: 0 }), undefined);
    assert.equal(scripts.place({ scriptId: "10", lineNumber: 2, columnNumber: 0 }), undefined);
    // Where the cell's function ends.
    assert.equal(scripts.place({ scriptId: "8", lineNumber: 5, columnNumber: 0 })!.line, 2);
  });

  it("that two cells of the same text have made are both found by it, and are forgotten with the session", () => {
    const scripts = new Scripts();
    scripts.add(cell);
    scripts.add({ ...cell, fileName: "cell:4" });
    scripts.dump(source);
    assert.equal(scripts.at(pathOfCell(source)).length, 2);
    scripts.clear();
    assert.equal(scripts.at(pathOfCell(source)).length, 0);
    assert.equal(scripts.source(pathOfCell(source)), source);
  });
});
