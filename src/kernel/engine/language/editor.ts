// What an editor asks about a cell that is being written: completions and descriptions, from a language
// service that shares the parsed files with the checker and is made when the first question comes.

import { readdirSync } from "../../host/files";
import { builtinModules } from "../../host/modules";
import { posix } from "../../host/paths";
import type TypeScript from "typescript";
import { ownMeanings } from "./homes";
import { declarations } from "./names";
import type { Extent } from "./options";
import { type World } from "./programs";
import { NamesModule } from "./namesModule";
import { cellSpecifier } from "./resolve";
import type { Scope } from "./scope";
import { createService } from "./service";
import type { Completion, Inspection } from "../../engine";
import { inspection, join, referencePage } from "./inspection";

export class Editor {
  protected readonly service: TypeScript.LanguageService;
  protected readonly draft: string;
  private readonly module: string;
  private version = 0;

  constructor(
    protected readonly world: World,
    /** The names that the cell sees. */
    protected scope: Scope,
    { extent = "full", name = "draft" }: { extent?: Extent; name?: string } = {},
  ) {
    const { files } = world;
    this.draft = `${world.folder}/${cellSpecifier(name)}.ts`;
    this.module = cellSpecifier(`${name}-names`);
    this.service = createService(world, {
      extent,
      roots: () => [this.draft, files.globalsFile, ...(extent === "light" ? [files.preludeFile] : [])],
      version: (path) => (path === this.draft ? String(this.version) : undefined),
    });
  }

  complete(source: string, offset: number): Completion {
    const shift = this.open(source, [...this.scope.all()]);
    const found = this.service.getCompletionsAtPosition(this.draft, shift + offset, {
      includeCompletionsWithInsertText: false,
      allowIncompleteCompletions: false,
    });
    const word = wordAround(source, offset);
    const path = importPath(source, offset);
    if (path !== undefined) return this.completePath(path, source, offset, found?.entries ?? []);
    const typed = source.slice(word.start, offset);
    return { ...word, matches: ranked(found?.entries ?? [], typed, (name) => this.kindOf(name)) };
  }

  /** In the string of an import: files by the service, packages and Node's modules by name. */
  private completePath(
    path: string,
    source: string,
    offset: number,
    entries: readonly TypeScript.CompletionEntry[],
  ): Completion {
    const last = path.slice(path.lastIndexOf("/") + 1);
    const tail = /^[^"'`\n/]*/.exec(source.slice(offset))![0].length;
    const items = ranked(entries, last);
    const packages = /^[./]/.test(path)
      ? []
      : packageNames(this.world.folder).filter((name) => name.startsWith(path));
    if (packages.length === 0) return { start: offset - last.length, end: offset + tail, matches: items };
    return {
      start: offset - path.length,
      end: offset + tail,
      matches: packages.map((text) => ({ text, type: "module" })),
    };
  }

  private kindOf(name: string): string | undefined {
    const { value, type } = this.scope.get(name) ?? {};
    const as = (value ?? type)?.as;
    return as && (AS[as] ?? as);
  }

  inspect(source: string, offset: number, detail: 0 | 1): Inspection | undefined {
    const shift = this.open(source, [...this.scope.all()]);
    const near = shift + identifierNear(source, offset);
    const called = this.calledAround(shift + offset);
    const at = this.known(near) ? near : called;
    const info = this.known(at);
    return info && inspection(info, detail, this.pageOf(at));
  }

  private pageOf(position: number): string | undefined {
    const [declared] = this.service.getDefinitionAtPosition(this.draft, position) ?? [];
    return declared && referencePage(declared.fileName, declared.name, this.world.folder);
  }

  private known(position: number): TypeScript.QuickInfo | undefined {
    const info = this.describe(position);
    return info && !info.kind && join(info.displayParts) === "any" ? undefined : info;
  }

  /** Among the arguments of a call the question may be about what is called. */
  protected calledAround(position: number): number {
    const { ts } = this.world;
    let found = position;
    const look = (node: TypeScript.Node): void => {
      if (node.pos > position) return;
      if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && isAmong(node, position)) {
        const { expression } = node;
        found = (ts.isPropertyAccessExpression(expression) ? expression.name : expression).getStart();
      }
      ts.forEachChild(node, look);
    };
    const file = this.service.getProgram()?.getSourceFile(this.draft);
    if (file) look(file);
    return found;
  }

  /**
   * The libraries were parsed without docstrings; the files that declare what is asked about are parsed again
   * with them.
   */
  private describe(position: number): TypeScript.QuickInfo | undefined {
    const info = this.service.getQuickInfoAtPosition(this.draft, position);
    if (!info || info.documentation?.length) return info;
    const declaring = this.service.getDefinitionAtPosition(this.draft, position) ?? [];
    const paths = declaring.map((d) => d.fileName).filter((path) => this.world.files.readDocs(path));
    if (paths.length === 0) return info;
    this.touch();
    return this.service.getQuickInfoAtPosition(this.draft, position);
  }

  /** The files have changed. */
  protected touch(): void {
    this.version++;
  }

  /**
   * Earlier names stand before the text: after an open bracket they would not be seen. Returns their length.
   */
  protected open(source: string, names: string[]): number {
    // A module of names of its own: the checker's would grow by every name.
    const module = new NamesModule(this.module);
    const { ts, files, folder } = this.world;
    const own = ownMeanings(declarations(ts, files.parse(this.draft, source)));
    const prefix = `${this.scope.borrow(names, own, module).text}\n`;
    files.put(this.draft, prefix + source);
    files.put(`${folder}/${module.specifier}.ts`, module.text());
    this.version++;
    return prefix.length;
  }
}

function ranked(
  entries: readonly TypeScript.CompletionEntry[],
  typed: string,
  kindOf: (name: string) => string | undefined = () => undefined,
): Completion["matches"][number][] {
  const wanted = typed.toLowerCase();
  const starting = entries.filter(
    ({ name }) => name.toLowerCase().startsWith(wanted) && !/^(?:cell:|__names_of_this)/.test(name),
  );
  return starting
    .sort((a, b) => a.sortText.localeCompare(b.sortText) || a.name.localeCompare(b.name))
    .map(({ name, kind }) => ({
      text: name,
      type: ((kind as string) === "alias" && kindOf(name)) || (KINDS[kind] ?? kind),
    }));
}

/** How a name of an earlier cell was declared, in the same words. */
const AS: Readonly<Record<string, string>> = {
  let: "variable",
  const: "variable",
  import: "module",
  namespace: "module",
};

/** TypeScript's kinds in the words that JupyterLab has icons for. */
const KINDS: Readonly<Record<string, string>> = {
  var: "variable",
  let: "variable",
  const: "variable",
  "local var": "variable",
  parameter: "variable",
  alias: "module",
  "external module name": "module",
  "local function": "function",
  "local class": "class",
  method: "method",
  property: "property",
  getter: "property",
  setter: "property",
  accessor: "property",
  script: "file",
  directory: "folder",
  type: "type",
  "primitive type": "type",
};

/** What has been typed of a module's name, when the cursor is in one. */
function importPath(source: string, offset: number): string | undefined {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  return /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'`]([^"'`]*)$/.exec(line)?.[1];
}

/** Packages that can be imported from a folder, and Node's own modules. */
function packageNames(folder: string): string[] {
  const names = new Set<string>(
    builtinModules.filter((name) => !name.startsWith("_")).flatMap((name) => [name, `node:${name}`]),
  );
  for (let at = folder; ; at = posix.dirname(at)) {
    for (const name of list(`${at}/node_modules`)) {
      if (name.startsWith("@") && name !== "@types")
        for (const inner of list(`${at}/node_modules/${name}`)) names.add(`${name}/${inner}`);
      else if (!/^[.@]/.test(name)) names.add(name);
    }
    if (at === posix.dirname(at)) return [...names].sort();
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether a position is behind the bracket of a call, which may still be open. */
function isAmong(call: TypeScript.CallExpression | TypeScript.NewExpression, position: number): boolean {
  const text = call.getSourceFile().text.slice(call.expression.end, position);
  const isClosed = call.getSourceFile().text[call.end - 1] === ")" && call.end <= position;
  return text.includes("(") && !isClosed && /^\s*$/.test(call.getSourceFile().text.slice(call.end, position));
}

function wordAround(source: string, offset: number): { start: number; end: number } {
  const before = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset))![0].length;
  const after = /^[\p{ID_Continue}$]*/u.exec(source.slice(offset))![0].length;
  return { start: offset - before, end: offset + after };
}

/** At `f(|` the question is about `f`. */
function identifierNear(source: string, offset: number): number {
  if (/[\p{ID_Continue}$]/u.test(source[offset] ?? "")) return offset;
  const before = /[\p{ID_Continue}$](?=[^\p{ID_Continue}$]*$)/u.exec(source.slice(0, offset));
  return before ? before.index : offset;
}
