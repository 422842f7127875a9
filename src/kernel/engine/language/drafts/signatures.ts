// What the cells below depend on: the types of a draft's names as numbers that stay the same while the types
// do. Another comment, or another body of a function, then lets no other cell be checked again.

import type TypeScript from "typescript";
import type { Declared } from "../names";
import type { World } from "../programs";
import type { Draft } from "./draft";

/** A text as a number: the same for the same text. */
export class Interner {
  private readonly known = new Map<string, number>();
  private next = 1;

  number(text: string): number {
    let found = this.known.get(text);
    if (found === undefined) this.known.set(text, (found = this.next++));
    return found;
  }

  /** Whether so much is kept that it is time to forget it; numbers are never used twice. */
  get isLarge(): boolean {
    return this.known.size > 20_000;
  }

  forget(): void {
    this.known.clear();
  }
}

/** A word that may be a name. */
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

export class Signatures {
  private readonly busy = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly interner: Interner,
    private readonly program: (draft: Draft) => TypeScript.Program,
    /** The signature of a name that a draft takes from above. */
    private readonly above: (draft: Draft, name: string) => number | undefined,
  ) {}

  /** Of a name that the draft declares; the draft's key is known. */
  of(draft: Draft, name: string): number {
    if (draft.signedFor !== draft.key) {
      draft.signatures.clear();
      draft.signedFor = draft.key;
    }
    const known = draft.signatures.get(name);
    if (known !== undefined) return known;
    const id = `${draft.specifier} ${name}`;
    // A type that refers to itself.
    if (this.busy.has(id)) return 0;
    this.busy.add(id);
    try {
      const made = this.make(draft, name);
      draft.signatures.set(name, made);
      return made;
    } finally {
      this.busy.delete(id);
    }
  }

  private make(draft: Draft, name: string): number {
    const declared = draft.declared(this.world);
    const own = new Set(declared.map((d) => d.name));
    const checker = this.program(draft).getTypeChecker();
    const text = declared
      .filter((d) => d.name === name)
      .map((d) => `${d.as} ${this.text(d, checker)}`)
      .join("\n");
    const others = new Set(text.match(WORD));
    others.delete(name);
    const parts = [...others].flatMap((word) => {
      const part = own.has(word) ? this.of(draft, word) : this.above(draft, word);
      return part === undefined ? [] : [`${word}:${part}`];
    });
    return this.interner.number(`${text}\0${parts.join(" ")}`);
  }

  /** A value by its type, what may be a type by its declaration. */
  private text({ as, node }: Declared, checker: TypeScript.TypeChecker): string {
    const { ts } = this.world;
    if (as === "import") return importText(ts, node);
    if (as !== "let" && as !== "const" && as !== "function") return node.getText();
    const { NoTruncation, UseFullyQualifiedType, WriteArrayAsGenericType } = ts.TypeFormatFlags;
    const { name } = node as TypeScript.NamedDeclaration;
    const type = checker.getTypeAtLocation(name ?? node);
    const text = checker.typeToString(
      type,
      undefined,
      NoTruncation | UseFullyQualifiedType | WriteArrayAsGenericType,
    );
    // What is not printed whole is known by the text that it comes from.
    return text.includes("...") ? `${text} ${node.getSourceFile().text}` : text;
  }
}

function importText(ts: World["ts"], node: TypeScript.Node): string {
  let at = node;
  while (!ts.isImportDeclaration(at) && !ts.isImportEqualsDeclaration(at) && at.parent) at = at.parent;
  const from = ts.isImportDeclaration(at) ? at.moduleSpecifier.getText() : "";
  return `${node.getText()} ${from}`;
}
