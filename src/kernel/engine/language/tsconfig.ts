// The tsconfig.json that governs a notebook: the nearest at or above its folder, as it is now.

import { posix } from "../../host/paths";
import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { parserComplaints } from "./files";

/** What a tsconfig.json asks for, of what has a meaning in cells. */
export interface Settings {
  /** Options that come over the kernel's own. */
  options: TypeScript.CompilerOptions;
  /** Files of the compiler's library in place of the kernel's choice. */
  lib: readonly string[] | undefined;
  /** Packages whose global types are asked for. */
  types: readonly string[];
  /** In words, what of it could not be read. */
  problems: readonly string[];
}

/** Where there is no tsconfig.json. */
export const noSettings: Settings = { options: {}, lib: undefined, types: [], problems: [] };

/**
 * What would break cells, or means nothing where nothing is written: how files become modules, where output
 * goes, style.
 */
const NOT_OURS: readonly string[] = [
  ..."module moduleResolution moduleDetection target lib types noEmit emitDeclarationOnly noEmitOnError".split(
    " ",
  ),
  ..."declaration declarationMap declarationDir outDir outFile rootDir composite incremental".split(" "),
  ..."tsBuildInfoFile isolatedModules isolatedDeclarations verbatimModuleSyntax erasableSyntaxOnly".split(
    " ",
  ),
  ..."noUnusedLocals noUnusedParameters allowUnusedLabels allowUnreachableCode sourceMap inlineSourceMap".split(
    " ",
  ),
  ..."inlineSources mapRoot sourceRoot removeComments importHelpers noEmitHelpers noLib noResolve".split(" "),
  ..."libReplacement skipLibCheck skipDefaultLibCheck allowJs checkJs maxNodeModuleJsDepth newLine".split(
    " ",
  ),
  ..."esModuleInterop allowSyntheticDefaultImports preserveConstEnums downlevelIteration stripInternal".split(
    " ",
  ),
  ..."emitBOM disableSizeLimit plugins noErrorTruncation traceResolution listFiles diagnostics".split(" "),
  ..."allowImportingTsExtensions rewriteRelativeImportExtensions resolveJsonModule ignoreDeprecations".split(
    " ",
  ),
  ..."resolvePackageJsonExports resolvePackageJsonImports assumeChangesOnlyAffectDirectDependencies".split(
    " ",
  ),
];

/** Complaints that concern only a build: no input files, options that are on their way out. */
const PARDONED: ReadonlySet<number> = new Set([18002, 18003, 5101, 5102, 5103, 5107, 6053, 6306]);

export class ConfigFile {
  settings: Settings = noSettings;
  /** Counts the changes. */
  generation = 0;
  private path: string | undefined;
  /** The files that the settings come from, or could come from, and how they were. */
  private seen: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly ts: Compiler,
    private readonly folder: string,
  ) {}

  /** Reads the file again when it or one that it extends has changed; whether it has. */
  look(): boolean {
    if (this.seen && [...this.seen].every(([path, version]) => this.version(path) === version)) return false;
    const before = this.seen;
    const candidates = ancestors(this.folder).map((folder) => `${folder}/tsconfig.json`);
    const at = candidates.findIndex((path) => this.ts.sys.fileExists(path));
    this.path = candidates[at];
    const extended = this.path === undefined ? this.without() : this.read(this.path);
    const watched = [...candidates.slice(0, at < 0 ? undefined : at + 1), ...extended];
    this.seen = new Map(watched.map((path) => [path, this.version(path)]));
    if (before === undefined && this.path === undefined) return false;
    this.generation++;
    return true;
  }

  /** Where `paths` and `baseUrl` send a name, best first. */
  mapped(specifier: string): string[] {
    const { baseUrl, paths } = this.settings.options;
    const base = (this.settings.options.pathsBasePath as string | undefined) ?? baseUrl ?? this.folder;
    const [key, star] = paths ? bestPath(Object.keys(paths), specifier) : [];
    const targets = key === undefined ? [] : paths![key].map((target) => target.replace("*", star!));
    const found = targets.map((target) => posix.resolve(baseUrl ?? base, target));
    return baseUrl === undefined || /^[./]/.test(specifier) ? found : [...found, `${baseUrl}/${specifier}`];
  }

  private without(): readonly string[] {
    this.settings = noSettings;
    return [];
  }

  /** Gives the files that it extends. */
  private read(path: string): readonly string[] {
    const { ts } = this;
    const source = ts.readJsonConfigFile(path, (name) => ts.sys.readFile(name));
    const host: TypeScript.ParseConfigHost = {
      useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
      fileExists: (name) => ts.sys.fileExists(name),
      readFile: (name) => ts.sys.readFile(name),
      // Which files belong to a build is not asked.
      readDirectory: () => [],
    };
    const parsed = ts.parseJsonSourceFileConfigFileContent(
      source,
      host,
      posix.dirname(path),
      undefined,
      path,
    );
    const syntax = parserComplaints(source);
    const errors = [...syntax, ...parsed.errors].filter(({ code }) => !PARDONED.has(code));
    const problems = [...new Set(errors.map((error) => this.words(path, error)))];
    this.settings = syntax.length
      ? { ...noSettings, problems }
      : { ...this.chosen(parsed.options), problems };
    return source.extendedSourceFiles ?? [];
  }

  private words(path: string, { file, start, messageText }: TypeScript.Diagnostic): string {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : undefined;
    const place = line === undefined ? path : `${file!.fileName}, line ${line}`;
    return `${place}: ${this.ts.flattenDiagnosticMessageText(messageText, " ")}`;
  }

  private chosen(given: TypeScript.CompilerOptions): Omit<Settings, "problems"> {
    const { ts } = this;
    const options: TypeScript.CompilerOptions = {};
    for (const [key, value] of Object.entries(given)) if (!NOT_OURS.includes(key)) options[key] = value;
    // Elements have to become JavaScript here; who keeps them for another tool means the newer calls.
    if (given.jsx === ts.JsxEmit.Preserve || given.jsx === ts.JsxEmit.ReactNative)
      options.jsx = ts.JsxEmit.ReactJSX;
    // The target decides how fields of classes are made, and nothing else that a cell could tell.
    if (given.target !== undefined && given.target < ts.ScriptTarget.ES2022)
      options.useDefineForClassFields = given.useDefineForClassFields ?? false;
    if (given.experimentalDecorators === undefined && given.emitDecoratorMetadata)
      options.experimentalDecorators = true;
    return { options, lib: given.lib, types: given.types ?? [] };
  }

  private version(path: string): string {
    const time = this.ts.sys.getModifiedTime?.(path);
    return time === undefined ? "absent" : `${time.getTime()} ${this.ts.sys.getFileSize?.(path)}`;
  }
}

function ancestors(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("/"));
}

/**
 * The key that a name matches, and what its `*` stands for: the name itself first, then the longest prefix.
 */
function bestPath(keys: readonly string[], name: string): [key: string, star: string] | [] {
  if (keys.includes(name)) return [name, ""];
  let best: [string, string] | [] = [];
  let longest = -1;
  for (const key of keys) {
    const at = key.indexOf("*");
    const tail = key.slice(at + 1);
    if (at <= longest || !name.startsWith(key.slice(0, at)) || !name.endsWith(tail)) continue;
    if (name.length < key.length - 1) continue;
    best = [key, name.slice(at, name.length - tail.length)];
    longest = at;
  }
  return best;
}
