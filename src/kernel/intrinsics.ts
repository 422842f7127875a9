// The kernel's own copies of what cells may replace, taken when the kernel loads, before the first cell.

import { setImmediate, sharedModules } from "./host/builtins";

export { nextTick, setImmediate } from "./host/builtins";

type Key = string | symbol;
type Bag = Record<Key, unknown>;

const { ownKeys, defineProperty, deleteProperty, getPrototypeOf, setPrototypeOf } = globalThis.Reflect;
const { getOwnPropertyDescriptor: descriptorOf } = globalThis.Reflect;

/**
 * An object without inherited properties: what a cell has added to `Object.prototype`, such as `get` or
 * `timeout`, is no part of a descriptor or of options.
 */
export function bare<T extends object>(object: T): T {
  setPrototypeOf(object, null);
  return object;
}

function getOwnPropertyDescriptor(object: object, key: Key): PropertyDescriptor | undefined {
  const found = descriptorOf(object, key);
  return found && bare(found);
}

export const setTimeout: typeof globalThis.setTimeout = globalThis.setTimeout;
export const clearTimeout: typeof globalThis.clearTimeout = globalThis.clearTimeout;
export const queueMicrotask: typeof globalThis.queueMicrotask = globalThis.queueMicrotask;
export const performance: { now(): number } = {
  now: globalThis.performance.now.bind(globalThis.performance),
};

export const JSON: Pick<typeof globalThis.JSON, "parse" | "stringify"> = { ...copyOf(globalThis.JSON) };
export const Reflect: typeof globalThis.Reflect = copyOf(globalThis.Reflect);
export const Atomics: typeof globalThis.Atomics = copyOf(globalThis.Atomics);
export const Math: typeof globalThis.Math = copyOf(globalThis.Math);
const { keys, entries, fromEntries, values, hasOwn, assign } = globalThis.Object;
const native = { defineProperty: globalThis.Object.defineProperty };
export const Object: Pick<
  ObjectConstructor,
  | "keys"
  | "entries"
  | "fromEntries"
  | "values"
  | "hasOwn"
  | "assign"
  | "defineProperty"
  | "getPrototypeOf"
  | "getOwnPropertyDescriptor"
> & { prototype: object } = {
  ...{ keys, entries, fromEntries, values, hasOwn, assign },
  defineProperty: (object, key, descriptor) => native.defineProperty(object, key, bare(descriptor)),
  getPrototypeOf: globalThis.Object.getPrototypeOf,
  getOwnPropertyDescriptor: globalThis.Object.getOwnPropertyDescriptor,
  prototype: globalThis.Object.prototype,
};

export const Promise: PromiseConstructor = globalThis.Promise;
export const Set: SetConstructor = globalThis.Set;
export const WeakSet: WeakSetConstructor = globalThis.WeakSet;

/** A turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((done) => void setImmediate(done));
}

/**
 * Gives an object its inherited functions as its own, so that it has them whatever becomes of those of its
 * class.
 */
export function ownFunctions(object: object): void {
  for (let at: object | null = object; at !== null && at !== Object.prototype; at = getPrototypeOf(at)) {
    for (const key of ownKeys(at)) {
      const found = getOwnPropertyDescriptor(at, key)!;
      if (typeof found.value !== "function" || key === "constructor" || Object.hasOwn(object, key)) continue;
      const own = { ...found, enumerable: false, configurable: true, writable: true };
      defineProperty(object, key, bare(own));
    }
  }
}

/** Functions of a namespace object, under its names. */
function copyOf<T extends object>(namespace: T): T {
  const copy: Bag = {};
  for (const key of ownKeys(namespace)) copy[key] = (namespace as Bag)[key];
  return copy as T;
}

interface Kept {
  object: object;
  keys: readonly Key[];
  values: readonly unknown[];
  descriptors: readonly PropertyDescriptor[];
  /** Whether these are all keys that the object has. */
  whole: boolean;
}

interface Undo {
  object: object;
  key: Key;
  was: PropertyDescriptor | undefined;
}

/** Global names that the kernel's code and the compiler use while they run. */
const globalNames: readonly string[] = [
  ...[
    "Array",
    "ArrayBuffer",
    "BigInt",
    "Boolean",
    "Buffer",
    "Date",
    "Error",
    "Function",
    "Infinity",
    "JSON",
    "Map",
    "Math",
  ],
  ...[
    "NaN",
    "Number",
    "Object",
    "Promise",
    "RangeError",
    "Reflect",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
  ],
  ...[
    "TypeError",
    "URL",
    "Uint8Array",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "clearTimeout",
    "decodeURIComponent",
  ],
  ...[
    "encodeURI",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "performance",
    "process",
    "setImmediate",
  ],
  ...["setTimeout", "globalThis", "undefined", "queueMicrotask"],
];
const processNames: readonly string[] = ["cwd", "hrtime", "memoryUsage", "nextTick", "emitWarning"];

let kept: Kept[] = [];

/**
 * Notes how everything is now. Called once, when the kernel has put its own functions in place and no cell
 * has run yet.
 */
export function keepIntrinsics(): void {
  kept = [
    keep(globalThis, globalNames),
    keep(process, processNames),
    ...namespaces().map((object) => keep(object)),
    ...prototypes().map((object) => keep(object)),
  ];
}

function namespaces(): object[] {
  const { Array, Date, JSON, Math, Number, Object, Promise, Reflect, String, Symbol } = globalThis;
  return [Array, Date, JSON, Math, Number, Object, Promise, Reflect, String, Symbol, ...sharedModules()];
}

function prototypes(): object[] {
  const { Array, Date, Function, Map, Number, Object, Promise, RegExp, Set, String, WeakMap, WeakSet } =
    globalThis;
  const classes = [
    Array,
    Date,
    Function,
    Map,
    Number,
    Object,
    Promise,
    RegExp,
    Set,
    String,
    WeakMap,
    WeakSet,
    Uint8Array,
    Buffer,
  ];
  const iterators = [
    [].values(),
    new Map().values(),
    new Set().values(),
    ""[Symbol.iterator](),
    "".matchAll(/./g),
  ];
  return [
    ...classes.map((one) => one.prototype as object),
    ...iterators.map((one) => getPrototypeOf(one)!),
    getPrototypeOf(Uint8Array.prototype)!,
    getPrototypeOf(getPrototypeOf([].values())!)!,
    getPrototypeOf(function* () {}.prototype as object)!,
  ];
}

function keep(object: object, names?: readonly string[]): Kept {
  const all = names ?? ownKeys(object);
  const found = all.filter((key) => getOwnPropertyDescriptor(object, key) !== undefined);
  const descriptors = found.map((key) => getOwnPropertyDescriptor(object, key)!);
  const values = descriptors.map((descriptor) => descriptor.value as unknown);
  return { object, keys: found, values, descriptors, whole: names === undefined };
}

/**
 * Runs the kernel's own synchronous code, in which nothing of a cell's is called, as if no cell had ever
 * changed a built-in: for so long every changed property is what it was at the start, and what was added is
 * gone.
 */
export function withIntrinsics<T>(run: () => T): T {
  return restored(run, true);
}

/**
 * The same for code that calls what belongs to cells (their getters, their `toString`): what they added
 * stays.
 */
export function withBuiltins<T>(run: () => T): T {
  return restored(run, false);
}

/** Makes every changed property what it was at the start, for good. Whether there was any. */
export function putBack(): boolean {
  let isAny = false;
  for (let i = 0; i < kept.length; i++) restore(kept[i], () => (isAny = true), false);
  return isAny;
}

function restored<T>(run: () => T, withoutAdditions: boolean): T {
  const undo: Undo[] = [];
  let changes = 0;
  const note = (object: object, key: Key): void => {
    undo[changes++] = { object, key, was: getOwnPropertyDescriptor(object, key) };
  };
  for (let i = 0; i < kept.length; i++) restore(kept[i], note, withoutAdditions);
  if (changes === 0) return run();
  try {
    return run();
  } finally {
    while (changes-- > 0) undoOne(undo[changes]);
  }
}

function restore(one: Kept, note: (object: object, key: Key) => void, withoutAdditions: boolean): void {
  const { object, keys, whole } = one;
  for (let i = 0; i < keys.length; i++) {
    if (isUnchanged(one, i)) continue;
    note(object, keys[i]);
    defineProperty(object, keys[i], one.descriptors[i]);
  }
  if (!whole || !withoutAdditions) return;
  const now = ownKeys(object);
  if (now.length === keys.length) return;
  const known: Bag = { __proto__: null };
  for (let i = 0; i < keys.length; i++) known[keys[i]] = true;
  for (let i = 0; i < now.length; i++) {
    if (known[now[i]]) continue;
    note(object, now[i]);
    deleteProperty(object, now[i]);
  }
}

function isUnchanged({ object, keys, values, descriptors }: Kept, i: number): boolean {
  if (!("value" in descriptors[i])) return descriptorOf(object, keys[i])?.get === descriptors[i].get;
  try {
    const value = (object as Bag)[keys[i]];
    return value === values[i] || (value !== value && values[i] !== values[i]);
  } catch {
    return false;
  }
}

function undoOne({ object, key, was }: Undo): void {
  if (was === undefined) deleteProperty(object, key);
  else defineProperty(object, key, was);
}
