// Local sources that cells import: each file by itself, to CommonJS.

import type { Compiler } from "./compiler";

export function translate(ts: Compiler, path: string, text: string): { code: string; map: string } {
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.React,
      allowJs: true,
      sourceMap: true,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  return { code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ""), map: sourceMapText };
}
