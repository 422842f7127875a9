// The package as its users resolve it: from a folder below the repository, by the older compiler of a tslab
// cell.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import ts from "@tslab/typescript-for-tslab";
import { type Converter, createConverter } from "tslab/dist/converter";

const notebooks = resolve(__dirname, "..", "notebooks");

/**
 * What TypeScript 5.0 makes of `source` in a folder below the notebooks, with the declarations of packages
 * checked too.
 */
function programOf(source: string, folder: string): ts.Program {
  const file = join(folder, "user.ts");
  writeFileSync(file, source);
  return ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
    lib: ["lib.es2022.d.ts"],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
  });
}

/** Our own files and the user's: the declarations of other packages are not ours to mend. */
function ours(program: ts.Program): ts.SourceFile[] {
  const files = program.getSourceFiles().filter(({ fileName }) => !fileName.includes("/node_modules/"));
  assert.ok(
    files.some(({ fileName }) => fileName.endsWith("dist/index.d.ts")),
    "nablab was not resolved",
  );
  return files;
}

function complaints(program: ts.Program): string[] {
  return ours(program)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** The exported values of a module whose type, parameter or result the compiler reads as `any`. */
function anysOf(program: ts.Program, moduleFile: string): string[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(moduleFile))!;
  const typesIn = (type: ts.Type): ts.Type[] =>
    type
      .getCallSignatures()
      .flatMap((signature) => [
        signature.getReturnType(),
        ...signature.parameters.map((parameter) => checker.getTypeOfSymbolAtLocation(parameter, file)),
      ]);
  return checker.getExportsOfModule(checker.getSymbolAtLocation(file)!).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!(target.flags & ts.SymbolFlags.Value)) return [];
    const type = checker.getTypeOfSymbolAtLocation(target, file);
    const isAny = [type, ...typesIn(type)].some(({ flags }) => flags & ts.TypeFlags.Any);
    return isAny ? [symbol.name] : [];
  });
}

describe("the published types under TypeScript 5.0, the compiler of stock tslab", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(notebooks, ".types-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("compile without a complaint, skipLibCheck off", () => {
    assert.deepEqual(complaints(programOf(`import "nablab";`, folder)), []);
  });

  it("no exported value is, takes or returns any", () => {
    assert.deepEqual(anysOf(programOf(`import "nablab";`, folder), "dist/index.d.ts"), []);
  });

  it("an exported any would be found", () => {
    const source = `import "nablab";\nexport function f(x: Float64Array<ArrayBuffer>): void {}\nexport const fine = 1;`;
    assert.deepEqual(anysOf(programOf(source, folder), "user.ts"), ["f"]);
  });

  it("a wrong call is refused", () => {
    const wrong = complaints(
      programOf(`import { tangentLine } from "nablab";\ntangentLine("x", 1);`, folder),
    );
    assert.equal(wrong.length, 1);
    assert.match(wrong[0], /^Argument of type 'string' is not assignable to parameter/);
  });
});

describe("a cell of a notebook, as stock tslab compiles it", () => {
  const outer = process.cwd();
  let converter: Converter;
  before(() => {
    process.chdir(notebooks);
    converter = createConverter({ isJS: false, isBrowser: false });
  });
  after(() => {
    converter.close();
    process.chdir(outer);
  });

  it("resolves nablab with its types", () => {
    const source = `import { tangentLine } from "nablab";\nlet slope = tangentLine((x) => x * x, 1).slope;`;
    const { diagnostics, declOutput } = converter.convert("", source);
    assert.deepEqual(diagnostics, []);
    assert.match(declOutput ?? "", /let slope: number/);
  });

  it("is refused with a wrong call, before it runs", () => {
    const source = `import { tangentLine } from "nablab";\ntangentLine("x", 1);`;
    const { diagnostics, output } = converter.convert("", source);
    assert.match(diagnostics[0].messageText, /^Argument of type 'string' is not assignable/);
    assert.equal(diagnostics[0].start.line, 1);
    assert.equal(output, undefined);
  });

  it("shows the docstring on hover", () => {
    const source = `import { tangentLine } from "nablab";\ntangentLine`;
    const info = converter.inspect("", source, source.length - 2);
    assert.match(info?.documentation?.map(({ text }) => text).join("") ?? "", /tangent/);
  });
});
