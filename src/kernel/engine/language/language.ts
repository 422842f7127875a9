// TypeScript: one object with everything that the rest of the engine asks of the compiler.

import { loadCompiler, saveCompilerCache } from "../../host/compiler";
import { posix, sep } from "../../host/paths";
import type { Editing } from "../../editing";
import type { Completeness, Completion, Inspection } from "../../engine";
import { Cells } from "./cells";
import { completeness } from "./completeness";
import { DebugTexts } from "./debugText";
import { readDirectives } from "./directives";
import { DraftEditing } from "./drafts/editing";
import { Editor } from "./editor";
import { Files } from "./files";
import { createWorld, type World } from "./programs";
import { Scope } from "./scope";
import { translate } from "./translate";
import type {
  Compiled,
  DebugText,
  Diagnostic,
  Directives,
  Language,
  LanguageOptions,
  Refused,
  Translated,
} from "./types";

/** Loads the compiler; everything else comes with the first question. */
export function createLanguage(options: LanguageOptions): Language {
  return new TypeScriptLanguage(options);
}

class TypeScriptLanguage implements Language {
  private readonly world: World;
  private readonly scope = new Scope();
  private readonly cells: Cells;
  private editor: Editor | undefined;
  private drafts: DraftEditing | undefined;
  /** The state of tsconfig.json whose faults have been told. */
  private told = -1;
  private warming: Generator<void>;

  constructor(options: LanguageOptions) {
    this.world = makeWorld(options);
    this.cells = new Cells(this.world, this.scope);
    this.warming = this.slices();
  }

  /**
   * What can be done before it is needed: the smaller library. The whole one takes 50 MB, and most cells
   * never ask for it.
   */
  private *slices(): Generator<void> {
    yield* this.cells.warm();
    yield;
    this.cells.compile("console.log(0);");
    yield;
    saveCompilerCache();
  }

  compile(source: string): Compiled | Refused {
    return this.cells.compile(source);
  }

  isExpression(source: string): boolean {
    return this.cells.isExpression(source);
  }

  complete(source: string, offset: number): Completion {
    return this.asking().complete(source, offset);
  }

  inspect(source: string, offset: number, detail: 0 | 1): Inspection | undefined {
    return this.asking().inspect(source, offset, detail);
  }

  editing(): Editing {
    return (this.drafts ??= new DraftEditing(this.world, this.scope, this.cells));
  }

  debugText(): DebugText {
    return new DebugTexts(this.world, (source) => this.cells.compile(source));
  }

  isComplete(source: string): Completeness {
    const { ts, files, folder } = this.world;
    return completeness(ts, files, `${folder}/cell:typed.ts`, source);
  }

  directives(source: string): Directives {
    return readDirectives(this.world.ts, source);
  }

  defineModule(name: string, source: string, jsx: boolean): readonly Diagnostic[] {
    const { files, folder } = this.world;
    const [plain, elements] = [".ts", ".tsx"].map((end) => posix.join(folder, name + end));
    files.drop(jsx ? plain : elements);
    files.put(jsx ? elements : plain, source);
    const checked = this.cells.compile(`import "./${name}";`);
    return checked.ok ? [] : checked.diagnostics;
  }

  translate(path: string, text: string): Translated {
    return translate(this.world.ts, path, text, this.world.options("full"));
  }

  virtualFile(path: string): string | undefined {
    return this.world.files.inMemory(slashed(path));
  }

  mapped(specifier: string): readonly string[] {
    return this.world.config.mapped(specifier);
  }

  problems(): readonly string[] {
    const { generation, settings } = this.world.config;
    if (generation === this.told) return [];
    this.told = generation;
    return settings.problems;
  }

  warm(): boolean {
    return this.warming.next().done !== true;
  }

  renew(): void {
    this.world.files.forget();
    this.cells.renew();
    // A generator that was ended in the middle of a slice counts as running for ever.
    this.warming = this.slices();
    this.editor = undefined;
    this.drafts?.renew();
  }

  private asking(): Editor {
    this.world.look();
    return (this.editor ??= new Editor(this.world, this.scope));
  }
}

function makeWorld(options: LanguageOptions): World {
  const { folder, fallbacks = [], provided, globals, cacheFolder, selfContained } = options;
  const ts = loadCompiler(cacheFolder);
  const home = slashed(folder);
  const others = fallbacks.map(slashed);
  // What the kernel's own packages were built into does not change while it runs.
  const settled = others.flatMap((other) => [`${other}/dist/`, `${other}/node_modules/`]);
  const files = new Files(ts, home, globals, (path) => settled.some((start) => path.startsWith(start)));
  const declarations = new Map<string, string>();
  for (const [name, text] of provided ?? []) {
    const path = `${home}/cell:provided/${name}.d.ts`;
    files.put(path, text);
    declarations.set(name, path);
  }
  const places = { folder: home, fallbacks: others, provided: declarations };
  return createWorld(ts, files, places, new Set(selfContained));
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
