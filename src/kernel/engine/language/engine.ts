// The engine: one object with everything that handlers ask of TypeScript.

import { posix, sep } from "node:path";
import { Cells } from "./cells";
import { loadCompiler, saveCompilerCache } from "./compiler";
import { completeness } from "./completeness";
import { describe } from "./diagnostics";
import { Editor } from "./editor";
import { Files } from "./files";
import { createWorld, type World } from "./programs";
import { Scope } from "./scope";
import { translate } from "./translate";
import type {
  Compiled,
  Completeness,
  Completion,
  Diagnostic,
  Engine,
  EngineOptions,
  Inspection,
  Refused,
} from "./types";

export function createEngine(options: EngineOptions): Engine {
  return new TypeScriptEngine(options);
}

class TypeScriptEngine implements Engine {
  readonly version: string;
  private readonly world: World;
  private readonly scope = new Scope();
  private readonly cells: Cells;
  private editor: Editor | undefined;
  private readonly warming: (() => void)[];

  constructor({ folder, fallbacks = [], cacheFolder }: EngineOptions) {
    const ts = loadCompiler(cacheFolder);
    this.version = ts.version;
    const files = new Files(ts, slashed(folder));
    this.world = createWorld(ts, files, slashed(folder), fallbacks.map(slashed));
    this.cells = new Cells(this.world, this.scope);
    this.warming = [
      () => this.cells.warm("light"),
      () => this.cells.compile("console.log(0);"),
      () => this.cells.extent === "light" && this.cells.warm("full"),
      saveCompilerCache,
    ];
  }

  compile(source: string): Compiled | Refused {
    return this.cells.compile(source);
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

  defineModule(name: string, source: string): readonly Diagnostic[] {
    const { ts, files, folder } = this.world;
    const path = posix.join(folder, `${name}.ts`);
    const errors = (files.parse(path, source) as unknown as { parseDiagnostics: never[] }).parseDiagnostics;
    files.put(path, source);
    return describe(ts, errors);
  }

  translate(path: string, text: string): { code: string; map: string } {
    return translate(this.world.ts, path, text);
  }

  virtualFile(path: string): string | undefined {
    return this.world.files.inMemory(slashed(path));
  }

  warm(): boolean {
    this.warming.shift()?.();
    return this.warming.length > 0;
  }

  private editing(): Editor {
    this.cells.extent = "full";
    return (this.editor ??= new Editor(this.world, this.scope));
  }
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
