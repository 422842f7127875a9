import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";

const src = resolve(__dirname, "..", "src");

/**
 * What each part may import of ours, besides itself. `errors` words the sentences and stands below everything.
 * A new folder does not pass until it has a row here.
 */
const mayImport: Record<string, readonly string[]> = {
  errors: [],
  garbage: [],
  display: ["errors"],
  numeric: ["errors"],
  tensor: ["errors", "display"],
  autograd: ["errors", "tensor", "display"],
  symbolic: ["errors", "display"],
  functions: ["errors", "numeric", "tensor", "autograd"],
  compare: ["errors", "display", "numeric", "tensor", "autograd", "symbolic"],
  plot: ["errors", "garbage", "display", "numeric"],
  index: ["errors", "display", "numeric", "tensor", "autograd", "functions", "symbolic", "compare", "plot"],
  kernel: ["errors", "garbage", "display"],
  notebook: ["errors", "kernel"],
  labextension: ["display"],
  cli: ["errors", "display", "kernel", "notebook", "labextension"],
  bench: ["index", "kernel", "notebook", "cli"],
};

interface Import {
  file: string;
  from: string;
  to: string;
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

/** The part a file belongs to: the folder below src, or the file's own name at its top. */
function partOf(path: string): string {
  return relative(src, path).split(sep)[0].replace(/\.ts$/, "");
}

/** The modules a text names in import, export … from, import() and require(), comments left out. */
function modulesNamed(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function relativeImports(file: string, text: string): Import[] {
  const ours = modulesNamed(text).filter((name) => name.startsWith("."));
  return ours.map((to) => ({ file, from: partOf(file), to: partOf(resolve(dirname(file), to)) }));
}

function forbidden(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to }) => to !== from && !mayImport[from]?.includes(to));
}

describe("dependencies point one way", () => {
  const imports = sourceFiles(src).flatMap((file) => relativeImports(file, readFileSync(file, "utf8")));

  it("holds for every import below src", () => {
    assert.ok(imports.length > 0, "no imports were found: the check looks in the wrong place");
    assert.deepEqual(forbidden(imports), []);
  });

  it("every part has a row in the table", () => {
    const parts = new Set(sourceFiles(src).map(partOf));
    assert.deepEqual(
      [...parts].filter((part) => !(part in mayImport)),
      [],
    );
  });

  it("the table itself has no cycle", () => {
    const reaches = (from: string, to: string): boolean =>
      (mayImport[from] ?? []).some((next) => next === to || reaches(next, to));
    assert.deepEqual(
      Object.keys(mayImport).filter((part) => reaches(part, part)),
      [],
    );
  });

  it("an import of the library by the kernel would be caught", () => {
    const file = join(src, "kernel", "main.ts");
    for (const text of [
      `import { grad } from "../autograd/grad"`,
      `require("../index")`,
      `await import("../plot/plot")`,
    ]) {
      assert.equal(forbidden(relativeImports(file, text)).length, 1, text);
    }
  });

  it("the kernel and the library do not reach each other by the package's name either", () => {
    const byName = sourceFiles(src).filter((file) =>
      modulesNamed(readFileSync(file, "utf8")).some((name) => name.split("/")[0] === "nablab"),
    );
    assert.deepEqual(byName, []);
  });
});
