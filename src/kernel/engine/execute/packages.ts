// Packages and Node's own modules, by Node's own loaders: what `import` asks for by `import()`, CommonJS by
// `require`.

import { createRequire } from "../../host/modules";
import { join, pathToFileURL, sep } from "../../host/paths";
import { constants, Script } from "../../host/scripts";
import { own } from "../../intrinsics";
import type { Way } from "../language/types";
import { asRequired } from "./interop";
import { fileVersion, isWithin, packageRoot, type Place, type Resolver } from "./resolver";

type Loadable = Exclude<Place, { kind: "local" } | { kind: "provided" }>;

/** How a package was when something of it was first loaded. */
interface Seen {
  stamp: string;
  version: string | undefined;
  /** It has files that Node never loads again. */
  isFixed: boolean;
}

const ONLY_BY_IMPORT: ReadonlySet<unknown> = new Set([
  "ERR_REQUIRE_ESM",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_REQUIRE_CYCLE_MODULE",
]);

/** What V8 says of a file that has `import` or `export` in it and was taken for CommonJS. */
const MODULE_SYNTAX =
  /^(Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta')/;

export class Packages {
  private readonly native: NodeJS.Require;
  /** Made when a module needs it: Node.js before 20.12 has none, and `require` loads most packages. */
  private byImport: ((url: string) => Promise<unknown>) | undefined;
  /** What only `import()` could load, by path or URL. */
  private readonly namespaces = new Map<string, unknown>();
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly file: string,
    private readonly resolver: Resolver,
  ) {
    this.native = createRequire(file);
  }

  /** Loads a module for `import`, or for `import x = require()`; a promise when Node needs one. */
  load(place: Loadable, way: Way): Promise<void> | undefined {
    if (place.kind === "builtin") return undefined;
    if (place.kind === "url") return this.imported(place.name, place.name);
    const { path } = place;
    this.look(path);
    if (this.namespaces.has(path)) return undefined;
    if (this.resolver.isModule(path)) return this.imported(path, pathToFileURL(path).href);
    try {
      this.required(path);
      return undefined;
    } catch (error) {
      if (way === "require" || !isOnlyByImport(error)) throw error;
      return this.imported(path, pathToFileURL(path).href);
    }
  }

  /** A module that was loaded. */
  get(place: Loadable, way: Way): unknown {
    const key = place.kind === "package" ? place.path : place.name;
    if (!this.namespaces.has(key)) return this.required(key);
    const namespace = this.namespaces.get(key);
    return way === "require" ? asRequired(namespace) : namespace;
  }

  /** `require` by Node, also of what it calls experimental. */
  required(path: string): unknown {
    if (path.includes(sep)) this.look(path);
    return quietly((): unknown => this.native(path));
  }

  private async imported(key: string, url: string): Promise<void> {
    if (this.namespaces.has(key)) return;
    const load = (this.byImport ??= importFunction(this.file));
    const namespace = await own(quietly(() => load(url)));
    this.namespaces.set(key, namespace);
    const seen = this.seen.get(packageRoot(key) ?? "");
    if (seen) seen.isFixed = true;
  }

  /**
   * A package that was installed anew since it was loaded is loaded again, or the cell says why that cannot
   * be.
   */
  private look(path: string): void {
    const root = packageRoot(path);
    if (root === undefined) return;
    const stamp = fileVersion(join(root, "package.json"));
    const before = this.seen.get(root);
    if (before?.stamp === stamp) return;
    const { name, version } = this.resolver.manifest(root) ?? {};
    if (before?.isFixed && before.version !== version)
      throw new Error(
        `The package "${name}" was changed from version ${before.version} to ${version} after this kernel had loaded it, and Node loads an ECMAScript module only once. Restart the kernel to use the new version.`,
      );
    if (before && !before.isFixed) this.forget(root);
    this.seen.set(root, { stamp, version, isFixed: before?.isFixed ?? false });
  }

  private forget(root: string): void {
    for (const path of Object.keys(this.native.cache))
      if (isWithin(path, root)) delete this.native.cache[path];
  }
}

/** Whether a module that could not be required may be there for `import()`. */
function isOnlyByImport(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return ONLY_BY_IMPORT.has(code) || (error instanceof SyntaxError && MODULE_SYNTAX.test(message ?? ""));
}

function importFunction(file: string): (specifier: string) => Promise<unknown> {
  // Came with Node 20.12.
  if ((constants as typeof constants | undefined) === undefined)
    throw new Error(
      `An ECMAScript module needs Node.js 20.12 or newer in a cell, and this is ${process.versions.node}: install a current one.`,
    );
  const script = new Script("(specifier) => import(specifier)", {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return script.runInThisContext() as (specifier: string) => Promise<unknown>;
}

/** Node calls both ways experimental, once, in the user's cell. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process as { emitWarning: (this: void, ...args: unknown[]) => void };
  process.emitWarning = (...args: unknown[]): void => {
    if (args[1] !== "ExperimentalWarning") Reflect.apply(emitWarning, process, args);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
