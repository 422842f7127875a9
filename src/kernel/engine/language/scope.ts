// Which cell declares each name, and the lines after a cell's text that make the names it uses known to the
// checker.

import type { DeclaredAs } from "./names";
import type { NamesModule } from "./namesModule";

/**
 * Type parameters of a type, with constraints and defaults where they are declared:
 * `<T, U extends keyof T = keyof T>`.
 */
export interface Parameters {
  declared: string;
  used: string;
}

/** What a later cell needs to know of a declared name. */
export interface Home {
  /** Module specifier of the declaring cell. */
  cell: string;
  as: DeclaredAs;
  value: boolean;
  type: boolean;
  parameters?: Parameters;
  /**
   * The type spelled out, where it is made of keywords only: later cells then need not look at the declaring
   * one.
   */
  plain?: string;
}

/** A name has two meanings, which different cells may have given it: `interface P` here, `const P` there. */
export interface Meanings {
  value?: Home;
  type?: Home;
}

/** Whether later cells need nothing of the declaring cell. */
export function isSpelledOut({ plain, type }: Home): boolean {
  return plain !== undefined && !type;
}

/** Which meanings a cell gives a name itself. */
export interface Own {
  value: boolean;
  type: boolean;
}

/** Lines that declare names of earlier cells. */
export interface Borrowed {
  text: string;
  /** The entries of the module of names that the lines mention. */
  entries: string[];
}

/**
 * What the module of names is called in a cell, for names that cannot be imported: an imported name may not
 * be assigned to.
 */
const ALL = "__names_of_this_notebook";

export class Scope {
  private readonly names = new Map<string, Meanings>();

  /** The same names; what is declared in the one is unknown to the other. */
  copy(): Scope {
    const made = new Scope();
    for (const [name, meanings] of this.names) made.names.set(name, meanings);
    return made;
  }

  get(name: string): Meanings | undefined {
    return this.names.get(name);
  }

  all(): Iterable<string> {
    return this.names.keys();
  }

  /** The cells that declare what names mean now. */
  *cells(): Generator<string> {
    for (const { value, type } of this.names.values()) {
      if (value && !isSpelledOut(value)) yield value.cell;
      if (type && !isSpelledOut(type)) yield type.cell;
    }
  }

  /** The cells whose declarations those names need that a cell does not give itself. */
  *cellsOf(used: Iterable<string>, own: ReadonlyMap<string, Own>): Generator<string> {
    for (const name of used) {
      const { value, type } = this.names.get(name) ?? {};
      if (value && !own.get(name)?.value && !isSpelledOut(value)) yield value.cell;
      if (type && !own.get(name)?.type && !isSpelledOut(type)) yield type.cell;
    }
  }

  /**
   * A cell's declarations come into force; a new value leaves an earlier type of that name alone, and the
   * other way round.
   */
  declare(homes: ReadonlyMap<string, Home>): void {
    for (const [name, home] of homes) {
      const before = this.names.get(name) ?? {};
      this.names.set(name, {
        value: home.value ? home : before.value,
        type: home.type ? home : before.type,
      });
    }
  }

  /**
   * Declares the earlier meanings of `used` that the cell does not give itself (`own`). The imports are the
   * same for every cell: where they are, the compiler makes a new program from the last one without looking
   * at the other files.
   */
  borrow(used: Iterable<string>, own: ReadonlyMap<string, Own>, module: NamesModule): Borrowed {
    const lines = new Lines(module);
    for (const name of used) {
      const meanings = this.names.get(name);
      if (meanings) lines.add(name, meanings, own.get(name));
    }
    return lines.borrowed();
  }
}

class Lines {
  private readonly imported: string[] = [];
  private readonly declared: string[] = [];
  private readonly entries: string[] = [];

  constructor(private readonly module: NamesModule) {}

  borrowed(): Borrowed {
    const { specifier } = this.module;
    const imports = `import { ${this.imported.join(", ")} } from "${specifier}"; import * as ${ALL} from "${specifier}";`;
    return { text: `${imports} ${this.declared.join(" ")}`, entries: this.entries };
  }

  add(name: string, { value, type }: Meanings, own: Own | undefined): void {
    if (own?.value && own.type) return;
    if (!own && (value === type || !value || !type)) {
      this.whole(name, value ?? type!);
      return;
    }
    if (value && !own?.value) this.declared.push(this.variable(name, value));
    if (type && !own?.type) this.declared.push(this.alias(name, type));
  }

  /** A name that one cell gave all its meanings. */
  private whole(name: string, home: Home): void {
    if (home.as === "let" || home.plain) this.declared.push(this.variable(name, home));
    else this.imported.push(`${this.entry(name, home)} as ${name}`);
  }

  private variable(name: string, home: Home): string {
    const type = home.plain ?? `typeof ${ALL}.${this.entry(name, home)}`;
    return `declare ${home.as === "let" ? "let" : "const"} ${name}: ${type};`;
  }

  private alias(name: string, home: Home): string {
    const { declared = "", used = "" } = home.parameters ?? {};
    return `type ${name}${declared} = ${ALL}.${this.entry(name, home)}${used};`;
  }

  private entry(name: string, home: Home): string {
    const entry = this.module.entry(name, home);
    this.entries.push(entry);
    return entry;
  }
}
