// The kernel's own modules, read from one file with V8's code of them. Node looks for each of its 230 files,
// reads and compiles it: 0.3 to 0.5 ms a file before the first cell. Node 20 has no setting for a code cache,
// and that of later versions compiles less, but looks for every file all the same. Texts and names of files
// stay what they are, so that traces, the debugger and errors know no difference; every file's stamp is
// compared when it is loaded, and the first kernel after an installation or a build writes the pack anew.

import { existsSync, readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { codeCacheName } from "../host/codeCache";
import { asFunction, columnOffset, type Packed, readPack, stampOf, writePack } from "./pack";

/** A module's code, as a function of what a module gets. */
type Run = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: NodeModule,
  file: string,
  folder: string,
) => void;

type Loaded = Pick<Packed, "stamp" | "text"> & { script: Script };

export class OwnModules {
  private readonly packed: Map<string, Packed>;
  /** Those of this run. */
  private readonly loaded = new Map<string, Loaded>();
  private readonly native = createRequire(__filename);
  private isStale = false;

  /** `path` is where the pack is kept; without one, the modules are read from their files. */
  constructor(private readonly path: string | undefined) {
    const packed = path === undefined ? [] : readPack(path);
    this.packed = new Map(packed.map((one) => [one.file, one]));
  }

  /** What `require` of a file gives. */
  require(file: string): unknown {
    const known = this.native.cache[file];
    return known === undefined ? this.load(file) : known.exports;
  }

  /**
   * Writes the pack if it was not as it should be, and forgets it: best after the first cell, when the
   * functions in use are compiled.
   */
  save(): void {
    if (this.path !== undefined && this.isStale) writePack(this.path, this.current());
    this.isStale = false;
    this.packed.clear();
    this.loaded.clear();
  }

  private current(): Packed[] {
    const loaded = [...this.loaded].map(([file, { stamp, text, script }]) => {
      return { file, stamp, text, code: script.createCachedData() };
    });
    const others = [...this.packed.values()].filter(({ file }) => !this.loaded.has(file) && existsSync(file));
    return [...loaded, ...others];
  }

  private load(file: string): unknown {
    const module = new Module(file);
    module.filename = file;
    const folder = dirname(file);
    const run = this.script(file).runInThisContext() as Run;
    const { cache } = this.native;
    cache[file] = module;
    try {
      run.call(module.exports, module.exports, this.requireIn(folder), module, file, folder);
      module.loaded = true;
    } finally {
      if (!module.loaded) delete cache[file];
    }
    return module.exports;
  }

  private requireIn(folder: string): NodeJS.Require {
    const { resolve, main, cache, extensions } = this.native;
    const absolute = (name: string): string => (name.startsWith(".") ? join(folder, name) : name);
    return Object.assign((name: string) => this.from(folder, name), {
      resolve: Object.assign(
        (name: string, options?: NodeJS.RequireResolveOptions) => resolve(absolute(name), options),
        { paths: (name: string) => resolve.paths(absolute(name)) },
      ),
      ...{ main, cache, extensions },
    });
  }

  /** What a module of this folder gets under a name. */
  private from(folder: string, name: string): unknown {
    if (!name.startsWith(".")) return this.native(name);
    const path = join(folder, name);
    const files = path.endsWith(".js") ? [path] : [`${path}.js`, join(path, "index.js")];
    const file = files.find((one) => this.packed.has(one)) ?? files.find((one) => existsSync(one));
    return file === undefined ? this.native(path) : this.require(file);
  }

  private script(file: string): Script {
    const stamp = stampOf(file);
    const known = this.packed.get(file);
    const isCurrent = known?.stamp === stamp;
    const text = isCurrent ? known.text : asFunction(readFileSync(file, "utf8"));
    const script = new Script(text, {
      filename: file,
      cachedData: isCurrent ? known.code : undefined,
      columnOffset,
    });
    if (!isCurrent || script.cachedDataRejected) this.isStale = true;
    this.loaded.set(file, { stamp, text, script });
    return script;
  }
}

/** Where the pack of a thread of this installation is kept. */
export function packPath(cacheFolder: string, thread: string): string {
  return join(cacheFolder, codeCacheName(thread, __dirname));
}
