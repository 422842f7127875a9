// The packages that a page has: each is a script beside the worker's, loaded with the first import.

/** A package by its name: gives what it exports. */
export const packages: Map<string, () => unknown> = new Map();

interface PageRequire {
  (name: string): unknown;
  resolve: ((name: string) => string) & { paths(name: string): string[] };
  cache: Record<string, unknown>;
  extensions: Record<string, unknown>;
  main: undefined;
}

/** A page has no modules of Node's. */
export const builtinModules: readonly string[] = [];

export function isBuiltin(name: string): boolean {
  return name.startsWith("node:");
}

const cache: Record<string, unknown> = {};
const extensions: Record<string, unknown> = {};

/** The same for every file: packages are known by their names alone. */
export function createRequire(): PageRequire {
  const found = (name: string): (() => unknown) => {
    const load = packages.get(name);
    if (load !== undefined) return load;
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
  };
  const resolve = Object.assign((name: string): string => (found(name), name), { paths: () => [] });
  return Object.assign((name: string): unknown => found(name)(), {
    ...{ resolve, cache, extensions, main: undefined },
  });
}

/** A module as `require` knows it. */
export class Module {
  exports: unknown = {};
  loaded = false;
  filename: string | null = null;
  paths: string[] = [];
  children: Module[] = [];
  require: unknown;
  constructor(readonly id: string) {}
}
