// Which source files import which: what has to be tested when one of them has changed.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/** For each source file, the source files that it imports, types included. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of these files, given as absolute paths. */
export function readImports(files: readonly string[]): Imports {
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => sourceNamed(file, fileName));
}

function sourceNamed(file: string, name: string): string[] {
  if (!name.startsWith(".")) return [];
  const path = resolve(dirname(file), name);
  const candidates = [path.replace(/\.js$/, ".ts"), `${path}.ts`, join(path, "index.ts")];
  return candidates.filter((one) => one.endsWith(".ts") && existsSync(one)).slice(0, 1);
}

/** These files, and all that import one of them, directly or through others. */
export function withImporters(changed: Iterable<string>, imports: Imports): Set<string> {
  const importers = new Map<string, string[]>();
  for (const [file, imported] of imports)
    for (const one of imported) importers.set(one, [...(importers.get(one) ?? []), file]);
  const found = new Set(changed);
  // A set is walked in the order in which it grows: what is added on the way is visited too.
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}
