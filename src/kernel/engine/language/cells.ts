// One cell from source to JavaScript: parse, see what it uses of earlier cells, check, translate.

import type TypeScript from "typescript";
import { describe } from "./diagnostics";
import { emitCell } from "./emit";
import { homesOf } from "./homes";
import { LocalSources, type Versions } from "./localSources";
import { NamesModule } from "./namesModule";
import type { Extent } from "./options";
import { Programs, type World } from "./programs";
import { moduleText, readCell, type Reading } from "./reading";
import { cellSpecifier } from "./resolve";
import { type Borrowed, type Home, isSpelledOut, type Scope } from "./scope";
import type { Compiled, Diagnostic, Refused } from "./types";

/** A cell that was compiled, as later cells and later runs of the same text need it. */
interface Kept {
  compiled: Compiled;
  homes: Map<string, Home>;
  augments: boolean;
  /** Its text as a module, and the entries of the module of names in it. */
  text: string;
  entries: readonly string[];
  local: Versions;
}

interface Checked {
  program: TypeScript.Program;
  file: TypeScript.SourceFile;
  errors: Diagnostic[];
}

/** How many cells are remembered, and how long they may be. */
const KEEP = 2000;
const LONG = 1_000_000;

/** Every cell is checked under the same file name: where only the text of one file is new, a program is made in no time. */
const NOW = "now";

export class Cells {
  private readonly kept = new Map<string, Kept>();
  private readonly readings = new Map<string, Reading>();
  /** The cells that others may lead to, by specifier. */
  private readonly stored = new Map<string, Kept>();
  private readonly names = new NamesModule(cellSpecifier("names"));
  private readonly programs: Programs;
  private readonly local: LocalSources;
  private next = 1;
  /** How many were stored after the last clearing. */
  private inUse = 0;
  extent: Extent = "light";

  constructor(
    private readonly world: World,
    private readonly scope: Scope,
  ) {
    this.programs = new Programs(world);
    this.local = new LocalSources(world);
  }

  compile(source: string): Compiled | Refused {
    this.world.files.look();
    const reading = this.read(source);
    if (reading.errors.length) return { ok: false, diagnostics: reading.errors };
    const borrowed = this.scope.borrow(reading.names, reading.own, this.names);
    const key = `${source}\0${borrowed.text}`;
    const known = this.kept.get(key);
    const kept = known && this.local.areCurrent(known.local) ? known : this.fresh(source, reading, borrowed);
    if ("diagnostics" in kept) return kept;
    remember(this.kept, key, kept);
    this.declare(kept);
    return { ...kept.compiled, cached: kept === known };
  }

  /** Whether a text is nothing but an expression, so that running it declares nothing. */
  isExpression(source: string): boolean {
    return this.read(source).isExpression;
  }

  /** Builds a program without a cell, so that the first one finds everything parsed. */
  warm(extent: Extent): void {
    const path = this.path(NOW);
    const used = extent === "full" ? "process.pid" : "1 + 1";
    this.world.files.put(path, `console.log(${used}); export {}`);
    this.extent = extent;
    const program = this.programs.build(path, extent);
    program.getSemanticDiagnostics(program.getSourceFile(path));
  }

  private read(source: string): Reading {
    const known = this.readings.get(source);
    if (known) return known;
    const reading = readCell(this.world, this.path("read"), source);
    remember(this.readings, source, reading);
    return reading;
  }

  private fresh(source: string, reading: Reading, borrowed: Borrowed): Kept | Refused {
    const text = moduleText(source, borrowed.text, reading);
    const { files } = this.world;
    files.put(this.path(NOW), text);
    files.put(`${this.world.folder}/${this.names.specifier}.ts`, this.names.text());
    const checked = this.checked(source, reading);
    if (checked.errors.length) return { ok: false, diagnostics: checked.errors };
    return { ...this.translate(source, reading, checked), text, entries: borrowed.entries };
  }

  /** A cell that the smaller library refuses is checked again with the whole one. */
  private checked(source: string, reading: Reading): Checked {
    if (reading.needsNode) this.extent = "full";
    const checked = this.check(source.length);
    if (checked.errors.length === 0 || this.extent === "full") return checked;
    this.extent = "full";
    return this.check(source.length);
  }

  private check(end: number): Checked {
    const path = this.path(NOW);
    const program = this.programs.build(path, this.extent);
    const file = program.getSourceFile(path)!;
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...this.local.complaints(program, file),
    ];
    return { program, file, errors: describe(this.world.ts, found, end) };
  }

  private translate(
    source: string,
    { async, augments }: Reading,
    { program, file }: Checked,
  ): Pick<Kept, "compiled" | "homes" | "augments" | "local"> {
    const { ts } = this.world;
    const id = this.next++;
    const { code, map, specifiers, declared } = emitCell(this.world, program, file, {
      end: source.length,
      async,
    });
    const homes = homesOf(ts, program.getTypeChecker(), declared, cellSpecifier(id));
    const compiled: Compiled = {
      ok: true,
      id,
      source,
      fileName: cellSpecifier(id),
      code,
      map,
      async,
      imports: [...specifiers],
      cached: false,
    };
    return { compiled, homes, augments, local: this.local.versions(program) };
  }

  /** The names of the cell come into force. */
  private declare(kept: Kept): void {
    const { homes, augments, compiled } = kept;
    this.scope.declare(homes);
    if (!augments && [...homes.values()].every(isSpelledOut)) return;
    const specifier = cellSpecifier(compiled.id);
    this.world.files.put(this.path(compiled.id), kept.text);
    this.stored.set(specifier, kept);
    if (augments) this.names.augment(specifier);
    if (this.names.isLarge || this.stored.size > 2 * this.inUse + 100) this.dropUnused();
  }

  private dropUnused(): void {
    const used = this.names.compact(this.scope.cells(), (cell) => this.stored.get(cell)?.entries ?? []);
    for (const [specifier, { compiled }] of this.stored) {
      if (used.has(specifier)) continue;
      this.stored.delete(specifier);
      this.world.files.drop(this.path(compiled.id));
    }
    this.inUse = this.stored.size;
  }

  private path(id: number | string): string {
    return `${this.world.folder}/${cellSpecifier(id)}.ts`;
  }
}

/** A map that forgets its oldest entries. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  if (key.length > LONG) return;
  map.set(key, value);
  if (map.size > KEEP) map.delete(map.keys().next().value!);
}
