// Which cell declares each name, and the lines after a cell's text that make the names it uses known to the checker.

import type { DeclaredAs } from "./names";

/** What a later cell needs to know of a declared name. */
export interface Home {
  /** Module specifier of the declaring cell. */
  cell: string;
  as: DeclaredAs;
  value: boolean;
  type: boolean;
  /** Type parameters of the type, such as `<T, U>`. */
  parameters?: string;
  /** The type spelled out, where it is made of keywords only: later cells then need not look at the declaring one. */
  plain?: string;
}

/** A name has two meanings, which different cells may have given it: `interface P` here, `const P` there. */
export interface Meanings {
  value?: Home;
  type?: Home;
}

/** The one module through which cells see each other. */
export const NAMES = "cell:names";

/** What it is called in a cell, for names that cannot be imported: an imported name may not be assigned to. */
const ALL = "__names_of_this_notebook";

export class Scope {
  private readonly names = new Map<string, Meanings>();
  /** Cells with `declare global` or `declare module`, which act without being named. */
  private readonly augmenting = new Set<string>();
  /** Lines of the module of names; they are never taken back, so that most cells find it unchanged. */
  private readonly lines = new Set<string>();

  get(name: string): Meanings | undefined {
    return this.names.get(name);
  }

  all(): Iterable<string> {
    return this.names.keys();
  }

  /** A cell's declarations come into force; a new value leaves an earlier type of that name alone, and the other way round. */
  declare(homes: ReadonlyMap<string, Home>, cell: string, augments: boolean): void {
    for (const [name, home] of homes) {
      const before = this.names.get(name) ?? {};
      this.names.set(name, {
        value: home.value ? home : before.value,
        type: home.type ? home : before.type,
      });
    }
    if (augments && !this.augmenting.has(cell)) {
      this.augmenting.add(cell);
      this.lines.add(`import "${cell}";`);
    }
  }

  /** The text of the module of names. */
  module(): string {
    return [...this.lines, "export {};"].join("\n");
  }

  /**
   * Lines that declare the earlier meanings of `used` that the cell does not give itself (`own`). Their imports are the same
   * for every cell: where they are, the compiler makes a new program from the last one without looking at the other files.
   */
  suffix(used: Iterable<string>, own: ReadonlyMap<string, Own>): string {
    const imported: string[] = [];
    const declared: string[] = [];
    for (const name of used) {
      const meanings = this.names.get(name);
      if (meanings) this.borrow(name, meanings, own.get(name), imported, declared);
    }
    return `import { ${imported.join(", ")} } from "${NAMES}"; import * as ${ALL} from "${NAMES}"; ${declared.join(" ")}`;
  }

  private borrow(
    name: string,
    { value, type }: Meanings,
    own: Own | undefined,
    imported: string[],
    declared: string[],
  ): void {
    if (own?.value && own.type) return;
    if (!own && (value === type || !value || !type)) {
      const home = value ?? type!;
      if (home.as === "let" || home.plain) declared.push(this.variable(name, home));
      else imported.push(`${this.entry(name, home)} as ${name}`);
      return;
    }
    if (value && !own?.value) declared.push(this.variable(name, value));
    if (type && !own?.type) declared.push(this.alias(name, type));
  }

  private variable(name: string, home: Home): string {
    const type = home.plain ?? `typeof ${ALL}.${this.entry(name, home)}`;
    return `declare ${home.as === "let" ? "let" : "const"} ${name}: ${type};`;
  }

  private alias(name: string, home: Home): string {
    const { parameters = "" } = home;
    return `type ${name}${parameters} = ${ALL}.${this.entry(name, home)}${parameters};`;
  }

  /** What the name of that cell is called in the module of names. */
  private entry(name: string, { cell }: Home): string {
    const entry = `${name}_${cell.slice(cell.indexOf(":") + 1)}`;
    this.lines.add(`export { ${name} as ${entry} } from "${cell}";`);
    return entry;
  }
}

/** Which meanings a cell gives a name itself. */
export interface Own {
  value: boolean;
  type: boolean;
}
