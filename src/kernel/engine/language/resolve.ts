// Where an import leads, for the checker: cells by number, files and packages as a bundler finds them, then
// the kernel's own packages.

import { isBuiltin } from "../../host/modules";
import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { type Files, isCell, isLocal } from "./files";

export interface Resolver {
  modules(
    literals: readonly TypeScript.StringLiteralLike[],
    containing: string,
    options: TypeScript.CompilerOptions,
    from: TypeScript.SourceFile,
  ): TypeScript.ResolvedModuleWithFailedLookupLocations[];
  /** What is known of places may no longer hold. */
  forget(): void;
  /** Whether a file imports what was not found: it may be there by now. */
  lacks(path: string): boolean;
}

/** Where modules are looked for. */
export interface Places {
  /** The notebook's folder. */
  folder: string;
  /** Folders whose packages are found when the notebook's folder has none of that name. */
  fallbacks: readonly string[];
  /** Modules that the kernel provides itself, and the file of their declarations. */
  provided: ReadonlyMap<string, string>;
}

type Resolution = TypeScript.ResolvedModuleWithFailedLookupLocations;

/** Specifier under which cells import one another; no package can be called so. */
export function cellSpecifier(id: number | string): string {
  return `cell:${id}`;
}

/** Behind the path of a local file: it tells instances of the module apart. */
const QUERY = /(?<=^\.{0,2}\/.*)[?#].*$/;

export function createResolver(
  ts: Compiler,
  files: Files,
  host: TypeScript.ModuleResolutionHost,
  { folder, fallbacks, provided }: Places,
): Resolver {
  // What was not found is remembered only where it will not appear later: a package may be installed, a file
  // written, by the next cell; but the files of @types/node ask for "stream" and its like, which no file
  // answers, over and over.
  const found = new Map<string, Resolution>();
  const lacking = new Set<string>();

  function resolve(
    name: string,
    containing: string,
    options: TypeScript.CompilerOptions,
    mode: TypeScript.ResolutionMode,
  ): Resolution {
    if (name.startsWith("cell:")) return inMemory(`${folder}/${name}.ts`, ".ts");
    const declared = containing.includes("/node_modules/") ? undefined : provided.get(name);
    if (declared !== undefined) return inMemory(declared, ".d.ts");
    const key = `${mode ?? ""} ${name} ${directory(containing)}`;
    const known = found.get(key);
    if (known && (!known.resolvedModule || files.exists(known.resolvedModule.resolvedFileName))) return known;
    const resolution = lookUp(name.replace(QUERY, ""), containing, options, mode);
    // Declarations of a package that has none may be installed, too.
    if (isCell(containing) && /\.[mc]?js$/.test(resolution.resolvedModule?.resolvedFileName ?? ""))
      return resolution;
    if (resolution.resolvedModule || isBuiltin(name) || containing.includes("/node_modules/"))
      found.set(key, resolution);
    return resolution;
  }

  function lookUp(
    name: string,
    containing: string,
    options: TypeScript.CompilerOptions,
    mode: TypeScript.ResolutionMode,
  ): Resolution {
    for (const from of isCell(containing)
      ? [containing, ...fallbacks.map((f) => `${f}/x.ts`)]
      : [containing]) {
      const result = ts.resolveModuleName(name, from, options, host, undefined, undefined, mode);
      if (result.resolvedModule) return unlinked(result);
    }
    return { resolvedModule: undefined };
  }

  /** A local file is the same by whatever link it is reached, as it is when it runs. */
  function unlinked(result: Resolution): Resolution {
    const { resolvedModule } = result;
    if (resolvedModule === undefined || !isLocal(resolvedModule.resolvedFileName)) return result;
    const resolvedFileName = host.realpath?.(resolvedModule.resolvedFileName);
    return resolvedFileName ? { ...result, resolvedModule: { ...resolvedModule, resolvedFileName } } : result;
  }

  return {
    forget: () => found.clear(),
    lacks: (path) => lacking.has(path),
    modules(literals, containing, options, from) {
      const resolutions = literals.map((literal) =>
        resolve(literal.text, containing, options, ts.getModeForUsageLocation(from, literal, options)),
      );
      note(lacking, containing, resolutions);
      return resolutions;
    },
  };
}

/** Notes whether a file of the user's imports what was not found. */
function note(lacking: Set<string>, containing: string, resolutions: readonly Resolution[]): void {
  const isWhole = resolutions.every(({ resolvedModule }) => resolvedModule !== undefined);
  if (isWhole || containing.includes("/node_modules/")) lacking.delete(containing);
  else lacking.add(containing);
}

function inMemory(resolvedFileName: string, extension: string): Resolution {
  return { resolvedModule: { resolvedFileName, extension, isExternalLibraryImport: false } };
}

function directory(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
