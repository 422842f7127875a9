// Modules for cells: packages by Node's own loader, local sources translated here and loaded again when they change.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { META, TURN } from "../language/translate";
import type { Translated } from "../language/types";
import { asRequired, namespaceOf } from "./interop";
import { importPackage, isOnlyByImport, requirePackage } from "./packages";

/** `import.meta` */
export interface Meta {
  url: string;
  dirname: string;
  filename: string;
}

export interface ModuleOptions {
  folder: string;
  /** A local source as CommonJS. */
  translate(path: string, text: string): Pick<Translated, "code" | "async">;
  /** Text of files that exist only in the engine. */
  virtualFile(path: string): string | undefined;
  /** What code that awaits in a circle calls on its way. */
  turn?: () => void;
  /** Modules that the kernel provides itself, such as "tslab". */
  provided?: ReadonlyMap<string, () => unknown>;
  /** Folders whose packages are found when the notebook's folder has none of that name. */
  fallbacks?: readonly string[];
}

interface LocalModule {
  path: string;
  version: string;
  exports: unknown;
  /** While its code runs without waiting for anything. */
  loading?: boolean;
  /** Local modules that it loaded: when one of them changes, this one is loaded again, too. */
  uses: Set<string>;
}

/** A module cannot be loaded before something else has been waited for; then loading is tried again. */
class Later extends Error {
  constructor(readonly wait: () => Promise<unknown>) {
    super("loading has to wait");
  }
}

const EXTENSIONS: readonly string[] = [
  ...["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"],
  ...["/index.ts", "/index.tsx", "/index.js"],
];
const AS_TYPESCRIPT: Readonly<Record<string, string>> = {
  ".js": ".ts",
  ".mjs": ".mts",
  ".cjs": ".cts",
  ".jsx": ".tsx",
};

export class Modules {
  readonly meta: Meta;
  readonly require: NodeJS.Require;
  private readonly locals = new Map<string, LocalModule>();
  private readonly ready = new Map<string, unknown>();
  /** Packages that only `import()` could load, for local sources. */
  private readonly imported = new Map<string, unknown>();
  private readonly fallbacks: readonly string[];
  /** Whether someone waits for what cannot be loaded at once. */
  private mayWait = false;

  constructor(private readonly options: ModuleOptions) {
    const filename = join(options.folder, "notebook.js");
    this.fallbacks = options.fallbacks ?? [];
    this.meta = metaOf(filename);
    this.require = this.requireFrom(filename, undefined);
  }

  /** Loads what a cell imports; a promise only when a module cannot be loaded at once. */
  prepare(specifiers: readonly string[]): Promise<void> | undefined {
    if (specifiers.length) {
      this.forgetHalves();
      this.forgetChanged();
    }
    const late: { specifier: string; later: Later }[] = [];
    for (const specifier of specifiers) {
      const later = this.attempt(() => this.ready.set(specifier, this.require(specifier)));
      if (later) late.push({ specifier, later });
    }
    return late.length ? this.prepareLate(late) : undefined;
  }

  /** A module that was prepared. */
  loaded(specifier: string): unknown {
    return this.ready.get(specifier);
  }

  /** `import()` in a cell. */
  async importNow(specifier: unknown): Promise<unknown> {
    const text = String(specifier);
    await this.prepare([text]);
    return namespaceOf(this.ready.get(text));
  }

  private async prepareLate(late: readonly { specifier: string; later: Later }[]): Promise<void> {
    for (const { specifier, later } of late) {
      await this.patiently(later, () => this.ready.set(specifier, this.require(specifier)));
    }
  }

  /** Does what can be done at once; otherwise says what has to be waited for. */
  private attempt(load: () => unknown): Later | undefined {
    try {
      this.waiting(load);
      return undefined;
    } catch (error) {
      if (error instanceof Later) return error;
      throw error;
    }
  }

  private waiting<T>(load: () => T): T {
    const before = this.mayWait;
    this.mayWait = true;
    try {
      return load();
    } finally {
      this.mayWait = before;
    }
  }

  private async patiently(first: Later, load: () => unknown): Promise<void> {
    for (let later: Later | undefined = first; later; later = this.attempt(load)) await later.wait();
  }

  /** `require` as a file sees it, with local sources loaded here. */
  private requireFrom(file: string, user: LocalModule | undefined): NodeJS.Require {
    const native = createRequire(file);
    const load = (specifier: string): unknown => {
      const provided = this.options.provided?.get(specifier);
      if (provided) return provided();
      const local = this.localPath(specifier, dirname(file));
      if (local === undefined) return this.package(native, file, specifier);
      user?.uses.add(local);
      return this.local(local).exports;
    };
    const { resolve, cache, extensions, main } = native;
    return Object.assign(load, { resolve, cache, extensions, main });
  }

  private package(native: NodeJS.Require, file: string, specifier: string): unknown {
    const key = `${specifier} ${dirname(file)}`;
    if (this.imported.has(key)) return this.imported.get(key);
    try {
      return requirePackage(native, specifier, this.fallbacks);
    } catch (error) {
      if (!this.mayWait || !isOnlyByImport(error)) throw error;
      throw new Later(async () =>
        this.imported.set(key, asRequired(await importPackage(file, specifier, this.fallbacks))),
      );
    }
  }

  private localPath(specifier: string, from: string): string | undefined {
    if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier) && !isAbsolute(specifier)) return undefined;
    const path = resolve(from, specifier);
    if (path.includes("/node_modules/") || path.endsWith(".node")) return undefined;
    const extension = extname(path);
    const candidates = EXTENSIONS.map((end) => path + end);
    if (extension in AS_TYPESCRIPT)
      candidates.splice(1, 0, path.slice(0, -extension.length) + AS_TYPESCRIPT[extension]);
    return candidates.find((candidate) => this.isFile(candidate));
  }

  private isFile(path: string): boolean {
    return this.options.virtualFile(path) !== undefined || (existsSync(path) && statSync(path).isFile());
  }

  private local(path: string): LocalModule {
    const known = this.locals.get(path);
    if (known) return known;
    const module: LocalModule = { path, version: this.version(path), exports: {}, uses: new Set() };
    // Known before it has run, so that modules that need each other see what is there so far, as in Node.
    this.locals.set(path, module);
    try {
      module.loading = true;
      this.execute(module);
      module.loading = false;
    } catch (error) {
      this.locals.delete(path);
      throw error;
    }
    return module;
  }

  private execute(module: LocalModule): void {
    const text = this.options.virtualFile(module.path) ?? readFileSync(module.path, "utf8");
    if (extname(module.path) === ".json") {
      module.exports = JSON.parse(text);
      return;
    }
    const { code, async } = this.options.translate(module.path, text);
    const run = this.functionOf(module, code, async);
    if (!async) return void run();
    if (!this.mayWait)
      throw new Error(`${module.path} awaits at its top: import it in place of requiring it.`);
    throw new Later(() => this.finish(module, run));
  }

  /** Runs a module that awaits at its top, again and again until nothing that it imports has to be waited for. */
  private async finish(module: LocalModule, run: () => unknown): Promise<void> {
    this.locals.set(module.path, module);
    module.loading = false;
    try {
      for (let done = false; !done;) done = await this.hasRun(run);
    } catch (error) {
      this.locals.delete(module.path);
      throw error;
    }
  }

  private async hasRun(run: () => unknown): Promise<boolean> {
    try {
      await this.waiting(run);
      return true;
    } catch (error) {
      if (!(error instanceof Later)) throw error;
      await error.wait();
      return false;
    }
  }

  private functionOf(module: LocalModule, code: string, async: boolean): () => unknown {
    const { path } = module;
    const keyword = async ? "async " : "";
    const wrapped = `(${keyword}function (exports, require, module, __filename, __dirname, ${META}, ${TURN}) { ${code}\n})`;
    const run = new Script(wrapped, { filename: path }).runInThisContext() as (...args: unknown[]) => unknown;
    const require = this.requireFrom(path, module);
    const { turn } = this.options;
    const rest = [require, module, path, dirname(path), metaOf(path), turn];
    return () => run.call(module.exports, module.exports, ...rest);
  }

  private version(path: string): string {
    const text = this.options.virtualFile(path);
    if (text !== undefined) return text;
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
  }

  /** An interrupt leaves behind what was being loaded: nothing is when a cell begins, and it is loaded anew. */
  private forgetHalves(): void {
    const { cache } = this.require;
    for (const [path, module] of Object.entries(cache)) if (module?.loaded === false) delete cache[path];
    for (const [path, module] of this.locals) if (module.loading) this.locals.delete(path);
  }

  /** Drops what changed on disk and whatever loaded it, however far away. */
  private forgetChanged(): void {
    const stale = [...this.locals.values()]
      .filter((m) => this.version(m.path) !== m.version)
      .map((m) => m.path);
    while (stale.length) {
      const path = stale.pop()!;
      if (!this.locals.delete(path)) continue;
      for (const module of this.locals.values()) if (module.uses.has(path)) stale.push(module.path);
    }
  }
}

function metaOf(filename: string): Meta {
  return { url: pathToFileURL(filename).href, dirname: dirname(filename), filename };
}
