// A cell as it stands in the editor, and what is known of it from one question to the next.

import type TypeScript from "typescript";
import { ownMeanings } from "../homes";
import { type Declared, declarations } from "../names";
import type { Extent } from "../options";
import type { World } from "../programs";
import type { Reading } from "../reading";
import { cellSpecifier } from "../resolve";
import type { Home, Meanings, Scope } from "../scope";
import type { Diagnostic } from "../types";

/** A text that the parser has accepted, or the first text of a cell, whatever it is. */
export interface Whole {
  text: string;
  reading: Reading;
  /** What the cells below know of its names; made when they are first asked for. */
  homes?: ReadonlyMap<string, Home>;
}

export class Draft {
  readonly specifier: string;
  readonly path: string;
  text = "";
  reading!: Reading;
  /** What other cells see of this one: while its text is no TypeScript, the last text that was. */
  whole!: Whole;
  extent: Extent = "light";
  /** The smaller library has refused the cell, and the whole one has not. */
  needsFull = false;
  /** The names of cells above and of the kernel that it mentions. */
  uses: readonly (readonly [name: string, meanings: Meanings])[] = [];
  /** Everything that its complaints depend on, as one number; of the pass that is told. */
  key = 0;
  pass = 0;
  checked: { key: number; diagnostics: readonly Diagnostic[] } | undefined;
  /** The types of its names, each as one number, and for which key they are. */
  signatures: Map<string, number> = new Map<string, number>();
  signedFor = 0;

  constructor(
    readonly id: string,
    folder: string,
    number: number,
  ) {
    this.specifier = cellSpecifier(`d${number}`);
    this.path = `${folder}/${this.specifier}.ts`;
  }

  /** Whether the parser has accepted the text as it stands. */
  get isWhole(): boolean {
    return this.whole.text === this.text;
  }

  take(text: string, read: (text: string) => Reading): void {
    if (this.text === text && this.whole !== undefined) return;
    this.text = text;
    this.reading = read(text);
    if (this.whole === undefined || this.reading.errors.length === 0)
      this.whole = { text, reading: this.reading };
  }

  /** The lines behind its text, and the names that they bring. */
  borrow(scope: Scope): void {
    const { names, own } = this.whole.reading;
    this.uses = names.flatMap((name) => {
      const meanings = scope.get(name);
      const mine = own.get(name);
      return meanings === undefined || (mine?.value && mine.type) ? [] : [[name, meanings] as const];
    });
  }

  /** What it declares, in the file that the checker sees. */
  declared({ ts, files }: World): Declared[] {
    return declarations(ts, files.source(this.path)!, this.whole.text.length);
  }

  /** From the syntax alone: no checker is needed for it. */
  homes(world: World): ReadonlyMap<string, Home> {
    return (this.whole.homes ??= homesFrom(this.declared(world), this.specifier));
  }
}

function homesFrom(declared: readonly Declared[], cell: string): Map<string, Home> {
  const own = ownMeanings(declared);
  const homes = new Map<string, Home>();
  for (const { name, as, node } of declared) {
    const before = homes.get(name);
    homes.set(name, {
      cell,
      as: before && before.as !== "type" ? before.as : as,
      ...own.get(name)!,
      parameters: parametersOf(node) ?? before?.parameters,
    });
  }
  return homes;
}

function parametersOf(node: TypeScript.Declaration): Home["parameters"] {
  const { typeParameters } = node as TypeScript.InterfaceDeclaration;
  if (!typeParameters?.length) return undefined;
  const declared = typeParameters.map((parameter) => parameter.getText()).join(", ");
  return { declared: `<${declared}>`, used: `<${typeParameters.map((p) => p.name.text).join(", ")}>` };
}
