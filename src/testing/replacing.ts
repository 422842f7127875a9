// What a cell can do to the built-ins: every property of every one, replaced or taken away, and what all
// objects can be made to inherit. Loaded into a kernel under test, where it works whatever has been replaced.

import { createRequire } from "node:module";
import { bare, ownDescriptor, Reflect } from "../kernel/intrinsics";

const load = createRequire(__filename) as (name: string) => unknown;
const { defineProperty, deleteProperty, getPrototypeOf, ownKeys } = Reflect;

const { defineProperty: inCells } = globalThis.Reflect;

interface Target {
  name: string;
  object: object;
  key: string | symbol;
}

/** What stands in the place of a property; `undefined` for a property that is taken away. */
const ways: Readonly<Record<string, () => PropertyDescriptor | undefined>> = {
  "gives nothing": () => ({ value: () => undefined }),
  throws: () => ({
    value: () => {
      throw new Error("replaced");
    },
  }),
  "never settles": () => ({ value: () => ({ then: () => undefined }) }),
  "throws when it is read": () => ({
    get: () => {
      throw new Error("replaced");
    },
    set: () => undefined,
  }),
  "is gone": () => undefined,
};

/** Values that all objects inherit. */
const inherited: Readonly<Record<string, PropertyDescriptor>> = {
  "all inherit a function": { value: () => undefined, writable: true },
  "all inherit a number": { value: 5, writable: true },
  "all inherit what cannot be read or written": {
    get: () => {
      throw new Error("inherited");
    },
    set: () => {
      throw new Error("inherited");
    },
  },
};

/** Whether something has properties of its own. */
function isObject(value: unknown): value is object {
  return (
    (typeof value === "object" && value !== null && !Array.isArray(value)) || typeof value === "function"
  );
}

/** Built-ins that no name leads to. */
function unnamed(): [string, unknown][] {
  const iterators = [
    [].values(),
    new Map().values(),
    new Set().values(),
    ""[Symbol.iterator](),
    "".matchAll(/./g),
  ];
  async function* many(): AsyncGenerator {
    yield await Promise.resolve(0);
  }
  return [
    ["%TypedArray%", getPrototypeOf(Uint8Array)],
    ["%TypedArray%.prototype", getPrototypeOf(Uint8Array.prototype)],
    ...iterators.map((one, i): [string, unknown] => [`iterator ${i}`, getPrototypeOf(one)]),
    ["%Iterator%", getPrototypeOf(getPrototypeOf([].values())!)],
    ["%Generator%", getPrototypeOf(function* () {}.prototype as object)],
    ["%AsyncGenerator%", getPrototypeOf(many.prototype as object)],
    ["%AsyncFunction%", getPrototypeOf(async () => Promise.resolve())],
    ["%AsyncIterator%", getPrototypeOf(getPrototypeOf(getPrototypeOf(many.prototype as object)!)!)],
  ];
}

function modules(): [string, unknown][] {
  const names = [
    "buffer",
    "events",
    "fs",
    "module",
    "path",
    "process",
    "stream",
    "timers",
    "url",
    "util",
    "vm",
  ];
  return names.map((name) => [`node:${name}`, load(name)]);
}

function targetsOf([name, object]: [string, unknown]): Target[] {
  if (!isObject(object)) return [];
  return ownKeys(object)
    .filter((key) => {
      const { configurable, writable } = ownDescriptor(object, key)!;
      return configurable || writable;
    })
    .map((key) => ({ name: `${name}.${String(key)}`, object, key }));
}

function allTargets(): Target[] {
  const named = ownKeys(globalThis).map((key): [string, unknown] => {
    return [String(key), ownDescriptor(globalThis, key)!.value];
  });
  const prototypes = named.map(([name, value]): [string, unknown] => [
    `${name}.prototype`,
    typeof value === "function" ? value.prototype : undefined,
  ]);
  const above = getPrototypeOf(process)!;
  const objects: [string, unknown][] = [
    ["globalThis", globalThis],
    ...named,
    ...prototypes,
    ...unnamed(),
    ...modules(),
    ["process, inherited", above],
    ["EventEmitter.prototype", getPrototypeOf(above)],
  ];
  const seen = new Set<unknown>();
  return objects.filter(([, object]) => !seen.has(object) && seen.add(object)).flatMap(targetsOf);
}

/** One thing that a cell does to the built-ins. */
export interface Deed {
  name: string;
  object: object;
  key: string | symbol;
  made: PropertyDescriptor | undefined;
}

/** All of them; `names` are those that every object is made to inherit. */
export function deeds(names: readonly (string | symbol)[]): Deed[] {
  const replaced = allTargets().flatMap((target) =>
    Object.entries(ways).map(([way, make]) => ({ ...target, name: `${target.name} ${way}`, made: make() })),
  );
  const added = names.flatMap((key) =>
    Object.entries(inherited).map(([way, made]) => ({
      ...{ name: `${String(key)}: ${way}`, object: Object.prototype, key, made },
    })),
  );
  return [...replaced, ...added];
}

let undo: () => void = () => undefined;

/** Undoes the deed before, and does this one. */
export function commit({ object, key, made }: Deed): void {
  undo();
  undo = () => undefined;
  const was = ownDescriptor(object, key);
  undo = () => void (was === undefined ? deleteProperty(object, key) : defineProperty(object, key, was));
  if (made === undefined) deleteProperty(object, key);
  else if (was?.configurable !== false) define(object, key, bare({ ...made, configurable: true }));
  else if ("value" in made) define(object, key, bare({ value: made.value as unknown }));
}

/** As cells do it; the kernel refuses what Node itself would not survive. */
function define(object: object, key: string | symbol, descriptor: PropertyDescriptor): void {
  try {
    inCells(object, key, descriptor);
  } catch (error) {
    if (!(error as Error).message.includes("all lists")) throw error;
  }
}
