// Programs over the files: one for each cell, built from the one before, so that only what is new is parsed
// and bound.

import { posix } from "../../host/paths";
import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { type Files } from "./files";
import { compilerOptions, type Extent, holdsLight, isOfPages } from "./options";
import { createResolver, type Places, type Resolver } from "./resolve";
import { ConfigFile } from "./tsconfig";

export interface World {
  ts: Compiler;
  files: Files;
  host: TypeScript.CompilerHost;
  folder: string;
  resolver: Resolver;
  /** Packages whose declarations name nothing that only the whole library has. */
  selfContained: ReadonlySet<string>;
  /** The tsconfig.json that governs the notebook. */
  config: ConfigFile;
  /** Looks at the disk again: once for each question is enough. */
  look: () => void;
  /** Changes when another tsconfig.json or another version of a package came. */
  generation: () => number;
  options: (extent: Extent) => TypeScript.CompilerOptions;
  /** Whether the settings leave a cell with these names to the smaller library. */
  allowsLight: (names: readonly string[]) => boolean;
  /** The large files of an extent, which can be parsed before there is a program that asks for them. */
  ahead: (extent: Extent) => string[];
  /** Binds the names of a file, as the checker would; whether there was anything to do. */
  bind: (file: TypeScript.SourceFile, extent: Extent) => boolean;
}

export function createWorld(
  ts: Compiler,
  files: Files,
  places: Places,
  selfContained: ReadonlySet<string> = new Set(),
): World {
  const { folder, fallbacks } = places;
  const roots = [folder, ...fallbacks].flatMap((f) => typeRoots(f));
  const config = new ConfigFile(ts, folder);
  const optionsNow = (): Record<Extent, TypeScript.CompilerOptions> => ({
    light: compilerOptions(ts, "light", [], config.settings),
    full: compilerOptions(ts, "full", roots, config.settings),
  });
  let byExtent = optionsNow();
  const host = createHost(ts, files, folder, byExtent.full);
  const resolver = createResolver(ts, files, host, places);
  host.resolveModuleNameLiterals = (literals, containing, _redirected, options, from) =>
    resolver.modules(literals, containing, options, from);
  // A program of the same text would otherwise keep what was not found.
  host.hasInvalidatedResolutions = (path) => resolver.lacks(path);
  let packages = packageCache(ts, host, folder, byExtent.full);
  // Without this the program looks for the package.json of every file of every package, each time.
  host.getModuleResolutionCache = () => packages;
  host.resolveTypeReferenceDirectiveReferences = rememberTypeReferences(ts, host);
  const options = (extent: Extent): TypeScript.CompilerOptions => byExtent[extent];
  const library = posix.dirname(ts.sys.getExecutingFilePath());
  const isLightIn = (): boolean =>
    holdsLight(config.settings, (part) => ts.sys.readFile(`${library}/${part}`));
  let isLight = isLightIn();
  let generation = 0;
  const look = (): void => {
    const isInstalled = files.look();
    const isConfigured = config.look();
    if (!isInstalled && !isConfigured) return;
    generation++;
    if (isConfigured) {
      files.chooseLibrary(config.settings.lib);
      isLight = isLightIn();
    }
    byExtent = optionsNow();
    packages = packageCache(ts, host, folder, byExtent.full);
    resolver.forget();
  };
  look();
  return {
    ...{ ts, files, host, folder, resolver, selfContained, config, look, options },
    generation: () => generation,
    allowsLight: (names) => isLight && !names.some((name) => isOfPages(name, config.settings)),
    ahead: (extent) => largeFiles(host, options(extent), folder),
    bind: (file, extent) => bind(ts, file, options(extent)),
  };
}

function packageCache(
  ts: Compiler,
  host: TypeScript.CompilerHost,
  folder: string,
  options: TypeScript.CompilerOptions,
): TypeScript.ModuleResolutionCache {
  return ts.createModuleResolutionCache(folder, (name) => host.getCanonicalFileName(name), options);
}

/** The program whose root is one cell, for each extent. */
export class Programs {
  private readonly last = new Map<Extent, TypeScript.Program>();

  constructor(private readonly world: World) {}

  /** The next programs begin anew. */
  forget(): void {
    this.last.clear();
  }

  build(root: string, extent: Extent): TypeScript.Program {
    const { ts, host, files } = this.world;
    const program = ts.createProgram({
      rootNames: [root, files.globalsFile, ...(extent === "light" ? [files.preludeFile] : [])],
      options: this.world.options(extent),
      host,
      oldProgram: this.last.get(extent),
    });
    this.last.set(extent, program);
    return program;
  }
}

/** `node_modules/@types` of a folder and of all above it. */
function typeRoots(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, i) => `${parts.slice(0, parts.length - i).join("/")}/node_modules/@types`);
}

function createHost(
  ts: Compiler,
  files: Files,
  folder: string,
  options: TypeScript.CompilerOptions,
): TypeScript.CompilerHost {
  const library = posix.dirname(ts.sys.getExecutingFilePath());
  return {
    getSourceFile: (path) => files.source(path),
    getDefaultLibFileName: () => `${library}/${ts.getDefaultLibFileName(options)}`,
    getDefaultLibLocation: () => library,
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (name) => (ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getNewLine: () => "\n",
    fileExists: (path) => files.exists(path),
    readFile: (path) => files.read(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    readDirectory: (path, extensions, exclude, include, depth) =>
      ts.sys.readDirectory(path, extensions, exclude, include, depth),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
    writeFile: () => {},
  };
}

function largeFiles(
  host: TypeScript.CompilerHost,
  options: TypeScript.CompilerOptions,
  folder: string,
): string[] {
  const libraries = (options.lib ?? []).map((name) => `${host.getDefaultLibLocation!()}/${name}`);
  const types = host.resolveTypeReferenceDirectiveReferences!(
    options.types ?? [],
    `${folder}/cell:types.ts`,
    undefined,
    options,
    undefined,
    undefined,
  );
  const packages = types.map(({ resolvedTypeReferenceDirective: found }) => found?.resolvedFileName);
  return [...libraries, ...packages.filter((path) => path !== undefined)];
}

/**
 * The compiler's own function for it is not among its published ones: where it is missing, the checker binds
 * all at once.
 */
function bind(ts: Compiler, file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): boolean {
  const { bindSourceFile } = ts as {
    bindSourceFile?: (file: TypeScript.SourceFile, options: TypeScript.CompilerOptions) => void;
  };
  if (bindSourceFile === undefined || ("locals" in file && file.locals !== undefined)) return false;
  bindSourceFile(file, options);
  return true;
}

/** `/// <reference types>` and `types` lead to the same places all the time. */
function rememberTypeReferences(
  ts: Compiler,
  host: TypeScript.CompilerHost,
): NonNullable<TypeScript.CompilerHost["resolveTypeReferenceDirectiveReferences"]> {
  const found = new Map<string, TypeScript.ResolvedTypeReferenceDirectiveWithFailedLookupLocations>();
  return (references, containing, redirected, options, from) =>
    references.map((reference) => {
      const name = typeof reference === "string" ? reference : reference.fileName;
      const key = `${name} ${posix.dirname(containing)}`;
      const mode =
        typeof reference === "string"
          ? undefined
          : ts.getModeForFileReference(reference, from?.impliedNodeFormat);
      const known =
        found.get(key) ??
        ts.resolveTypeReferenceDirective(name, containing, options, host, redirected, undefined, mode);
      if (known.resolvedTypeReferenceDirective) found.set(key, known);
      return known;
    });
}
