// Where an import leads, for the checker: cells by number, files and packages as a bundler finds them, then the kernel's own packages.

import { isBuiltin } from "node:module";
import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { type Files, isCell } from "./files";

export interface Resolver {
  modules(
    literals: readonly TypeScript.StringLiteralLike[],
    containing: string,
    options: TypeScript.CompilerOptions,
    from: TypeScript.SourceFile,
  ): TypeScript.ResolvedModuleWithFailedLookupLocations[];
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

export function createResolver(
  ts: Compiler,
  files: Files,
  host: TypeScript.ModuleResolutionHost,
  { folder, fallbacks, provided }: Places,
): Resolver {
  // What was not found is remembered only where it will not appear later: a package may be installed, a file written, by the
  // next cell; but the files of @types/node ask for "stream" and its like, which no file answers, over and over.
  const found = new Map<string, Resolution>();

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
    const resolution = lookUp(name, containing, options, mode);
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
      if (result.resolvedModule) return result;
    }
    return { resolvedModule: undefined };
  }

  return {
    modules: (literals, containing, options, from) =>
      literals.map((literal) =>
        resolve(literal.text, containing, options, ts.getModeForUsageLocation(from, literal, options)),
      ),
  };
}

function inMemory(resolvedFileName: string, extension: string): Resolution {
  return { resolvedModule: { resolvedFileName, extension, isExternalLibraryImport: false } };
}

function directory(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
