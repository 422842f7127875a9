// "Cannot find module" as a sentence with the way out: the command that installs the package, and the folder
// for it.

import { howToInstall, isInstalled, packageName } from "../missing";
import type { World } from "./programs";
import type { Diagnostic } from "./types";

/** Cannot find a module, in an import with names and in one without. */
const MISSING: ReadonlySet<number> = new Set([2307, 2882]);

/**
 * The diagnostics of a cell, those of modules with the way out; URLs that only Node's `import()` knows are no
 * mistakes.
 */
export function withInstalls(world: World, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const specifier = MISSING.has(diagnostic.code) && /'([^']+)'/.exec(diagnostic.message)?.[1];
    if (!specifier) return [diagnostic];
    if (/^(?:data|https?|file|blob):/.test(specifier)) return [];
    return [{ ...diagnostic, message: message(world, specifier, diagnostic.message) }];
  });
}

function message({ ts, folder }: World, specifier: string, before: string): string {
  const name = packageName(specifier);
  const exists = (path: string): boolean => ts.sys.fileExists(path) || ts.sys.directoryExists(path);
  if (name === undefined || isInstalled(name, folder, exists)) return before;
  return `Cannot find module '${specifier}'. ${howToInstall(name, folder, exists)}`;
}
