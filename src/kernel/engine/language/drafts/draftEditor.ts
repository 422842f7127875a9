// Questions about a place in a draft, which may be half written: hover, call help, completions, definitions.

import type TypeScript from "typescript";
import type { Inspection } from "../../../engine";
import type { Signature, SignatureHelp } from "../../../editing";
import { Editor } from "../editor";
import { inspection, join } from "../inspection";
import type { Extent } from "../options";
import type { World } from "../programs";
import type { Scope } from "../scope";

/** Where a name is declared: in the text that was asked about, or in a file of the program. */
export interface Target {
  path: string;
  start: number;
  length: number;
}

export class DraftEditor extends Editor {
  constructor(world: World, scope: Scope, extent: Extent) {
    super(world, scope, { extent, name: `asked-${extent}` });
  }

  /** From now on the names are those of this scope. */
  at(scope: Scope): this {
    this.scope = scope;
    return this;
  }

  /** The documentation of an entry of `complete`. */
  detail(source: string, offset: number, name: string): Inspection | undefined {
    const shift = this.open(source, [...this.scope.all()]);
    const read = (): TypeScript.CompletionEntryDetails | undefined =>
      this.service.getCompletionEntryDetails(this.draft, shift + offset, name, {}, undefined, {}, undefined);
    let found = read();
    if (found === undefined) return undefined;
    const symbol = this.service.getCompletionEntrySymbol(this.draft, shift + offset, name, undefined);
    const paths = (this.aliased(symbol)?.declarations ?? []).map((d) => d.getSourceFile().fileName);
    if (!found.documentation?.length && this.readDocs(paths)) found = read() ?? found;
    const { displayParts, documentation, tags, kind, kindModifiers } = found;
    const textSpan = { start: shift + offset, length: 0 };
    return inspection({ displayParts, documentation, tags, kind, kindModifiers, textSpan }, 0);
  }

  signature(source: string, offset: number, names: string[]): SignatureHelp | undefined {
    const shift = this.open(source, names);
    const read = (): TypeScript.SignatureHelpItems | undefined =>
      this.service.getSignatureHelpItems(this.draft, shift + offset, undefined);
    let found = read();
    if (found === undefined) return undefined;
    const called = this.calledAt(shift + offset);
    const declaring = called === undefined ? [] : this.service.getDefinitionAtPosition(this.draft, called);
    if (this.readDocs((declaring ?? []).map(({ fileName }) => fileName))) found = read() ?? found;
    return {
      start: found.applicableSpan.start - shift,
      signatures: found.items.map(signatureOf),
      activeSignature: found.selectedItemIndex,
      activeParameter: found.argumentIndex,
    };
  }

  /**
   * Where the name at a position is declared; offsets in the asked text are those of `source`, and before it
   * negative.
   */
  definition(source: string, offset: number, names: string[]): Target | undefined {
    const shift = this.open(source, names);
    const [found] = this.service.getDefinitionAtPosition(this.draft, shift + offset) ?? [];
    if (found === undefined) return undefined;
    const { fileName: path, textSpan } = found;
    const start = path === this.draft ? textSpan.start - shift : textSpan.start;
    return { path, start, length: textSpan.length };
  }

  /** Whether a target is in the text that was asked about. */
  isAsked({ path }: Target): boolean {
    return path === this.draft;
  }

  private calledAt(position: number): number | undefined {
    const called = this.calledAround(position);
    return called === position ? undefined : called;
  }

  private aliased(symbol: TypeScript.Symbol | undefined): TypeScript.Symbol | undefined {
    const { ts } = this.world;
    if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
    return this.service.getProgram()?.getTypeChecker().getAliasedSymbol(symbol);
  }

  /** Packages are parsed without docstrings until someone asks for one. */
  private readDocs(paths: readonly string[]): boolean {
    const read = paths.filter((path) => path !== this.draft && this.world.files.readDocs(path));
    if (read.length > 0) this.touch();
    return read.length > 0;
  }
}

function signatureOf(item: TypeScript.SignatureHelpItem): Signature {
  return {
    prefix: join(item.prefixDisplayParts),
    separator: join(item.separatorDisplayParts),
    suffix: join(item.suffixDisplayParts),
    parameters: item.parameters.map(({ displayParts, documentation }) => ({
      label: join(displayParts),
      documentation: join(documentation),
    })),
    documentation: join(item.documentation),
  };
}
