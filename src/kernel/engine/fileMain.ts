// Runs a TypeScript file as the main file of a thread or a process that a cell starts:
// `new Worker("./w.ts")`, `fork("./w.ts")`.

import { userCacheFolder } from "../host/cacheFolder";
import { loadCompiler } from "../host/compiler";
import { dirname, pathToFileURL, resolve } from "../host/paths";
import { Modules } from "./execute/modules";
import { compilerOptions } from "./language/options";
import { translate } from "./language/translate";
import { ConfigFile } from "./language/tsconfig";

/** Loads the file as an `import` of it would; what it throws is the error of its thread or process. */
export function runFile(file: string): void {
  const path = resolve(file);
  const folder = dirname(path);
  process.argv[1] = path;
  const ts = loadCompiler(userCacheFolder());
  const config = new ConfigFile(ts, folder);
  config.look();
  const settings = compilerOptions(ts, "full", [], config.settings);
  const modules = new Modules({
    folder,
    mapped: (specifier) => config.mapped(specifier),
    translate: (from, text) => translate(ts, from, text, settings),
    virtualFile: () => undefined,
  });
  void modules.importNow(pathToFileURL(path).href);
}

// As the main file of a process: its arguments are the file and that file's own arguments.
if (require.main === module) {
  process.argv.splice(1, 1);
  runFile(process.argv[1]);
}
