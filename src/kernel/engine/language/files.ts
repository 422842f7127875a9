// The files the compiler sees: libraries and packages parsed once, local sources as they are on disk now,
// cells in memory.

import { statSync } from "../../host/files";
import { posix, sep } from "../../host/paths";
import type TypeScript from "typescript";
import { Bundles, isLibrary, withoutComments } from "./bundles";
import type { Compiler } from "./compiler";
import { libraries, OWN_LIBRARY } from "./options";
import { PRELUDE } from "./prelude";

interface Entry {
  version: string;
  file: TypeScript.SourceFile | undefined;
}

export class Files {
  /** Stands for @types/node while that is not there. */
  readonly preludeFile: string;
  /** What the kernel gives to cells. */
  readonly globalsFile: string;
  private readonly parsed = new Map<string, Entry>();
  /** What the disk said since the last `look`. */
  private readonly seen = new Map<string, string>();
  private readonly memory = new Map<string, { text: string; version: string }>();
  private readonly bundles: Bundles;
  /** Packages that files were read from, by folder, and how their package.json was. */
  private readonly packages = new Map<string, string>();
  private puts = 0;
  /** Files that were parsed again with their docstrings. */
  private readonly documented = new Set<string>();

  constructor(
    private readonly ts: Compiler,
    folder: string,
    private readonly globals: string = "",
    /**
     * Tells files that stay as they are although they are in no node_modules: those of the kernel's own
     * package.
     */
    private readonly isSettled: (path: string) => boolean = () => false,
  ) {
    const library = posix.dirname(ts.sys.getExecutingFilePath());
    this.bundles = new Bundles(libraries(library), (path) => ts.sys.readFile(path));
    this.preludeFile = `${folder}/cell:prelude.d.ts`;
    this.put(this.preludeFile, PRELUDE);
    this.globalsFile = `${folder}/cell:globals.d.ts`;
    this.put(this.globalsFile, globals);
  }

  /** Files of the compiler's library in place of the kernel's choice. */
  chooseLibrary(names: readonly string[] | undefined): void {
    const folder = posix.dirname(this.ts.sys.getExecutingFilePath());
    this.bundles.choose(
      `${folder}/${OWN_LIBRARY}`,
      names?.map((name) => `${folder}/${name}`),
    );
    for (const path of this.parsed.keys()) if (isLibrary(path)) this.parsed.delete(path);
  }

  /** A file that exists only here. */
  put(path: string, text: string): void {
    if (this.memory.get(path)?.text === text) return;
    this.memory.set(path, { text, version: `memory ${this.puts++}` });
    this.parsed.delete(path);
  }

  /** The same, parsed already by `parse`. */
  adopt(path: string, file: TypeScript.SourceFile): void {
    if (this.memory.get(path)?.text === file.text) return;
    this.put(path, file.text);
    this.parsed.set(path, { version: this.version(path), file: this.stamped(path, file) });
  }

  /** Declarations besides what the kernel gives to cells. */
  addGlobals(text: string): void {
    this.put(this.globalsFile, `${this.globals}\n${text}`);
  }

  drop(path: string): void {
    this.memory.delete(path);
    this.parsed.delete(path);
  }

  inMemory(path: string): string | undefined {
    return this.memory.get(path)?.text;
  }

  exists(path: string): boolean {
    const parsed = this.parsed.get(path);
    if (parsed?.file !== undefined && parsed.version === this.version(path)) return true;
    return this.memory.has(path) || this.bundles.has(path) || this.ts.sys.fileExists(path);
  }

  read(path: string): string | undefined {
    return this.memory.get(path)?.text ?? this.bundles.text(path) ?? this.ts.sys.readFile(path);
  }

  /** The same text gives the same object, so that what the compiler has bound to it stays. */
  source(path: string): TypeScript.SourceFile | undefined {
    const entry = this.parsed.get(path);
    const version = this.version(path);
    if (entry?.version === version) return entry.file;
    this.notePackage(path);
    const text = this.read(path);
    const bare = text !== undefined && this.isBare(path) ? withoutComments(text) : text;
    const file = bare === undefined ? undefined : this.parse(path, bare);
    this.parsed.set(path, { version, file });
    return file;
  }

  /** A cell, or a file that a cell wrote. */
  private isOurs(path: string): boolean {
    return isCell(path) || this.memory.has(path);
  }

  /** Docstrings are left out of what only declares, until someone asks for them. */
  private isBare(path: string): boolean {
    return path.endsWith(".d.ts") && path.includes("/node_modules/") && !this.documented.has(path);
  }

  /**
   * Packages are taken to stay as they are while the kernel runs; a local file has the time of its last
   * change.
   */
  version(path: string): string {
    const own = this.memory.get(path);
    if (own !== undefined) return own.version;
    if (!isLocal(path) || this.isSettled(path)) return "";
    let version = this.seen.get(path);
    if (version === undefined) this.seen.set(path, (version = diskVersion(path)));
    return version;
  }

  /** Everything is parsed and bound again when it is asked for. */
  forget(): void {
    this.parsed.clear();
  }

  /**
   * Time to look at the disk again: once for each question is enough. Says whether a package was installed
   * anew.
   */
  look(): boolean {
    this.seen.clear();
    let isNew = false;
    for (const [root, version] of this.packages) {
      const now = diskVersion(`${root}/package.json`);
      if (now === version) continue;
      isNew = true;
      this.packages.set(root, now);
      for (const path of this.parsed.keys()) if (path.startsWith(`${root}/`)) this.parsed.delete(path);
    }
    return isNew;
  }

  /** Takes note of the package that a file belongs to: another version of it has other declarations. */
  private notePackage(path: string): void {
    const root = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    if (root === undefined || this.packages.has(root) || this.isSettled(path)) return;
    this.packages.set(root, diskVersion(`${root}/package.json`));
  }

  /** Parses a file again with its docstrings; false when it has them already. */
  readDocs(path: string): boolean {
    if (this.documented.has(path) || isCell(path)) return false;
    this.documented.add(path);
    this.parsed.delete(path);
    return true;
  }

  /** Changes whenever `source` would give another object. */
  stamp(path: string): string {
    return `${this.version(path)} ${this.documented.has(path)}`;
  }

  /** A cell that is no TypeScript as it stands may be one with elements in it. */
  parse(path: string, text: string): TypeScript.SourceFile {
    const file = this.parseAs(path, text);
    if (!isCell(path) || !ELEMENT.test(text) || isWhole(file)) return file;
    const withElements = this.parseAs(path, text, this.ts.ScriptKind.TSX);
    return isWhole(withElements) ? withElements : file;
  }

  private parseAs(path: string, text: string, kind?: TypeScript.ScriptKind): TypeScript.SourceFile {
    const { ts } = this;
    const cell = isCell(path);
    const docs = cell || this.documented.has(path);
    const file = ts.createSourceFile(
      path,
      text,
      {
        languageVersion: ts.ScriptTarget.ES2024,
        // Types are only ever in docstrings of JavaScript files; the others' are read when someone asks for
        // them.
        jsDocParsingMode: docs ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseForTypeInfo,
        setExternalModuleIndicator: this.isOurs(path) && !path.endsWith(".d.ts") ? markAsModule : undefined,
      },
      cell,
      kind,
    );
    return this.stamped(path, file);
  }

  /** The language service compares versions; the program does not look at them. */
  private stamped(path: string, file: TypeScript.SourceFile): TypeScript.SourceFile {
    (file as unknown as { version: string }).version = this.stamp(path);
    return file;
  }
}

/** What closes an element or begins a fragment. */
const ELEMENT = /<\/|\/>/;

/** What the parser has against a file, which is not among what the compiler publishes. */
export function parserComplaints(file: TypeScript.SourceFile): TypeScript.DiagnosticWithLocation[] {
  return (file as unknown as { parseDiagnostics: TypeScript.DiagnosticWithLocation[] }).parseDiagnostics;
}

function isWhole(file: TypeScript.SourceFile): boolean {
  return parserComplaints(file).length === 0;
}

/**
 * A cell, and a file that a cell wrote, is a module also when it neither imports nor exports: else
 * `await (x)` would be a call.
 */
function markAsModule(file: TypeScript.SourceFile): void {
  const marked = file as { externalModuleIndicator?: unknown };
  marked.externalModuleIndicator ??= file;
}

export function isCell(path: string): boolean {
  return path.includes("/cell:");
}

/** A source of the user's, which may change: not a cell, not a package, not a library of the compiler. */
export function isLocal(path: string): boolean {
  return !path.includes("/node_modules/") && !isCell(path);
}

function diskVersion(path: string): string {
  const stat = statSync(path.split("/").join(sep), { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
}
