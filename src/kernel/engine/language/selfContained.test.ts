import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { compilerOptions, libraries } from "./options";
import { noSettings } from "./tsconfig";

const folder = posix.join(__dirname.split("\\").join("/"), "..", "..", "..");

test("the smaller library has all that nablab's declarations name: cells that import it are checked alike with both", () => {
  const cell = `${folder}/cell.ts`;
  const library = posix.dirname(ts.sys.getExecutingFilePath());
  const [light] = libraries(library).values();
  const options: ts.CompilerOptions = {
    ...compilerOptions(ts, "light", [], noSettings),
    lib: light.map((path) => posix.basename(path)),
    skipLibCheck: false,
    skipDefaultLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) =>
    path === cell
      ? ts.createSourceFile(cell, `import "./index";`, ts.ScriptTarget.ES2024)
      : read(path, ...rest);
  const program = ts.createProgram([cell], options, host);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  const wrong = own.flatMap((file) => [...program.getSemanticDiagnostics(file)]);
  assert.ok(own.length > 50, `${own.length} files`);
  assert.deepEqual(
    wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
    [],
  );
});
