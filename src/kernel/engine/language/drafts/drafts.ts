// The cells of a notebook as they stand in the editor, in their order: each is a module that sees the names
// of those above it, and beneath them what the kernel knows. None of them need have run.

import type TypeScript from "typescript";
import type { DraftCell } from "../../../editing";
import { libraryNames } from "../advice/library";
import type { Names } from "../advice/row";
import type { Cells } from "../cells";
import { readDirectives } from "../directives";
import { LocalSources } from "../localSources";
import { NamesModule } from "../namesModule";
import type { Extent } from "../options";
import type { World } from "../programs";
import { moduleText, readCell, type Reading } from "../reading";
import { cellSpecifier } from "../resolve";
import type { Home, Scope } from "../scope";
import { createService } from "../service";
import type { Diagnostic } from "../types";
import { Draft } from "./draft";
import { Interner, Signatures } from "./signatures";

/** How many cells are remembered besides those of the notebook that is asked about. */
const KEEP = 1000;

const extents: readonly Extent[] = ["light", "full"];

export class Drafts {
  readonly local: LocalSources;
  readonly globalsFile: string;
  /** The cells of the last question, in their order. */
  order: readonly Draft[] = [];
  private readonly services: Partial<Record<Extent, TypeScript.LanguageService>> = {};
  private readonly known = new Map<string, Draft>();
  private readonly interner = new Interner();
  private readonly signatures: Signatures;
  private readonly bySpecifier = new Map<string, Draft>();
  private readonly library: Names["library"];
  /** Files that cells of the notebook are, by the names under which others import them. */
  private readonly modules = new Set<string>();
  /** Types are made from the first cell to the last, for the program that is told. */
  private isDeep = false;
  private prepared: TypeScript.Program | undefined;
  private numbers = 0;
  private pass = 0;
  private generation: number;
  private stamp = "";

  constructor(
    readonly world: World,
    private readonly kernel: Scope,
    private readonly cells: Cells,
  ) {
    this.local = new LocalSources(world);
    this.library = libraryNames(world);
    this.generation = world.generation();
    this.globalsFile = `${world.folder}/${cellSpecifier("draft-globals")}.d.ts`;
    world.files.put(this.globalsFile, "");
    this.signatures = new Signatures(
      world,
      this.interner,
      (draft) => this.program(draft.extent),
      (draft, name) => this.above(draft, name),
    );
  }

  /** Takes the cells of a question. */
  open(cells: readonly DraftCell[]): void {
    this.pass++;
    this.look();
    this.order = this.take(cells);
    this.bySpecifier.clear();
    for (const draft of this.order) this.bySpecifier.set(draft.specifier, draft);
    const modules = {
      light: new NamesModule(cellSpecifier("drafts-light")),
      full: new NamesModule(cellSpecifier("drafts")),
    };
    const augmenting = this.augmenting();
    for (const specifier of augmenting) modules.full.augment(specifier);
    const scope = this.kernel.copy();
    for (const draft of this.order) this.place(draft, scope, modules, augmenting.length > 0);
    for (const { specifier, text } of extents.map((extent) => textOf(modules[extent], this.order, extent)))
      this.world.files.put(`${this.world.folder}/${specifier}.ts`, text);
    this.stamp = `${this.generation} ${augmenting.join()} ${this.world.files.version(this.globalsFile)}`;
  }

  /** The draft of a cell; undefined where the question did not bring it. */
  find(id: string): Draft | undefined {
    const draft = this.known.get(id);
    return draft && this.bySpecifier.get(draft.specifier) === draft ? draft : undefined;
  }

  /** The draft that a file of the program is. */
  at(path: string): Draft | undefined {
    return this.order.find((draft) => draft.path === path);
  }

  /** Whether a module that was not found is a cell of the notebook, which has only to run. */
  makes({ code, message }: Diagnostic): boolean {
    const specifier = code === 2307 ? /'([^']+)'/.exec(message)?.[1] : undefined;
    return specifier !== undefined && this.modules.has(specifier);
  }

  /** The names that a cell sees: those above it, beneath them the kernel's. */
  scopeAt(draft: Draft): Scope {
    const scope = this.kernel.copy();
    for (const other of this.order) {
      if (other === draft) break;
      scope.declare(other.homes(this.world));
    }
    return scope;
  }

  namesAt(draft: Draft): Names {
    let scope: Scope | undefined;
    return { session: () => (scope ??= this.scopeAt(draft)).all(), library: this.library };
  }

  program(extent: Extent): TypeScript.Program {
    const program = this.service(extent).getProgram()!;
    if (this.isDeep && this.prepared !== program) this.prepare(program);
    return program;
  }

  /**
   * A chain of cells was too long for the compiler, which follows it call by call: from now on each type is
   * known before the next.
   */
  takeSteps(): void {
    this.isDeep = true;
    for (const extent of extents) this.services[extent]?.cleanupSemanticCache();
  }

  private prepare(program: TypeScript.Program): void {
    this.prepared = program;
    const checker = program.getTypeChecker();
    for (const draft of this.order) {
      if (program.getSourceFile(draft.path) === undefined) continue;
      for (const { node } of draft.declared(this.world))
        checker.getTypeAtLocation((node as TypeScript.NamedDeclaration).name ?? node);
    }
  }

  service(extent: Extent): TypeScript.LanguageService {
    const { files } = this.world;
    const always = [files.globalsFile, this.globalsFile, ...(extent === "light" ? [files.preludeFile] : [])];
    return (this.services[extent] ??= createService(this.world, {
      extent,
      roots: () => [
        ...this.order
          .filter((draft) => extent === "full" || draft.extent === "light")
          .map(({ path }) => path),
        ...always,
      ],
    }));
  }

  /** Everything that the complaints about a cell depend on, as one number. */
  keyOf(draft: Draft): number {
    if (draft.pass === this.pass) return draft.key;
    draft.pass = this.pass;
    const parts = draft.uses.map(
      ([name, { value, type }]) => `${name}:${this.part(name, value)}:${this.part(name, type)}`,
    );
    const { text } = draft.whole;
    draft.key = this.interner.number([draft.extent, this.stamp, ...parts, text].join("\0"));
    return draft.key;
  }

  /** What was parsed and checked may be half done. */
  renew(): void {
    this.isDeep = false;
    for (const extent of extents) {
      this.services[extent]?.dispose();
      this.services[extent] = undefined;
    }
    this.known.clear();
    this.order = [];
    this.interner.forget();
    this.local.forget();
  }

  private part(name: string, home: Home | undefined): string {
    if (home === undefined) return "";
    const draft = this.bySpecifier.get(home.cell);
    if (draft === undefined) return `${home.cell} ${home.as} ${home.plain ?? ""}`;
    this.keyOf(draft);
    return `${home.as} ${this.signatures.of(draft, name)}`;
  }

  private above(draft: Draft, name: string): number | undefined {
    const found = draft.uses.find(([used]) => used === name)?.[1];
    if (found === undefined) return undefined;
    return this.interner.number(`${this.part(name, found.value)}:${this.part(name, found.type)}`);
  }

  private look(): void {
    this.world.look();
    if (this.interner.isLarge) this.forgetKeys();
    if (this.world.generation() === this.generation) return;
    this.generation = this.world.generation();
    this.renew();
  }

  private forgetKeys(): void {
    this.interner.forget();
    for (const draft of this.known.values()) [draft.checked, draft.signedFor] = [undefined, 0];
  }

  private take(cells: readonly DraftCell[]): Draft[] {
    const { ts } = this.world;
    this.modules.clear();
    const taken = new Set<string>();
    const drafts = cells.flatMap(({ id, text }) => {
      // Nothing of a cell that is another program's is seen here.
      const { browser, module } = readDirectives(ts, text);
      if (module !== undefined) this.modules.add(`./${module}`);
      if (taken.has(id) || browser || module !== undefined) return [];
      taken.add(id);
      const draft = this.known.get(id) ?? new Draft(id, this.world.folder, ++this.numbers);
      this.known.delete(id);
      this.known.set(id, draft);
      return this.isTaken(draft, text) ? [draft] : [];
    });
    this.dropOldest(taken.size + KEEP);
    return drafts;
  }

  /** False for a text that is nested deeper than the compiler can follow: nothing is said of it. */
  private isTaken(draft: Draft, text: string): boolean {
    try {
      draft.take(text, (source) => this.read(source, draft));
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.known.delete(draft.id);
      return false;
    }
  }

  private dropOldest(most: number): void {
    for (const [id, draft] of this.known) {
      if (this.known.size <= most) return;
      this.known.delete(id);
      this.world.files.drop(draft.path);
    }
  }

  private read(source: string, draft: Draft): Reading {
    const { files, folder } = this.world;
    const file = files.parse(`${folder}/${cellSpecifier("read-draft")}.ts`, source);
    return readCell(this.world, this.namesAt(draft), file, source);
  }

  /** Puts a cell behind those above it. */
  private place(
    draft: Draft,
    scope: Scope,
    modules: Record<Extent, NamesModule>,
    isAugmented: boolean,
  ): void {
    const { reading, text } = draft.whole;
    draft.borrow(scope);
    draft.extent = isAugmented || this.needsFull(draft, scope) ? "full" : "light";
    const borrowed = scope.borrow(reading.names, reading.own, modules[draft.extent]);
    this.world.files.put(draft.path, moduleText(text, borrowed.text, reading));
    scope.declare(draft.homes(this.world));
  }

  private needsFull({ needsFull, whole: { reading } }: Draft, scope: Scope): boolean {
    if (needsFull || reading.needsNode || !this.world.allowsLight(reading.names)) return true;
    for (const cell of scope.cellsOf(reading.names, reading.own)) {
      const draft = this.bySpecifier.get(cell);
      if (draft === undefined ? !this.cells.isLight(cell) : draft.extent === "full") return true;
    }
    return false;
  }

  /** Cells that act without being named; while they are written, not as they have run. */
  private augmenting(): string[] {
    const drafts = this.order.filter(({ whole }) => whole.reading.augments);
    return drafts.length > 0 ? drafts.map(({ specifier }) => specifier) : [...this.cells.augmenting()];
  }
}

/** Every cell is imported, so that which ones are does not change with the names that are used. */
function textOf(
  module: NamesModule,
  order: readonly Draft[],
  extent: Extent,
): { specifier: string; text: string } {
  const cells = order.filter((draft) => extent === "full" || draft.extent === "light");
  const imports = cells.map(({ specifier }) => `import "${specifier}";`);
  return { specifier: module.specifier, text: [...imports, module.text()].join("\n") };
}
