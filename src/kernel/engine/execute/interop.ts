// What an import clause gets of a module, be it CommonJS or an ECMAScript module.

import { inspect, types } from "../../host/values";

/** What an import clause names in a module: `default`, `*`, `=` for the module itself, or an export. */
export function exported(module: unknown, wanted: string, specifier: string): unknown {
  if (wanted === "=") return module;
  if (wanted === "*") return namespaceOf(module);
  if (wanted === "default" && !isEsModule(module)) return module;
  if (wanted === "default" && !("default" in (module as object))) throw noDefault(specifier);
  return (module as Record<string, unknown>)[wanted];
}

/** The compiler cannot tell from a package's declarations, and undefined would fail only where it is used. */
function noDefault(specifier: string): TypeError {
  return new TypeError(
    `"${specifier}" has no default export, so that \`import name from\` gets nothing: ` +
      `write import { … } from "${specifier}", or import * as name from "${specifier}".`,
  );
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

const required = new WeakMap<object, unknown>();

/**
 * An ECMAScript module as `require` gives it from Node 22 on: marked, so that code translated to CommonJS
 * finds its default export.
 */
export function asRequired(module: unknown): unknown {
  if (!types.isModuleNamespaceObject(module)) return module;
  const all = module as Readonly<Record<string, unknown>>;
  if ("module.exports" in all) return all["module.exports"];
  if (!("default" in all) || "__esModule" in all) return module;
  let made = required.get(all);
  if (made === undefined) required.set(all, (made = withMark(all)));
  return made;
}

function withMark(all: Readonly<Record<string, unknown>>): object {
  const made = Object.defineProperty(makeNamespace(), "__esModule", { value: true });
  for (const key of Object.keys(all))
    Object.defineProperty(made, key, { get: () => all[key], enumerable: true });
  return made;
}

/**
 * An object to export to that is printed as Node prints the namespace of a module: with the values of what it
 * passes on.
 */
export function makeNamespace(): object {
  return Object.defineProperties(Object.create(null) as object, {
    [Symbol.toStringTag]: { value: "Module" },
    [inspect.custom]: { value: shown },
  });
}

function shown(this: object, depth: number, options: object): string {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(this)) values[key] = (this as Record<string, unknown>)[key];
  return `[Module: null prototype] ${inspect(values, { ...options, depth })}`;
}

/** Each export is read when it is asked for: packages load parts of themselves that late. */
function namespaceFrom(module: object): object {
  const made = makeNamespace();
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
