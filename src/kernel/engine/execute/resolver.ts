// Where an import or a require leads when code runs: Node's rules, and TypeScript's for the endings of local
// files.

import { readFileSync, realpathSync, statSync } from "../../host/files";
import { isBuiltin } from "../../host/modules";
import { dirname, extname, fileURLToPath, isAbsolute, join, resolve, sep } from "../../host/paths";
import type { Way } from "../language/types";
import { entryTarget, exportTarget, type Target } from "./packageMap";

/** What a specifier leads to. */
export type Place =
  | { kind: "builtin"; name: string }
  /** A module of the kernel's. */
  | { kind: "provided"; name: string }
  /** A URL that only Node's own `import()` knows. */
  | { kind: "url"; name: string }
  /** A file of a package, loaded by Node. */
  | { kind: "package"; path: string }
  /** A file of the user's, translated and loaded here; `query` tells instances of the same file apart. */
  | { kind: "local"; path: string; query: string };

export interface ResolverOptions {
  /** The notebook's folder. */
  folder: string;
  /** Folders whose packages are found when the notebook's folder has none of that name. */
  fallbacks: readonly string[];
  provided: ReadonlySet<string>;
  /** Whether a file exists only in the engine. */
  isVirtual(path: string): boolean;
  /** Paths that the `paths` and `baseUrl` of tsconfig.json give for a name, best first. */
  mapped(specifier: string): readonly string[];
}

interface Manifest {
  name?: string;
  main?: unknown;
  type?: string;
  version?: string;
  exports?: Target;
  imports?: Readonly<Record<string, Target>>;
}

const EXTENSIONS: readonly string[] = [
  ...["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".node"],
];
const INDEX: readonly string[] = EXTENSIONS.slice(1).map((end) => `${sep}index${end}`);
const AS_TYPESCRIPT: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
  ".jsx": [".tsx"],
};
const TYPESCRIPT = /\.[mc]?tsx?$/;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * The conditions of Node's own loaders, so that packages that import one another get the same files as cells.
 */
const COMMON: readonly string[] = [
  ...["node", "node-addons"],
  ...((process.features as { require_module?: boolean }).require_module ? ["module-sync"] : []),
];
const CONDITIONS: Readonly<Record<Way, ReadonlySet<string>>> = {
  import: new Set([...COMMON, "import"]),
  require: new Set([...COMMON, "require"]),
};

export class Resolver {
  private readonly manifests = new Map<string, { version: string; manifest: Manifest | undefined }>();

  constructor(private readonly options: ResolverOptions) {}

  /** Undefined where nothing is found. */
  resolve(specifier: string, from: string, way: Way): Place | undefined {
    if (this.options.provided.has(specifier)) return { kind: "provided", name: specifier };
    if (isBuiltin(specifier)) return { kind: "builtin", name: specifier };
    if (specifier.startsWith("file:")) return this.url(specifier);
    if (SCHEME.test(specifier) && !isAbsolute(specifier)) return { kind: "url", name: specifier };
    if (/^\.{0,2}[/\\]|^\.{1,2}$/.test(specifier) || isAbsolute(specifier))
      return this.relative(resolve(dirname(from), specifier));
    return this.bare(specifier, from, way);
  }

  /** Whether Node takes a file for an ECMAScript module by its ending or its package.json. */
  isModule(path: string): boolean {
    const extension = extname(path);
    if (/^\.[mc]/.test(extension)) return extension.startsWith(".m");
    if (!/^\.[jt]sx?$/.test(extension)) return extension === ".wasm";
    return this.scope(dirname(path))?.manifest.type === "module";
  }

  /** The package.json of a folder, as it is now. */
  manifest(folder: string): Manifest | undefined {
    const path = join(folder, "package.json");
    const version = fileVersion(path);
    const known = this.manifests.get(path);
    if (known?.version === version) return known.manifest;
    const manifest = version === "" ? undefined : readManifest(path);
    this.manifests.set(path, { version, manifest });
    return manifest;
  }

  private url(specifier: string): Place | undefined {
    const { href, search, hash } = new URL(specifier);
    const path = fileURLToPath(href.slice(0, href.length - search.length - hash.length));
    const found = this.file(path);
    return found === undefined ? undefined : this.place(found, search + hash);
  }

  private relative(path: string): Place | undefined {
    const found = this.file(path);
    if (found !== undefined) return this.place(found);
    const [, bare, query] = /^(.*?)([?#].*)$/.exec(path) ?? [];
    const other = bare ? this.file(bare) : undefined;
    return other === undefined ? undefined : this.place(other, query);
  }

  private bare(specifier: string, from: string, way: Way): Place | undefined {
    for (const path of this.options.mapped(specifier)) {
      const found = this.file(path);
      if (found !== undefined) return this.place(found);
    }
    const { folder, fallbacks } = this.options;
    const inside = specifier.startsWith("#") ? this.imported(specifier, from, way) : undefined;
    const isOwn = isWithin(from, folder) || !isInModules(from);
    const starts = [dirname(from), ...(isOwn ? fallbacks : [])];
    for (const start of inside === undefined ? starts : []) {
      const found = this.packaged(specifier, start, way);
      if (found !== undefined) return this.place(found);
    }
    return inside;
  }

  /** `#name`, which the package around a file explains. */
  private imported(specifier: string, from: string, way: Way): Place | undefined {
    const scope = this.scope(dirname(from));
    const target = scope && entryTarget(scope.manifest.imports ?? {}, specifier, CONDITIONS[way]);
    if (target === undefined) return undefined;
    return target.startsWith("./")
      ? this.relative(join(scope!.folder, target))
      : this.resolve(target, join(scope!.folder, "package.json"), way);
  }

  /**
   * A file of a package by the package's name: the package around `start`, or one in a node_modules at or
   * above it.
   */
  private packaged(specifier: string, start: string, way: Way): string | undefined {
    const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
    if (name === undefined) return undefined;
    const scope = this.scope(start);
    if (scope?.manifest.name === name && scope.manifest.exports !== undefined)
      return this.inPackage(scope.folder, rest, way);
    for (const folder of upwards(start)) {
      const root = join(folder, "node_modules", name);
      const found = isFolder(root) ? this.inPackage(root, rest, way) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private inPackage(root: string, rest: string, way: Way): string | undefined {
    const manifest = this.manifest(root);
    if (manifest?.exports != null) {
      const target = exportTarget(manifest.exports, `.${rest}`, CONDITIONS[way]);
      return target === undefined ? undefined : this.exact(join(root, target));
    }
    return this.file(join(root, rest));
  }

  /**
   * The file that a target of `exports` names; TypeScript's ending stands in for one that has not been built.
   */
  private exact(path: string): string | undefined {
    return isFile(path) ? path : replaced(path).find(isFile);
  }

  /** The file of a path that may lack its ending, or lead to a folder. */
  private file(path: string): string | undefined {
    const isThere = (candidate: string): boolean => this.options.isVirtual(candidate) || isFile(candidate);
    const direct = [path, ...replaced(path), ...EXTENSIONS.slice(1).map((end) => path + end)].find(isThere);
    if (direct !== undefined || !isFolder(path)) return direct;
    const main = this.manifest(path)?.main;
    const named = typeof main === "string" && main !== "" ? join(path, main) : path;
    const inMain = named === path ? undefined : this.file(named);
    return inMain ?? INDEX.map((end) => path + end).find(isThere);
  }

  /** The same file is the same module by whatever link it is reached. */
  private place(path: string, query = ""): Place {
    const real = this.options.isVirtual(path) ? path : realpathSync.native(path);
    return this.isLocal(real) ? { kind: "local", path: real, query } : { kind: "package", path: real };
  }

  private isLocal(path: string): boolean {
    if (path.endsWith(".node") || path.endsWith(".wasm")) return false;
    if (TYPESCRIPT.test(path)) return true;
    const { folder, fallbacks } = this.options;
    // What the kernel's own packages were built into is Node's.
    if (fallbacks.some((own) => isWithin(path, join(own, "dist")))) return false;
    return !isInModules(isWithin(path, folder) ? path.slice(folder.length) : path);
  }

  /** The nearest package.json at or above a folder. */
  private scope(start: string): { folder: string; manifest: Manifest } | undefined {
    for (const folder of upwards(start)) {
      if (folder.endsWith(`${sep}node_modules`)) return undefined;
      const manifest = this.manifest(folder);
      if (manifest !== undefined) return { folder, manifest };
    }
    return undefined;
  }
}

/** The root folder of the package that a file of node_modules belongs to. */
export function packageRoot(path: string): string | undefined {
  const at = path.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) return undefined;
  const start = at + "/node_modules/".length;
  const [first, second] = path.slice(start).split(sep);
  return path.slice(0, start) + (first.startsWith("@") ? first + sep + second : first);
}

export function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isInModules(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

export function* upwards(folder: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === dirname(at)) return;
  }
}

function replaced(path: string): string[] {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  return (AS_TYPESCRIPT[extension] ?? []).map((end) => stem + end);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Differs when a file was written again; empty where there is none. */
export function fileVersion(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : "";
}

function readManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, "")) as Manifest;
  } catch {
    return undefined;
  }
}
