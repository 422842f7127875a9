// Which cells have to run again: those that used a name which a later run has changed.

import type { CellRun, DraftCell, Stale } from "../../../editing";
import type { World } from "../programs";
import { type FreeNames, freeNames } from "./freeNames";

interface Run {
  text: string;
  names: FreeNames;
  /** Which run it was. */
  at: number;
  /** The run in which it last changed each of its names. */
  changed: ReadonlyMap<string, number>;
}

/** How many runs wait until somebody asks, and how many cells are remembered. */
const MOST = 2000;

export class Runs {
  private waiting: CellRun[] = [];
  private readonly last = new Map<string, Run>();
  private readonly parsed = new Map<string, FreeNames>();
  private count = 0;

  constructor(private readonly world: World) {}

  /** A cell has run. Nothing is looked at before somebody asks. */
  add(run: CellRun): void {
    this.waiting.push(run);
    if (this.waiting.length > MOST) this.waiting.shift();
  }

  /** The cells of a notebook, in its order, that have to run again. */
  stale(cells: readonly DraftCell[]): Record<string, Stale> {
    this.takeIn();
    const result: Record<string, Stale> = {};
    for (const [i, { id }] of cells.entries()) {
      const run = this.last.get(id);
      const found = run && this.staleness(run, i, cells);
      if (found && found.names.length > 0) result[id] = found;
    }
    return result;
  }

  /** The cells below that use the names of a cell, or of those that do. */
  dependents(cells: readonly DraftCell[], cell: string): string[] {
    const begin = cells.findIndex(({ id }) => id === cell);
    if (begin < 0) return [];
    const changed = new Set<string>(changedBy(this.namesOf(cells[begin].text)));
    return cells.slice(begin + 1).flatMap(({ id, text }) => {
      const names = this.namesOf(text);
      if (![...names.reads].some((name) => changed.has(name))) {
        // From here on the name means another thing.
        for (const name of names.defines.keys()) changed.delete(name);
        return [];
      }
      for (const name of changedBy(names)) changed.add(name);
      return [id];
    });
  }

  private staleness(run: Run, index: number, cells: readonly DraftCell[]): Stale {
    const names = new Set<string>();
    const by = new Set<string>();
    for (const name of run.names.reads) {
      const above = this.changers(name, cells.slice(0, index));
      // Where none above makes the name, one below may have made it.
      const makers = above.length > 0 ? above : this.changers(name, cells.slice(index + 1), true);
      for (const { id, at } of makers) {
        if (at <= run.at) continue;
        names.add(name);
        by.add(id);
      }
    }
    return { names: [...names], by: [...by] };
  }

  private changers(name: string, cells: readonly DraftCell[], makesIt = false): { id: string; at: number }[] {
    return cells.flatMap(({ id }) => {
      const run = this.last.get(id);
      const at = run?.changed.get(name);
      if (at === undefined || (makesIt && !run!.names.defines.has(name))) return [];
      return [{ id, at }];
    });
  }

  private takeIn(): void {
    for (const { id, text } of this.waiting) {
      const at = ++this.count;
      const before = this.last.get(id);
      const names = this.namesOf(text);
      const changed = new Map<string, number>();
      for (const name of names.writes) changed.set(name, at);
      for (const [name, { isSteady }] of names.defines) {
        const isSame = isSteady && before?.text === text;
        changed.set(name, (isSame ? before.changed.get(name) : undefined) ?? at);
      }
      this.last.delete(id);
      this.last.set(id, { text, names, at, changed });
      if (this.last.size > MOST) this.last.delete(this.last.keys().next().value!);
    }
    this.waiting = [];
  }

  private namesOf(text: string): FreeNames {
    let names = this.parsed.get(text);
    if (names === undefined) {
      this.parsed.set(text, (names = freeNames(this.world, text)));
      if (this.parsed.size > MOST) this.parsed.delete(this.parsed.keys().next().value!);
    }
    return names;
  }
}

function changedBy({ defines, writes }: FreeNames): string[] {
  return [...defines.keys(), ...writes];
}
