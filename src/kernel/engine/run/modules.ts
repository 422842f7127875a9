// Modules for cells: packages by Node's own loader, local sources translated here and loaded again when they change.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { constants, Script } from "node:vm";

/** Translates a local source to CommonJS. */
export type Translate = (path: string, text: string) => string;

export interface ModuleLoader {
  require: NodeJS.Require;
  /** Loads what a cell imports; a promise only when a module cannot be loaded at once. */
  prepare(specifiers: readonly string[]): Promise<void> | undefined;
  /** A module that was prepared. */
  loaded(specifier: string): unknown;
  importNow(specifier: string): Promise<unknown>;
  meta: { url: string; dirname: string; filename: string };
}

export interface ModuleOptions {
  folder: string;
  translate: Translate;
  /** Text of files that exist only in the engine. */
  virtualFile(path: string): string | undefined;
  /** Modules that the kernel provides itself, such as "tslab". */
  provided?: ReadonlyMap<string, () => unknown>;
  /** Folders whose packages are found when the notebook's folder has none of that name. */
  fallbacks?: readonly string[];
}

interface LocalModule {
  path: string;
  version: string;
  exports: unknown;
  /** Local modules that it loaded: when one of them changes, this one is loaded again, too. */
  uses: Set<string>;
}

const EXTENSIONS = [
  "",
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
  ".json",
  "/index.ts",
  "/index.tsx",
  "/index.js",
];
const AS_TYPESCRIPT: Readonly<Record<string, string>> = {
  ".js": ".ts",
  ".mjs": ".mts",
  ".cjs": ".cts",
  ".jsx": ".tsx",
};
const ONLY_BY_IMPORT: ReadonlySet<unknown> = new Set([
  "ERR_REQUIRE_ESM",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
]);

export function createModules(options: ModuleOptions): ModuleLoader {
  return new Modules(options);
}

class Modules implements ModuleLoader {
  readonly meta: ModuleLoader["meta"];
  readonly require: NodeJS.Require;
  private readonly locals = new Map<string, LocalModule>();
  private readonly ready = new Map<string, unknown>();

  constructor(private readonly options: ModuleOptions) {
    const filename = join(options.folder, "notebook.js");
    this.meta = { url: pathToFileURL(filename).href, dirname: options.folder, filename };
    this.require = this.requireFrom(filename, undefined);
  }

  prepare(specifiers: readonly string[]): Promise<void> | undefined {
    if (specifiers.length) this.forgetChanged();
    const late = specifiers.filter((specifier) => !this.loadNow(specifier));
    if (late.length === 0) return undefined;
    return (async () => {
      for (const specifier of late)
        this.ready.set(specifier, await importFrom(this.meta.filename, specifier, this.options));
    })();
  }

  loaded(specifier: string): unknown {
    return this.ready.get(specifier);
  }

  async importNow(specifier: string): Promise<unknown> {
    const text = String(specifier);
    await this.prepare([text]);
    return namespace(this.ready.get(text));
  }

  private loadNow(specifier: string): boolean {
    try {
      this.ready.set(specifier, this.require(specifier));
      return true;
    } catch (error) {
      if (ONLY_BY_IMPORT.has((error as NodeJS.ErrnoException)?.code)) return false;
      throw error;
    }
  }

  /** `require` as a file sees it, with local sources loaded here. */
  private requireFrom(file: string, user: LocalModule | undefined): NodeJS.Require {
    const native = createRequire(file);
    const load = (specifier: string): unknown => {
      const provided = this.options.provided?.get(specifier);
      if (provided) return provided();
      const local = this.localPath(specifier, dirname(file));
      if (local !== undefined) {
        user?.uses.add(local);
        return this.local(local).exports;
      }
      return native(this.packagePath(specifier, native));
    };
    return Object.assign(load, {
      resolve: native.resolve,
      cache: native.cache,
      extensions: native.extensions,
      main: native.main,
    });
  }

  /** The specifier itself, or the absolute path of a package that only the kernel has. */
  private packagePath(specifier: string, native: NodeJS.Require): string {
    if (isBuiltin(specifier) || !this.options.fallbacks?.length) return specifier;
    try {
      return native.resolve(specifier) && specifier;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") return specifier;
    }
    for (const folder of this.options.fallbacks) {
      try {
        return createRequire(join(folder, "x.js")).resolve(specifier);
      } catch {
        // The next one, and in the end the error of the notebook's own folder.
      }
    }
    return specifier;
  }

  private localPath(specifier: string, from: string): string | undefined {
    if (!/^\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== ".." && !isAbsolute(specifier))
      return undefined;
    const path = resolve(from, specifier);
    if (path.includes("/node_modules/") || path.endsWith(".node")) return undefined;
    const extension = extname(path);
    const typed = AS_TYPESCRIPT[extension] && path.slice(0, -extension.length) + AS_TYPESCRIPT[extension];
    const candidates = EXTENSIONS.map((end) => path + end);
    if (typed) candidates.splice(1, 0, typed);
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
      this.execute(module);
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
    const code = this.options.translate(module.path, text);
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
    const run = new Script(wrapped, { filename: module.path }).runInThisContext() as (
      ...args: unknown[]
    ) => void;
    run.call(
      module.exports,
      module.exports,
      this.requireFrom(module.path, module),
      module,
      module.path,
      dirname(module.path),
    );
  }

  private version(path: string): string {
    const text = this.options.virtualFile(path);
    if (text !== undefined) return text;
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
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

/** `import()` as a file in that folder would do it. */
async function importFrom(
  file: string,
  specifier: string,
  { fallbacks = [] }: ModuleOptions,
): Promise<unknown> {
  let failure: unknown;
  for (const from of [file, ...fallbacks.map((folder) => join(folder, "x.js"))]) {
    try {
      return await importAs(from, specifier);
    } catch (error) {
      if ((error as NodeJS.ErrnoException)?.code !== "ERR_MODULE_NOT_FOUND") throw error;
      failure ??= error;
    }
  }
  throw failure;
}

function importAs(file: string, specifier: string): Promise<unknown> {
  const warn = process.emitWarning;
  // Node 20 calls the one way to import from another folder experimental, in the user's cell, once.
  process.emitWarning = () => {};
  try {
    return importFunction(file)(specifier);
  } finally {
    process.emitWarning = warn;
  }
}

function importFunction(file: string): (specifier: string) => Promise<unknown> {
  return new Script("(specifier) => import(specifier)", {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext();
}

/** What an import clause names in a module: `default`, `*`, `=` for the module itself, or an export. */
export function exported(module: unknown, wanted: string): unknown {
  if (wanted === "=") return module;
  if (wanted === "*") return namespace(module);
  const isModule = isEsModule(module);
  if (wanted === "default") return isModule ? (module as { default: unknown }).default : module;
  return (module as Record<string, unknown>)[wanted];
}

/** Whether what it exports may change later: modules with live bindings. */
export function followed(module: unknown): boolean {
  return types.isModuleNamespaceObject(module) || isEsModule(module);
}

function isEsModule(module: unknown): boolean {
  return (
    types.isModuleNamespaceObject(module) ||
    Boolean((module as { __esModule?: unknown } | undefined)?.__esModule)
  );
}

const namespaces = new WeakMap<object, unknown>();

/** `import * as x`: a CommonJS module is its own default. */
function namespace(module: unknown): unknown {
  if (isEsModule(module) || module === null || (typeof module !== "object" && typeof module !== "function"))
    return isEsModule(module) ? module : { default: module };
  let made = namespaces.get(module);
  if (!made) namespaces.set(module, (made = { ...(module as object), default: module }));
  return made;
}
