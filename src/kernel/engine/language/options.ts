// What TypeScript means in a cell: tslab's settings (its createConverter), in the words of the current
// compiler.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { libraryReferences } from "./bundles";
import { newerParts } from "./library";
import type { Settings } from "./tsconfig";

/** `light` leaves @types/node out: enough for a cell that names nothing of Node's. */
export type Extent = "light" | "full";

export function compilerOptions(
  ts: Compiler,
  extent: Extent,
  typeRoots: string[],
  settings: Settings,
): TypeScript.CompilerOptions {
  const { options, lib, types } = settings;
  const isFull = extent === "full";
  return {
    ...ownOptions(ts),
    ...options,
    lib: [isFull && lib !== undefined ? OWN_LIBRARY : libraryName(extent)],
    types: isFull ? ["node", ...types] : [],
    typeRoots: isFull ? [...(options.typeRoots ?? []), ...typeRoots] : [],
  };
}

function ownOptions(ts: Compiler): TypeScript.CompilerOptions {
  return {
    // tslab is not strict, TypeScript 6 is unless told otherwise.
    strict: false,
    target: ts.ScriptTarget.ES2024,
    // Preserve leaves `import()` alone and allows `import x = require()`.
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    esModuleInterop: true,
    allowImportingTsExtensions: true,
    noEmit: false,
    experimentalDecorators: true,
    resolveJsonModule: true,
    jsx: ts.JsxEmit.React,
    allowJs: true,
    checkJs: false,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    // Cells export their enums to later cells, which may have been const.
    preserveConstEnums: true,
    allowUnusedLabels: true,
    allowUnreachableCode: true,
    // A value import that this cell does not use may be used by a later one.
    verbatimModuleSyntax: false,
    sourceMap: true,
    newLine: ts.NewLineKind.LineFeed,
    noErrorTruncation: false,
  };
}

/** The file that stands for the library that a tsconfig.json asks for. */
export const OWN_LIBRARY = "lib.cells.own.d.ts";

/** The file that stands for the library of an extent. */
function libraryName(extent: Extent): string {
  return `lib.cells.${extent}.d.ts`;
}

/** What the files that stand for the library are made of: by path, those of the compiler. */
export function libraries(folder: string): ReadonlyMap<string, readonly string[]> {
  const all = ["lib.es2023.d.ts", ...newerParts()];
  const paths = (parts: readonly string[]): string[] => parts.map((part) => `${folder}/${part}`);
  return new Map([
    [`${folder}/${libraryName("light")}`, paths(LIGHT_LIBRARY)],
    [`${folder}/${libraryName("full")}`, paths(all)],
  ]);
}

const OF_PAGES = /^lib\.dom\.(?:\w+\.)?d\.ts$/;
const OF_LANGUAGE = /^lib\.(?:es|decorators)[\w.]*\.d\.ts$/;

/**
 * Whether the light library is a part of what a tsconfig.json asks for, and the rest of it the language's own
 * or a page's: then a cell that the light one allows is right, and only one that it refuses needs the whole.
 * Node's types are always in the whole.
 */
export function holdsLight({ lib, types }: Settings, read: (part: string) => string | undefined): boolean {
  if (types.some((name) => name !== "node")) return false;
  if (lib === undefined) return true;
  const parts = new Set<string>();
  const add = (part: string): void => {
    if (parts.has(part)) return;
    parts.add(part);
    if (OF_PAGES.test(part)) return;
    for (const name of libraryReferences(read(part) ?? "")) add(`lib.${name}.d.ts`);
  };
  lib.forEach(add);
  return (
    LIGHT_LIBRARY.every((part) => parts.has(part)) &&
    [...parts].every((part) => OF_PAGES.test(part) || OF_LANGUAGE.test(part))
  );
}

/** What pages declare in another way than the smaller library and the kernel do. */
const DIFFERENT: ReadonlySet<string> = new Set(
  "prompt setTimeout setInterval clearTimeout clearInterval".split(" "),
);

/** Whether a name means what pages say. */
export function isOfPages(name: string, { lib }: Settings): boolean {
  return DIFFERENT.has(name) && (lib ?? []).some((part) => OF_PAGES.test(part));
}

/**
 * The parts of the library that most cells live on, each complete in itself: what is missing refuses a cell,
 * never changes it.
 */
const LIGHT_LIBRARY: string[] = [
  ..."es5 es2015.core es2015.collection es2015.generator es2015.iterable es2015.promise es2015.symbol".split(
    " ",
  ),
  ..."es2015.symbol.wellknown es2016.array.include es2017.object es2017.string es2018.asyncgenerator".split(
    " ",
  ),
  ..."es2018.asynciterable es2018.promise es2019.array es2019.object es2019.string es2021.string es2022.array".split(
    " ",
  ),
  ..."es2022.error es2022.object es2022.string".split(" "),
].map((part) => `lib.${part}.d.ts`);
