// Local sources that cells import: each file by itself, to CommonJS.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { withoutMapComment } from "./emit";
import { awaitsAtTop } from "./names";
import { asksForTurns } from "./turns";
import type { Translated } from "./types";

/** What `import.meta` is called in a translated file. */
export const META = "$$meta";

/** What the function is called there that says whether the code is to end. */
export const TURN = "$$turn";

/** Translates one file, unchecked. */
export function translate(ts: Compiler, path: string, text: string): Translated {
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    // The compiler would leave the modules of a file that ends in .mts as they are.
    fileName: path.replace(/\.[mc](?=[tj]s$)/, "."),
    transformers: {
      before: /\bimport\s*\.\s*meta\b/.test(text) ? [metaTransformer(ts)] : [],
      after: [asksForTurns(ts, () => TURN)],
    },
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.React,
      allowJs: true,
      sourceMap: true,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  return { code: withoutMapComment(outputText), map: sourceMapText, async: awaits(ts, path, text) };
}

function awaits(ts: Compiler, path: string, text: string): boolean {
  if (!/\bawait\b/.test(text)) return false;
  return awaitsAtTop(ts, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022));
}

/** CommonJS has no `import.meta`: the module loader hands one over. */
function metaTransformer(ts: Compiler): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const visit = (node: TypeScript.Node): TypeScript.Node =>
      ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
        ? ts.factory.createIdentifier(META)
        : ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
}
