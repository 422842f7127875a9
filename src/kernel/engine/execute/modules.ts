// Modules for cells: packages by Node's own loaders, local sources translated here and loaded again when they
// change.

import { existsSync } from "../../host/files";
import { createRequire } from "../../host/modules";
import { dirname, fileURLToPath, join, pathToFileURL, sep } from "../../host/paths";
import { after, ignoreEnd, own } from "../../intrinsics";
import type { Import } from "../language/types";
import { howToInstall, isInstalled, packageName } from "../missing";
import { namespaceOf } from "./interop";
import { inOrder, type LocalModule, LocalModules, type Surroundings } from "./localModules";
import { Packages } from "./packages";
import { type Place, Resolver } from "./resolver";

/** `import.meta` */
export interface Meta {
  url: string;
  dirname: string;
  filename: string;
  resolve(specifier: string): string;
}

export interface ModuleOptions extends Pick<Surroundings, "folder" | "translate" | "virtualFile" | "turn"> {
  /** Modules that the kernel provides itself, such as "tslab". */
  provided?: ReadonlyMap<string, () => unknown>;
  /** Folders whose packages are found when the notebook's folder has none of that name. */
  fallbacks?: readonly string[];
  /** Paths that tsconfig.json gives for a name, best first. */
  mapped?: (specifier: string) => readonly string[];
}

export class Modules {
  readonly meta: Meta;
  readonly require: NodeJS.Require;
  private readonly file: string;
  private readonly resolver: Resolver;
  private readonly packages: Packages;
  private readonly locals: LocalModules;
  private readonly ready = new Map<string, unknown>();
  /** A cell waits for its imports: only an interrupt lets another one come before they are there. */
  private isPreparing = false;

  constructor(private readonly options: ModuleOptions) {
    const { folder, fallbacks = [], provided = new Map<string, never>(), virtualFile, mapped } = options;
    this.file = join(folder, "notebook.js");
    this.resolver = new Resolver({
      folder,
      fallbacks,
      provided: new Set(provided.keys()),
      isVirtual: (path) => virtualFile(path) !== undefined,
      mapped: mapped ?? (() => []),
    });
    this.packages = new Packages(this.file, this.resolver);
    this.locals = new LocalModules(this.surroundings());
    this.meta = this.metaOf(this.file);
    this.require = this.requireFrom(this.file);
    this.install();
  }

  /** Loads what a cell imports; a promise only when a module cannot be loaded at once. */
  prepare(imports: readonly Import[]): Promise<void> | undefined {
    if (imports.length === 0) return undefined;
    this.begin();
    const waiting = inOrder(imports, (wanted) => this.load(wanted, this.file));
    const ready = (): void => {
      this.isPreparing = false;
      for (const wanted of imports) this.ready.set(keyOf(wanted), this.loadedModule(wanted, this.file));
    };
    this.isPreparing = waiting !== undefined;
    if (waiting === undefined) ready();
    if (waiting === undefined) return undefined;
    return after(waiting, ready, (error) => {
      this.isPreparing = false;
      throw error;
    });
  }

  /** A module that was prepared. */
  loaded(wanted: Import): unknown {
    return this.ready.get(keyOf(wanted));
  }

  /** `import()` in a cell. */
  async importNow(specifier: unknown): Promise<unknown> {
    this.begin();
    return await own(this.importFrom(specifier, this.file));
  }

  /** What an interrupt left behind is loaded anew, and so are files that changed. */
  private begin(): void {
    const { cache } = this.require;
    for (const [path, module] of Object.entries(cache)) if (module?.loaded === false) delete cache[path];
    this.locals.forgetHalves(this.isPreparing);
    this.isPreparing = false;
    this.locals.forgetChanged();
  }

  private async importFrom(specifier: unknown, from: string, user?: LocalModule): Promise<unknown> {
    const wanted: Import = { specifier: String(specifier), way: "import" };
    const waiting = this.load(wanted, from, user);
    if (waiting !== undefined) await own(waiting);
    return namespaceOf(this.loadedModule(wanted, from));
  }

  private load(wanted: Import, from: string, user?: LocalModule): Promise<void> | undefined {
    const place = this.place(wanted, from);
    if (place.kind === "provided") return undefined;
    if (place.kind === "local") return this.locals.load(place.path, place.query, user);
    return this.packages.load(place, wanted.way);
  }

  private loadedModule(wanted: Import, from: string): unknown {
    const place = this.place(wanted, from);
    if (place.kind === "provided") return this.options.provided!.get(place.name)!();
    if (place.kind === "local") return this.locals.exports(place.path, place.query);
    return this.packages.get(place, wanted.way);
  }

  private place({ specifier, way }: Import, from: string): Place {
    return this.resolver.resolve(specifier, from, way) ?? this.nativePlace(specifier, from);
  }

  /** What Node finds by rules of its own, such as NODE_PATH; else Node's error, with the way out. */
  private nativePlace(specifier: string, from: string): Place {
    try {
      return { kind: "package", path: createRequire(from).resolve(specifier) };
    } catch (error) {
      throw this.withHint(error as Error, specifier, from);
    }
  }

  private withHint(error: Error, specifier: string, from: string): Error {
    const name = packageName(specifier);
    const folder = dirname(from).split(sep).join("/");
    if (name === undefined || isInstalled(name, folder, existsSync)) return error;
    error.message = `Cannot find package "${name}". ${howToInstall(name, folder, existsSync)}`;
    return error;
  }

  /** `require` as a file sees it, with local sources loaded here. */
  private requireFrom(file: string, user?: LocalModule): NodeJS.Require {
    const native = createRequire(file);
    const load = (specifier: string): unknown => {
      const wanted: Import = { specifier, way: "require" };
      const place = this.place(wanted, file);
      if (place.kind === "local") this.loadNow(place.path, place.query, user);
      return this.loadedModule(wanted, file);
    };
    const find = (specifier: string, options?: NodeJS.RequireResolveOptions): string =>
      options ? native.resolve(specifier, options) : pathOf(this.place({ specifier, way: "require" }, file));
    const { cache, extensions, main } = native;
    return Object.assign(load, {
      resolve: Object.assign(find, { paths: (text: string) => native.resolve.paths(text) }),
      cache,
      extensions,
      main,
    });
  }

  private loadNow(path: string, query: string, user?: LocalModule): void {
    const waiting = this.locals.load(path, query, user);
    if (waiting === undefined) return;
    ignoreEnd(waiting);
    throw new Error(`${path} awaits, or imports what awaits: import it in place of requiring it.`);
  }

  /** Node's own `require`, of a package or made by `createRequire`, finds TypeScript translated, too. */
  private install(): void {
    const { extensions } = createRequire(this.file);
    for (const end of [".ts", ".tsx", ".mts", ".cts"])
      Object.defineProperty(extensions, end, {
        value: (module: NodeJS.Module, path: string) => {
          this.loadNow(path, "");
          module.exports = this.locals.exports(path, "");
        },
        configurable: true,
        enumerable: true,
        writable: true,
      });
  }

  private surroundings(): Surroundings {
    const { folder, translate, virtualFile, turn } = this.options;
    return {
      ...{ folder, translate, virtualFile, turn },
      load: (wanted, user) => this.load(wanted, user.path, user),
      imported: (wanted, user, star) => {
        const module = this.loadedModule(wanted, user.path);
        return star ? namespaceOf(module) : module;
      },
      dynamic: (specifier, user) => this.importFrom(specifier, user.path, user),
      require: (user) => this.requireFrom(user.path, user),
      meta: (path, query) => this.metaOf(path, query),
    };
  }

  private metaOf(filename: string, query = ""): Meta {
    const url = pathToFileURL(filename).href + query;
    const resolve = (specifier: string): string => this.urlOf(String(specifier), filename, url);
    return Object.assign(Object.create(null) as object, {
      ...{ url, dirname: dirname(filename), filename, resolve },
    });
  }

  /** `import.meta.resolve`: for files no more than the URL, as in Node. */
  private urlOf(specifier: string, from: string, base: string): string {
    if (/^\.{0,2}\/|^[a-z][a-z0-9+.-]+:/i.test(specifier)) return new URL(specifier, base).href;
    const place = this.place({ specifier, way: "import" }, from);
    if (place.kind === "builtin") return place.name.startsWith("node:") ? place.name : `node:${place.name}`;
    return "name" in place ? place.name : pathToFileURL(place.path).href;
  }
}

function keyOf({ specifier, way }: Import): string {
  return `${way} ${specifier}`;
}

function pathOf(place: Place): string {
  if ("path" in place) return place.path;
  return place.name.startsWith("file:") ? fileURLToPath(place.name) : place.name;
}
