// One cell from source to JavaScript: parse, see what it uses of earlier cells, check, translate.

import type TypeScript from "typescript";
import { checkerDiagnostics, noteDiagnostics } from "./advice/advise";
import { libraryNames } from "./advice/library";
import type { Names } from "./advice/row";
import { emitCell } from "./emit";
import { homesOf } from "./homes";
import { KnownGlobals } from "./knownGlobals";
import { LocalSources, type Versions } from "./localSources";
import { NamesModule } from "./namesModule";
import type { Extent } from "./options";
import { withInstalls } from "./notInstalled";
import { Programs, type World } from "./programs";
import { standsAlone, moduleText, parseAsModule, readCell, type Reading } from "./reading";
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
  notes: Diagnostic[];
}

/** How many cells are remembered, and how long they may be. */
const KEEP = 2000;
const LONG = 1_000_000;

/**
 * Every cell is checked under the same file name: where only the text of one file is new, a program is made
 * in no time.
 */
const NOW = "now";

export class Cells {
  private readonly kept = new Map<string, Kept>();
  private readonly readings = new Map<string, Reading>();
  /** The cells that others may lead to, by specifier. */
  private readonly stored = new Map<string, Kept>();
  private readonly names: Readonly<Record<Extent, NamesModule>> = {
    light: new NamesModule(cellSpecifier("names-light")),
    full: new NamesModule(cellSpecifier("names")),
  };
  private readonly programs: Programs;
  private readonly local: LocalSources;
  private readonly known: Names;
  private readonly globals: KnownGlobals;
  private next = 1;
  /** Of the settings and packages that the cells were compiled by. */
  private generation: number;
  /** How many were stored after the last clearing. */
  private inUse = 0;
  /** The cells that are free of what only the whole library knows. */
  private readonly light = new Set<string>();
  /** A cell has changed what all others mean. */
  private augmented = false;

  constructor(
    private readonly world: World,
    private readonly scope: Scope,
  ) {
    this.programs = new Programs(world);
    this.local = new LocalSources(world);
    this.known = { session: () => scope.all(), library: libraryNames(world) };
    this.globals = new KnownGlobals(world.files);
    this.generation = world.generation();
  }

  compile(source: string): Compiled | Refused {
    this.look();
    const reading = this.read(source);
    if (reading.errors.length) return { ok: false, diagnostics: reading.errors };
    if (this.extentFor(reading) === "light") {
      const compiled = this.compileIn("light", source, reading);
      if (compiled.ok) return compiled;
      // What the smaller library refuses is checked with the whole one, also the next time.
      reading.needsNode = true;
    }
    const compiled = this.compileIn("full", source, reading);
    if (compiled.ok || !this.globals.declare(source, compiled.diagnostics)) return compiled;
    return this.compileIn("full", source, reading);
  }

  /** Another tsconfig.json or another package makes every cell a new one. */
  private look(): void {
    this.world.look();
    const generation = this.world.generation();
    if (generation === this.generation) return;
    this.generation = generation;
    this.programs.forget();
    this.local.forget();
    this.kept.clear();
    this.readings.clear();
  }

  /** The smaller library is enough for a cell that takes nothing from cells that needed more. */
  private extentFor({ needsNode, names, own }: Reading): Extent {
    if (needsNode || this.augmented || !this.world.allowsLight(names)) return "full";
    for (const cell of this.scope.cellsOf(names, own)) if (!this.light.has(cell)) return "full";
    return "light";
  }

  private compileIn(extent: Extent, source: string, reading: Reading): Compiled | Refused {
    const borrowed = this.scope.borrow(reading.names, reading.own, this.names[extent]);
    const key = `${source}\0${borrowed.text}`;
    const known = this.kept.get(key);
    const kept =
      known && this.local.areCurrent(known.local) ? known : this.fresh(extent, source, reading, borrowed);
    if ("diagnostics" in kept) return kept;
    remember(this.kept, key, kept);
    this.declare(kept, extent);
    return { ...kept.compiled, cached: kept === known };
  }

  /** Whether a cell that has run is free of what only the whole library knows. */
  isLight(specifier: string): boolean {
    return this.light.has(specifier);
  }

  /** Cells that have run and act without being named. */
  augmenting(): Iterable<string> {
    return this.names.full.augmentations();
  }

  /** Whether a text is nothing but an expression, so that running it declares nothing. */
  isExpression(source: string): boolean {
    return this.read(source).isExpression;
  }

  /**
   * Builds a program without a cell, so that the first one finds everything parsed and bound; in slices,
   * after each of which a cell that has come may be run. One that is run in between finds what is done so
   * far, and the rest of the slices its own.
   */
  *warm(): Generator<void> {
    const [path, extent] = [this.path(NOW), "light" as const];
    for (const file of this.world.ahead(extent)) {
      this.world.files.source(file);
      yield;
    }
    this.world.files.put(path, "console.log(1 + 1); export {}");
    const program = this.programs.build(path, extent);
    yield;
    for (const file of program.getSourceFiles()) if (this.world.bind(file, extent)) yield;
    program.getTypeChecker();
    yield;
    program.getSemanticDiagnostics(program.getSourceFile(path));
  }

  /** After a check that was ended half way. */
  renew(): void {
    this.programs.forget();
    this.readings.clear();
  }

  private read(source: string): Reading {
    const known = this.readings.get(source);
    if (known) return known;
    const { files } = this.world;
    const module = this.parseAtOnce(source);
    const file = module ?? files.parse(this.path("read"), source);
    const reading = readCell(this.world, this.known, file, source);
    if (module) files.adopt(this.path(NOW), module);
    remember(this.readings, source, reading);
    return reading;
  }

  private parseAtOnce(source: string): TypeScript.SourceFile | undefined {
    if (!standsAlone(source, (name) => this.scope.get(name) !== undefined)) return undefined;
    const { text } = this.scope.borrow([], new Map(), this.names.light);
    return parseAsModule(this.world, this.path(NOW), source, text);
  }

  private fresh(extent: Extent, source: string, reading: Reading, borrowed: Borrowed): Kept | Refused {
    const text = moduleText(source, borrowed.text, reading);
    const { files } = this.world;
    files.put(this.path(NOW), text);
    for (const names of Object.values(this.names))
      files.put(`${this.world.folder}/${names.specifier}.ts`, names.text());
    const checked = this.check(extent, source.length);
    if (checked.errors.length) return { ok: false, diagnostics: checked.errors };
    return { ...this.translate(source, reading, checked), text, entries: borrowed.entries };
  }

  private check(extent: Extent, end: number): Checked {
    const path = this.path(NOW);
    const program = this.programs.build(path, extent);
    const file = program.getSourceFile(path)!;
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...this.local.complaints(program, file),
    ];
    const subject = { ts: this.world.ts, file, end, names: this.known };
    const checker = program.getTypeChecker();
    const errors = withInstalls(this.world, checkerDiagnostics(subject, checker, found));
    return { program, file, errors, notes: errors.length > 0 ? [] : noteDiagnostics(subject, checker) };
  }

  private translate(
    source: string,
    { async, augments }: Reading,
    { program, file, notes }: Checked,
  ): Pick<Kept, "compiled" | "homes" | "augments" | "local"> {
    const { ts } = this.world;
    const id = this.next++;
    const { code, map, imports, declared } = emitCell(this.world, program, file, {
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
      imports,
      notes,
      cached: false,
    };
    return { compiled, homes, augments, local: this.local.versions(program) };
  }

  /** The names of the cell come into force. */
  private declare(kept: Kept, extent: Extent): void {
    const { homes, augments, compiled } = kept;
    this.scope.declare(homes);
    if (!augments && [...homes.values()].every(isSpelledOut)) return;
    const specifier = cellSpecifier(compiled.id);
    this.world.files.put(this.path(compiled.id), kept.text);
    this.stored.set(specifier, kept);
    if (extent === "light") this.light.add(specifier);
    if (augments) this.augment(specifier);
    const areLarge = Object.values(this.names).some((names) => names.isLarge);
    if (areLarge || this.stored.size > 2 * this.inUse + 100) this.dropUnused();
  }

  private augment(specifier: string): void {
    this.names.full.augment(specifier);
    this.augmented = true;
  }

  private dropUnused(): void {
    const roots = [...this.scope.cells()];
    const entries = (cell: string): readonly string[] => this.stored.get(cell)?.entries ?? [];
    const used = new Set(Object.values(this.names).flatMap((names) => [...names.compact(roots, entries)]));
    for (const [specifier, { compiled }] of this.stored) {
      if (used.has(specifier)) continue;
      this.stored.delete(specifier);
      this.light.delete(specifier);
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
