import assert from "node:assert/strict";
import { join, relative, sep } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "../cli/environment";
import { readImports, withImporters } from "./importGraph";
import { isTest, marksOf } from "./lane";

const src = join(root, "src");
const sources = filesBelow(src).filter((file) => file.endsWith(".ts"));
const imports = readImports(sources);

/** The tests that import one of these files of src, as paths from there. */
function testsThatImport(...files: string[]): string[] {
  const found = withImporters(
    files.map((file) => join(src, file)),
    imports,
  );
  return sources.filter((file) => isTest(file) && found.has(file)).map(fromSrc);
}

const fromSrc = (file: string): string => relative(src, file).split(sep).join("/");

describe("the files that import a file", () => {
  it("are found through others, through circles too, and the file is among them", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
      ["d", []],
    ]);
    assert.deepEqual([...withImporters(["c"], graph)].sort(), ["a", "b", "c"]);
    assert.deepEqual([...withImporters(["d"], graph)], ["d"]);
    assert.deepEqual([...withImporters([], graph)], []);
  });

  it("are tests of its own folder and of others, where they use it", () => {
    const found = testsThatImport("autograd/ops/arithmetic.ts");
    assert.ok(found.includes("autograd/arithmetic.test.ts"));
    assert.ok(found.includes("compare/compareDerivatives.test.ts"));
    assert.ok(!found.includes("numeric/derivative.test.ts"));
    assert.ok(!found.includes("kernel/wire/frames.test.ts"));
  });
});

describe("the marks of tests", () => {
  const marked = (mark: "jupyter" | "browser"): string[] =>
    sources.filter((file) => isTest(file) && marksOf(file).includes(mark)).map(fromSrc);

  it("name Jupyter where a test uses the installed Python or installs its own, and nowhere else", () =>
    assert.deepEqual(testsThatImport("testing/installed.ts", "testing/fresh.ts"), marked("jupyter")));

  it("name a browser where a test starts one, and nowhere else", () =>
    assert.deepEqual(testsThatImport("testing/browser/chromium.ts"), marked("browser")));
});
