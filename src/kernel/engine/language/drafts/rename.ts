// Renames a name in all cells at once, or says why that cannot be whole.

import type TypeScript from "typescript";
import type { Renaming, TextEdit } from "../../../editing";
import type { Draft } from "./draft";
import type { Drafts } from "./drafts";

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function rename(drafts: Drafts, draft: Draft, offset: number, name: string): Renaming {
  return new Rename(drafts, draft, name).at(offset);
}

class Rename {
  private readonly service: TypeScript.LanguageService;
  private readonly edits: Record<string, TextEdit[]> = {};

  constructor(
    private readonly drafts: Drafts,
    private readonly draft: Draft,
    private readonly name: string,
  ) {
    this.service = drafts.service(drafts.order.every(({ extent }) => extent === "light") ? "light" : "full");
  }

  at(offset: number): Renaming {
    const { drafts, draft, name } = this;
    const { ts } = drafts.world;
    if (!NAME.test(name))
      return {
        reason: `"${name}" is not a name: a name has letters, digits, _ and $, and does not begin with a digit.`,
      };
    if (isReserved(ts, name)) return { reason: `"${name}" is a word of the language: take another name.` };
    if (!draft.isWhole) return { reason: "This cell is not TypeScript as it stands: mend it first." };
    const node = this.identifierAt(draft, offset);
    if (node === undefined) return { reason: "There is no name here." };
    if (node.text === name) return { edits: {} };
    const refusal = this.refusal(node);
    if (refusal !== undefined) return { reason: refusal };
    return this.isOfNotebook(node) ? this.everywhere(node.text) : this.inside(node);
  }

  private identifierAt({ path, text }: Draft, offset: number): TypeScript.Identifier | undefined {
    const { ts } = this.drafts.world;
    const file = this.file(path);
    const find = (position: number): TypeScript.Identifier | undefined => {
      let found: TypeScript.Identifier | undefined;
      const look = (node: TypeScript.Node): void => {
        if (node.getStart(file) > position || node.end < position) return;
        if (ts.isIdentifier(node)) found = node;
        ts.forEachChild(node, look);
      };
      look(file);
      return found;
    };
    return offset <= text.length ? find(offset) : undefined;
  }

  private file(path: string): TypeScript.SourceFile {
    return this.service.getProgram()!.getSourceFile(path)!;
  }

  /** Whether an identifier means a name at the top of a cell. */
  private isOfNotebook(node: TypeScript.Identifier): boolean {
    const { ts } = this.drafts.world;
    const checker = this.service.getProgram()!.getTypeChecker();
    const symbol =
      ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
    const file = node.getSourceFile();
    const draft = this.drafts.at(file.fileName)!;
    const tops = new Set<TypeScript.Node>(draft.declared(this.drafts.world).map((d) => d.node));
    return (symbol?.declarations ?? []).some(
      (d) => d.getSourceFile() === file && (tops.has(d) || d.getStart(file) > draft.text.length),
    );
  }

  /** Why the name at this node may not be changed. */
  private refusal(node: TypeScript.Identifier): string | undefined {
    const { drafts, draft } = this;
    const library = this.libraryOf(node);
    if (library !== undefined)
      return `"${node.text}" is a name of ${library}, which a notebook cannot change.`;
    if (!this.isOfNotebook(node)) return undefined;
    const makers = drafts.order.filter(({ whole }) => whole.reading.own.has(node.text));
    if (makers.length === 0 && drafts.scopeAt(draft).get(node.text) !== undefined)
      return `"${node.text}" was made by a cell that is not in this notebook: only the kernel knows it.`;
    const broken = drafts.order.findIndex(({ isWhole, text }) => !isWhole && mentions(text, node.text));
    if (broken >= 0)
      return `Code cell ${broken + 1} mentions "${node.text}" and is not TypeScript as it stands: mend it first.`;
    const taken = drafts.order.findIndex(({ reading }) => reading.names.includes(this.name));
    if (taken >= 0) return `"${this.name}" is in use already, in code cell ${taken + 1}: take another name.`;
    if (drafts.scopeAt(draft).get(this.name) !== undefined)
      return `"${this.name}" is in use already: the kernel knows it from a cell that has run. Take another name.`;
    return undefined;
  }

  /**
   * The package or library that declares what an identifier names; also what is imported under its own name.
   */
  private libraryOf(node: TypeScript.Identifier): string | undefined {
    const { ts } = this.drafts.world;
    const checker = this.service.getProgram()!.getTypeChecker();
    const symbol = checker.getSymbolAtLocation(node);
    if (symbol === undefined) return undefined;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const isRenamed = this.importedAs(node.text);
    for (const declaration of target.declarations ?? []) {
      const path = declaration.getSourceFile().fileName;
      if (this.drafts.at(path) !== undefined || isRenamed) return undefined;
      const found = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path)?.[1];
      if (found === "typescript") return "the language";
      if (found === "@types") return "Node.js";
      if (found !== undefined) return `the package ${found}`;
      if (!path.includes("/cell:"))
        return importedFrom(ts, this.drafts, node.text) ?? `the file ${path.split("/").at(-1)}`;
    }
    return undefined;
  }

  /** `import { plot as draw }` and `import * as math` give a name that is the notebook's own. */
  private importedAs(name: string): boolean {
    const { ts } = this.drafts.world;
    return this.drafts.order.some((draft) =>
      draft.declared(this.drafts.world).some(({ name: own, as, node }) => {
        if (own !== name || as !== "import") return false;
        return !ts.isImportSpecifier(node) || node.propertyName !== undefined;
      }),
    );
  }

  /** In every cell that means this name of the notebook. */
  private everywhere(old: string): Renaming {
    for (const draft of this.drafts.order) {
      if (!mentions(draft.text, old)) continue;
      const node = this.firstOf(draft, old);
      if (node === undefined) continue;
      const own = this.locations(draft, node).filter(({ fileName }) => fileName === draft.path);
      this.add(draft, own);
    }
    return { edits: this.edits };
  }

  private firstOf({ path, text }: Draft, name: string): TypeScript.Identifier | undefined {
    const { ts } = this.drafts.world;
    const file = this.file(path);
    let found: TypeScript.Identifier | undefined;
    const look = (node: TypeScript.Node): void => {
      if (found !== undefined || node.pos > text.length) return;
      if (ts.isIdentifier(node) && node.text === name && this.isOfNotebook(node)) found = node;
      else ts.forEachChild(node, look);
    };
    look(file);
    return found;
  }

  /** A name inside a cell: of a parameter, of a member. */
  private inside(node: TypeScript.Identifier): Renaming {
    const locations = this.locations(this.draft, node);
    if (locations.length === 0) return { reason: `"${node.text}" cannot be renamed here.` };
    const { order } = this.drafts;
    for (const draft of order) {
      const here = locations.filter(({ fileName }) => fileName === draft.path);
      if (here.length > 0 && draft.reading.names.includes(this.name) && isLocal(here, locations, draft))
        return {
          reason: `"${this.name}" is in use already, in code cell ${order.indexOf(draft) + 1}: take another name.`,
        };
    }
    const outside = locations.find(({ fileName }) => this.drafts.at(fileName) === undefined);
    if (outside !== undefined) {
      const place = outside.fileName.includes("/cell:")
        ? "a cell that is not in this notebook"
        : outside.fileName.split("/").at(-1);
      return {
        reason: `"${node.text}" is also used in ${place}: renamed here only, it would mean two things.`,
      };
    }
    for (const draft of order)
      this.add(
        draft,
        locations.filter(({ fileName }) => fileName === draft.path),
      );
    return { edits: this.edits };
  }

  private locations({ path }: Draft, node: TypeScript.Identifier): readonly TypeScript.RenameLocation[] {
    const preferences = { providePrefixAndSuffixTextForRename: true };
    return this.service.findRenameLocations(path, node.getStart(), false, false, preferences) ?? [];
  }

  private add(draft: Draft, locations: readonly TypeScript.RenameLocation[]): void {
    const edits = locations
      .filter(({ textSpan: { start } }) => start < draft.text.length)
      .map(({ textSpan: { start, length }, prefixText = "", suffixText = "" }) => ({
        ...{ start, length },
        text: prefixText + this.name + suffixText,
      }));
    if (edits.length > 0) this.edits[draft.id] = edits;
  }
}

function isLocal(here: readonly unknown[], all: readonly unknown[], draft: Draft): boolean {
  return here.length === all.length && draft.text.length > 0;
}

function isReserved(ts: Drafts["world"]["ts"], name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2024, true, ts.LanguageVariant.Standard, name);
  const kind = scanner.scan();
  return kind >= ts.SyntaxKind.FirstReservedWord && kind <= ts.SyntaxKind.LastFutureReservedWord;
}

/** The module that a cell of the notebook imports a name from. */
function importedFrom(ts: Drafts["world"]["ts"], drafts: Drafts, name: string): string | undefined {
  for (const draft of drafts.order) {
    const found = draft.declared(drafts.world).find((d) => d.name === name && d.as === "import");
    let at: TypeScript.Node | undefined = found?.node;
    while (at && !ts.isImportDeclaration(at)) at = at.parent;
    if (at) return `the module ${at.moduleSpecifier.getText()}`;
  }
  return undefined;
}

function mentions(text: string, name: string): boolean {
  const letter = "[\\p{ID_Continue}$]";
  return new RegExp(`(?<!${letter})${name.replaceAll("$", "\\$")}(?!${letter})`, "u").test(text);
}
