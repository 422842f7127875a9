// Local sources that cells import: each file by itself, unchecked (the cell that imports it checks it).

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { withoutMapComment, withoutShebang } from "./emit";
import { linking, loaderNames, TURN } from "./moduleCode";
import { awaitsAtTop } from "./names";
import { asksForTurns, mayGoOn } from "./turns";
import type { Import, Translated } from "./types";

/** Translates one file; `settings` are those of cells. */
export function translate(
  ts: Compiler,
  path: string,
  text: string,
  settings: TypeScript.CompilerOptions,
): Translated {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024);
  const async = /\bawait\b/.test(text) && awaitsAtTop(ts, file);
  const isModule = async || ts.isExternalModule(file) || /\.m[jt]s$/.test(path);
  // An old script stays as it is: translated it would be a strict one.
  if (!isModule && /\.c?js$/.test(path) && !mayGoOn.test(text))
    return { code: withoutShebang(text), isModule, imports: [], async };
  const imports: Import[] = [];
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    // The compiler would leave the modules of a file that ends in .mts as they are.
    fileName: path.replace(/\.[mc](?=[tj]s$)/, "."),
    transformers: {
      before: [loaderNames(ts)],
      after: [asksForTurns(ts, () => TURN), ...(isModule ? [linking(ts, imports)] : [])],
    },
    compilerOptions: fileOptions(ts, settings, isModule),
  });
  const code = withoutMapComment(withoutShebang(outputText));
  return { code, map: sourceMapText, isModule, imports, async };
}

function fileOptions(
  ts: Compiler,
  settings: TypeScript.CompilerOptions,
  isModule: boolean,
): TypeScript.CompilerOptions {
  return {
    ...settings,
    // These are about programs, and the compiler would look for them.
    ...{ lib: undefined, types: undefined, typeRoots: undefined, paths: undefined, baseUrl: undefined },
    module: ts.ModuleKind.CommonJS,
    moduleDetection: isModule ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Legacy,
    moduleResolution: undefined,
    allowImportingTsExtensions: undefined,
    strict: false,
    alwaysStrict: isModule,
  };
}
