// The one module through which cells see each other: a line for each name of an earlier cell that some cell
// uses.

import type { Home } from "./scope";

/** Where a line of the module leads. */
interface Entry {
  name: string;
  cell: string;
}

/**
 * Most cells use names that the module has already, and then the compiler makes a new program from the last
 * one without looking at the other files. So lines are added one by one, and taken back only now and then,
 * many at a time.
 */
export class NamesModule {
  private entries = new Map<string, Entry>();
  /** Cells that act without being named. */
  private readonly augmenting = new Set<string>();
  private afterwards = 0;

  constructor(readonly specifier: string) {}

  /** What the name of that cell is called in this module. */
  entry(name: string, { cell }: Home): string {
    const entry = `${name}_${cell.slice(cell.indexOf(":") + 1)}`;
    if (!this.entries.has(entry)) this.entries.set(entry, { name, cell });
    return entry;
  }

  augment(cell: string): void {
    this.augmenting.add(cell);
  }

  augmentations(): Iterable<string> {
    return this.augmenting;
  }

  text(): string {
    const imports = [...this.augmenting].map((cell) => `import "${cell}";`);
    const exports = [...this.entries].map(
      ([as, { name, cell }]) => `export { ${name} as ${as} } from "${cell}";`,
    );
    return [...imports, ...exports, "export {};"].join("\n");
  }

  /** Whether so many lines came since the last time that looking for dead ones is worth while. */
  get isLarge(): boolean {
    return this.entries.size > 2 * this.afterwards + 100;
  }

  /**
   * Drops the lines that no cell needs any more: those are needed that cells in use took their names from.
   * Gives the cells in use: the ones in `roots`, and all that they lead to.
   */
  compact(roots: Iterable<string>, usedBy: (cell: string) => Iterable<string>): Set<string> {
    const cells = new Set([...roots, ...this.augmenting]);
    const needed = new Map<string, Entry>();
    for (const cell of cells) {
      for (const as of usedBy(cell)) {
        const entry = this.entries.get(as);
        if (entry === undefined) continue;
        needed.set(as, entry);
        cells.add(entry.cell);
      }
    }
    this.entries = needed;
    this.afterwards = needed.size;
    return cells;
  }
}
