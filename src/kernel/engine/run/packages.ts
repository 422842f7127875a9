// Packages and Node's own modules, by Node's own loader: from the notebook's folder, else from the kernel's.

import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { constants, Script } from "node:vm";

const ONLY_BY_IMPORT: ReadonlySet<unknown> = new Set([
  "ERR_REQUIRE_ESM",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
]);

/** Whether a module that could not be required may be there for `import()`. */
export function isOnlyByImport(error: unknown): boolean {
  return ONLY_BY_IMPORT.has((error as NodeJS.ErrnoException | undefined)?.code);
}

/** `require` as a file sees it, and as the kernel's own files see it where that file finds nothing. */
export function requirePackage(
  native: NodeJS.Require,
  specifier: string,
  fallbacks: readonly string[],
): unknown {
  return quietly((): unknown => native(pathOf(native, specifier, fallbacks)));
}

/** The specifier itself, or the absolute path of a package that only the kernel has. */
function pathOf(native: NodeJS.Require, specifier: string, fallbacks: readonly string[]): string {
  if (isBuiltin(specifier) || fallbacks.length === 0 || isFound(native, specifier)) return specifier;
  for (const folder of fallbacks) {
    const other = createRequire(join(folder, "x.js"));
    if (isFound(other, specifier, true)) return other.resolve(specifier);
  }
  // The error is then that of the notebook's own folder.
  return specifier;
}

function isFound(native: NodeJS.Require, specifier: string, strictly = false): boolean {
  try {
    native.resolve(specifier);
    return true;
  } catch (error) {
    return !strictly && (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND";
  }
}

/** `import()` as a file would do it, and as the kernel's own files would where that file finds nothing. */
export async function importPackage(
  file: string,
  specifier: string,
  fallbacks: readonly string[],
): Promise<unknown> {
  let failure: unknown;
  for (const from of [file, ...fallbacks.map((folder) => join(folder, "x.js"))]) {
    try {
      return await quietly(() => importFunction(from)(specifier));
    } catch (error) {
      if ((error as NodeJS.ErrnoException | undefined)?.code !== "ERR_MODULE_NOT_FOUND") throw error;
      failure ??= error;
    }
  }
  throw failure;
}

function importFunction(file: string): (specifier: string) => Promise<unknown> {
  const script = new Script("(specifier) => import(specifier)", {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return script.runInThisContext() as (specifier: string) => Promise<unknown>;
}

/** Node calls both ways experimental, once, in the user's cell. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process as { emitWarning: (this: void, ...args: unknown[]) => void };
  process.emitWarning = (...args: unknown[]): void => {
    if (args[1] !== "ExperimentalWarning") Reflect.apply(emitWarning, process, args);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
