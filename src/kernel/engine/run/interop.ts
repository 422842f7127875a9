// What an import clause gets of a module, be it CommonJS or an ECMAScript module.

import { types } from "node:util";

/** What an import clause names in a module: `default`, `*`, `=` for the module itself, or an export. */
export function exported(module: unknown, wanted: string): unknown {
  if (wanted === "=") return module;
  if (wanted === "*") return namespaceOf(module);
  if (wanted === "default" && !isEsModule(module)) return module;
  return (module as Record<string, unknown>)[wanted];
}

/** Whether what it exports may change later: modules with live bindings. */
export function isLive(module: unknown): boolean {
  return isEsModule(module);
}

const namespaces = new WeakMap<object, unknown>();

/** `import * as x`: a CommonJS module is its own default. */
export function namespaceOf(module: unknown): unknown {
  if (isEsModule(module)) return module;
  if (module === null || (typeof module !== "object" && typeof module !== "function"))
    return { default: module };
  let made = namespaces.get(module);
  if (made === undefined) namespaces.set(module, (made = namespaceFrom(module)));
  return made;
}

/**
 * An ECMAScript module as `require` gives it from Node 22 on: marked, so that code translated to CommonJS finds its default
 * export.
 */
export function asRequired(module: unknown): unknown {
  if (!types.isModuleNamespaceObject(module)) return module;
  const all = module as Readonly<Record<string, unknown>>;
  if (!("default" in all) || "__esModule" in all) return module;
  const made = Object.defineProperty({}, "__esModule", { value: true });
  for (const key of Object.keys(all))
    Object.defineProperty(made, key, { get: () => all[key], enumerable: true });
  return made;
}

/** Each export is read when it is asked for: packages load parts of themselves that late. */
function namespaceFrom(module: object): object {
  const made = {};
  const define = (key: string, get: () => unknown): void =>
    void Object.defineProperty(made, key, { get, enumerable: true });
  for (const key of Object.keys(module)) {
    if (key !== "default") define(key, () => (module as Record<string, unknown>)[key]);
  }
  define("default", () => module);
  return made;
}

function isEsModule(module: unknown): boolean {
  if (types.isModuleNamespaceObject(module)) return true;
  return Boolean((module as { __esModule?: unknown } | null | undefined)?.__esModule);
}
