// TypeScript: one object with everything that the rest of the engine asks of the compiler.

import { posix, sep } from "node:path";
import type { Completeness, Completion, Inspection } from "../../engine";
import { Cells } from "./cells";
import { loadCompiler, saveCompilerCache } from "./compiler";
import { completeness } from "./completeness";
import { readDirectives } from "./directives";
import { Editor } from "./editor";
import { Files } from "./files";
import { createWorld, type World } from "./programs";
import { Scope } from "./scope";
import { translate } from "./translate";
import type {
  Compiled,
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
  private readonly warming: Generator<void>;

  constructor(options: LanguageOptions) {
    this.world = makeWorld(options);
    this.cells = new Cells(this.world, this.scope);
    this.warming = this.slices();
  }

  /** What can be done before it is needed: the smaller library, which the first cell wants most, then the whole one. */
  private *slices(): Generator<void> {
    yield* this.cells.warm("light");
    yield;
    this.cells.compile("console.log(0);");
    yield;
    yield* this.cells.warm("full");
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
    return this.editing().complete(source, offset);
  }

  inspect(source: string, offset: number, detail: 0 | 1): Inspection | undefined {
    return this.editing().inspect(source, offset, detail);
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
    return translate(this.world.ts, path, text);
  }

  virtualFile(path: string): string | undefined {
    return this.world.files.inMemory(slashed(path));
  }

  warm(): boolean {
    return this.warming.next().done !== true;
  }

  private editing(): Editor {
    this.world.files.look();
    return (this.editor ??= new Editor(this.world, this.scope));
  }
}

function makeWorld({ folder, fallbacks = [], provided, globals, cacheFolder }: LanguageOptions): World {
  const ts = loadCompiler(cacheFolder);
  const home = slashed(folder);
  const others = fallbacks.map(slashed);
  // What the kernel's own packages were built into does not change while it runs.
  const settled = others.map((other) => `${other}/dist/`);
  const files = new Files(ts, home, globals, (path) => settled.some((start) => path.startsWith(start)));
  const declarations = new Map<string, string>();
  for (const [name, text] of provided ?? []) {
    const path = `${home}/cell:provided/${name}.d.ts`;
    files.put(path, text);
    declarations.set(name, path);
  }
  return createWorld(ts, files, { folder: home, fallbacks: others, provided: declarations });
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
