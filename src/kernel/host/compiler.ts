// Loads the TypeScript compiler. Its 9 MB of JavaScript take 160 ms to load cold and 65 ms with V8's code
// cache, which Node 20 has no setting for (module.enableCompileCache came with 22.1), so the cache is kept
// here. V8 also hashes a script when a debugger attaches, 11 ms a megabyte: where the build has made a copy of
// 3.6 MB without comments and long names, that one is loaded.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import type TypeScript from "typescript";
import { codeCacheName } from "./codeCache";
import { readOwned, writeOwned } from "./ownedFile";

type Compiler = typeof TypeScript;

interface Loaded {
  ts: Compiler;
  script: Script;
  /** Where the cache belongs and is missing or stale. */
  missing?: string;
}

/** Where a build from the sources has a smaller copy; installed packages have none, a wheel no other. */
export const smallCompiler: string = join(__dirname, "built", "typescript.js");

let loaded: Loaded | undefined;

/** The compiler, loaded once in a process. */
export function loadCompiler(cacheFolder?: string): Compiler {
  loaded ??= load(cacheFolder);
  return loaded.ts;
}

/**
 * Writes the code cache if there is none yet: best after the first cells, when the functions in use are
 * compiled.
 */
export function saveCompilerCache(): void {
  const { script, missing } = loaded ?? {};
  if (!script || !missing) return;
  delete loaded!.missing;
  // A folder that cannot be written costs the next start 100 ms, nothing else.
  writeOwned(missing, script.createCachedData());
}

function load(cacheFolder: string | undefined): Loaded {
  const require = createRequire(__filename);
  const file = require.resolve("typescript");
  const text = wrapped(readFileSync(existsSync(smallCompiler) ? smallCompiler : file));
  const cache = cacheFolder && join(cacheFolder, codeCacheName(`typescript-${text.length}`));
  const cachedData = cache ? readOwned(cache) : undefined;
  const script = new Script(text, { filename: file, cachedData });
  const module = { exports: {} as Compiler };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, require, module, file, dirname(file));
  const stale = cachedData === undefined || script.cachedDataRejected;
  return { ts: module.exports, script, missing: stale ? cache : undefined };
}

/**
 * As a function of what a module gets. The file is plain ASCII: latin1 spares V8 the decoding and half of the
 * memory, and as one piece from a buffer the text lies outside of V8's heap: put together from strings it
 * would be copied into it.
 */
function wrapped(source: Buffer): string {
  const head = "(function (exports, require, module, __filename, __dirname) { ";
  return Buffer.concat([Buffer.from(head), source, Buffer.from("\n})")]).toString("latin1");
}
