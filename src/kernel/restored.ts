// Built-ins as they were before the first cell: noted once, and put back while the kernel's own code runs.

import { sharedModules } from "./host/builtins";
import { bare, isArray, nothing, ownDescriptor, Reflect } from "./intrinsics";

type Key = string | symbol;
type Bag = Record<Key, unknown>;

const { ownKeys, defineProperty, deleteProperty, getPrototypeOf, setPrototypeOf } = Reflect;
const { getOwnPropertyDescriptor: descriptorOf } = Reflect;

/** Whether one of the values that are kept is not in its place any more. */
type Look = (object: object, values: readonly unknown[], keys: readonly Key[]) => boolean;

interface Kept {
  object: object;
  /** What it inherits from. */
  above: object | null;
  keys: readonly Key[];
  values: readonly unknown[];
  descriptors: readonly PropertyDescriptor[];
  /** Which of the keys are read by a getter. */
  read: readonly number[];
  hasChanged: Look;
  /** All keys of an object that is asked for what it does not have; what cells add to it is taken away. */
  all: readonly Key[] | undefined;
}

/** How something was before it was put back: a property, or what the object inherits from. */
type Undo =
  | { object: object; key: Key; was: PropertyDescriptor | undefined }
  | { object: object; above: object | null };

/** Global names that the kernel's code and the compiler use while they run. */
const globalNames: readonly string[] =
  `Array ArrayBuffer BigInt Boolean Buffer Date Error Function Infinity JSON Map Math NaN Number Object Promise
  RangeError Reflect RegExp Set String Symbol SyntaxError TypeError URL Uint8Array WeakMap WeakRef WeakSet
  clearTimeout decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt performance
  process setImmediate setTimeout globalThis undefined queueMicrotask`.split(/\s+/);

const processNames: readonly string[] = ["cwd", "hrtime", "memoryUsage", "nextTick", "emitWarning"];

/** Prototypes that are asked for what they do not have: options, `toJSON`, `then`, symbols. */
const asked: ReadonlySet<string> = new Set([
  "Array",
  "Boolean",
  "Error",
  "Function",
  "Number",
  "Object",
  "Promise",
  "RegExp",
  "String",
]);

let kept: Kept[] = [];

/** Whether everything is as it was at the start and no code of a cell's can run: `withIntrinsics` is at work. */
let isRestored = false;

/** What is to be undone, the latest last. Places are defined: cells may have given `Array.prototype` setters. */
const undo: Undo[] = [];
let changes = 0;

/**
 * Notes how everything is now. Called when the kernel has put its own functions in place and no cell has run
 * yet.
 */
export function keepIntrinsics(): void {
  kept = [
    keep(globalThis, globalNames),
    keep(process, processNames),
    ...sharedModules().map((object) => keep(object)),
    ...iterators().map((object) => keep(object)),
    keep(getPrototypeOf(Uint8Array)!),
    keep(getPrototypeOf(Uint8Array.prototype)!),
  ];
  for (const name of globalNames) keepNamed(name, (globalThis as Bag)[name]);
}

function keepNamed(name: string, value: unknown): void {
  if (["process", "globalThis"].includes(name)) return;
  if (typeof value === "object" && value !== null) kept.push(keep(value));
  const { prototype } = (value ?? {}) as { prototype?: object };
  if (typeof value !== "function" || prototype === undefined) return;
  kept.push(keep(value), { ...keep(prototype), all: asked.has(name) ? ownKeys(prototype) : undefined });
}

function iterators(): object[] {
  const all = [[].values(), new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/./g)];
  return [
    ...all.map((one) => getPrototypeOf(one)!),
    getPrototypeOf(getPrototypeOf([].values())!)!,
    getPrototypeOf(function* () {}.prototype as object)!,
  ];
}

/** What cannot be changed need not be looked at. */
function isChangeable(descriptor: PropertyDescriptor | undefined): boolean {
  return descriptor !== undefined && (descriptor.configurable === true || descriptor.writable === true);
}

/** The length of a list, put back, takes away the elements behind it: `Array.prototype` is a list too. */
function truncates(object: object, key: Key): boolean {
  return key === "length" && isArray(object);
}

function keep(object: object, names: readonly Key[] = ownKeys(object)): Kept {
  const keys = names.filter((key) => isChangeable(ownDescriptor(object, key)) && !truncates(object, key));
  const descriptors = keys.map((key) => ownDescriptor(object, key)!);
  const values = descriptors.map((descriptor) => descriptor.value as unknown);
  const read = descriptors.flatMap((descriptor, i) => ("value" in descriptor ? [] : [i]));
  const above = getPrototypeOf(object);
  const hasChanged = lookOf(keys, descriptors);
  return { object, above, keys, values, descriptors, read, hasChanged, all: undefined };
}

/**
 * A function that looks at all of them, made for this object: each place in it sees one property, which V8
 * then finds at once; a loop over all objects takes twenty times as long.
 */
function lookOf(keys: readonly Key[], descriptors: readonly PropertyDescriptor[]): Look {
  const looks = keys.flatMap((key, i) => {
    const name = typeof key === "string" ? JSON.stringify(key) : `keys[${i}]`;
    return "value" in descriptors[i] ? [`object[${name}] !== values[${i}]`] : [];
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of properties are all that is in it
  return new Function("object", "values", "keys", `return ${looks.join(" || ") || "false"};`) as Look;
}

/**
 * Runs the kernel's own synchronous code, in which nothing of a cell's is called, as if no cell had ever
 * changed a built-in: for so long every changed property is what it was at the start, and what was added is
 * gone. A thousand properties are looked at, which takes 20 to 400 microseconds: one call around much is
 * better than many; those inside of another look at nothing.
 */
export function withIntrinsics<T>(run: () => T): T {
  if (isRestored) return run();
  return restored(() => {
    isRestored = true;
    try {
      return run();
    } finally {
      isRestored = false;
    }
  }, true);
}

/**
 * The same for code that calls what belongs to cells (their getters, their `toString`): what they added
 * stays.
 */
export function withBuiltins<T>(run: () => T): T {
  return isRestored ? run() : restored(run, false);
}

/** So many looks have V8 compile them: the first hundred take 90 microseconds each, later ones 25. */
const practice = 200;
let practised = 0;

/**
 * Looks at the built-ins some times while nobody waits, so that the first cells find the looks compiled. Whether
 * more of it is to be done.
 */
export function practise(): boolean {
  if (practised >= practice) return false;
  for (let i = 0; i < 20; i++) withIntrinsics(nothing);
  practised += 20;
  return true;
}

/**
 * Makes every changed property what it was at the start, and takes away what was added where Node's own code
 * sees it, for good. Whether there was any.
 */
export function putBack(): boolean {
  let isAny = false;
  const note = (): boolean => (isAny = true);
  for (let i = 0; i < kept.length; i++) {
    restore(kept[i], note);
    if (kept[i].all !== undefined) takeAway(kept[i], note);
  }
  return isAny;
}

/**
 * Runs what may be ended from outside, where V8 passes over every `finally` within: what those would have
 * undone is undone here.
 */
export function surviving<T>(run: () => T): T {
  const before = changes;
  const was = isRestored;
  try {
    return run();
  } finally {
    undoTo(before);
    isRestored = was;
  }
}

/** For the event loop, on which nothing is under way: undoes what code that was ended has left behind. */
export function undoAll(): void {
  undoTo(0);
  isRestored = false;
}

function restored<T>(run: () => T, withoutAdditions: boolean): T {
  const before = changes;
  for (let i = 0; i < kept.length; i++) {
    restore(kept[i], noteUndo);
    if (withoutAdditions && kept[i].all !== undefined) takeAway(kept[i], noteUndo);
  }
  if (changes === before) return run();
  try {
    return run();
  } finally {
    undoTo(before);
  }
}

function noteUndo(object: object, key?: Key): void {
  const value = bare<Undo>(
    key === undefined
      ? { object, above: getPrototypeOf(object) }
      : { object, key, was: ownDescriptor(object, key) },
  );
  defineProperty(undo, changes++, bare({ value, configurable: true, writable: true }));
}

function undoTo(count: number): void {
  while (changes > count) undoOne(undo[--changes]);
  undo.length = count;
}

/** Is told what is about to be put back: this property, or what the object inherits from. */
type Note = (object: object, key?: Key) => void;

function restore(one: Kept, note: Note): void {
  const { object, above, keys, values, descriptors, read } = one;
  if (getPrototypeOf(object) !== above) {
    note(object);
    setPrototypeOf(object, above);
  }
  for (let i = 0; i < read.length; i++) if (hasOtherGetter(one, read[i])) put(one, read[i], note);
  if (!hasChanged(one)) return;
  for (let i = 0; i < keys.length; i++) {
    if (!("value" in descriptors[i])) continue;
    const now = ownDescriptor(object, keys[i]);
    if (now === undefined || !("value" in now) || now.value !== values[i]) put(one, i, note);
  }
}

function hasChanged({ object, values, keys, hasChanged }: Kept): boolean {
  try {
    return hasChanged(object, values, keys);
  } catch {
    // A getter in place of a value.
    return true;
  }
}

/** Of a data property's descriptor no getter is read but one that cells gave to all objects. */
function hasOtherGetter({ object, keys, descriptors }: Kept, i: number): boolean {
  const now = descriptorOf(object, keys[i]);
  return now === undefined || now.get !== descriptors[i].get || now.set !== descriptors[i].set;
}

function put({ object, keys, descriptors }: Kept, i: number, note: Note): void {
  note(object, keys[i]);
  defineProperty(object, keys[i], descriptors[i]);
}

/** Takes away what was added. */
function takeAway({ object, all = [] }: Kept, note: Note): void {
  const now = ownKeys(object);
  if (now.length === all.length) return;
  const known: Bag = { __proto__: null };
  for (let i = 0; i < all.length; i++) known[all[i]] = true;
  for (let i = 0; i < now.length; i++) {
    if (known[now[i]]) continue;
    note(object, now[i]);
    deleteProperty(object, now[i]);
  }
}

function undoOne(one: Undo): void {
  if ("above" in one) return void setPrototypeOf(one.object, one.above);
  const { object, key, was } = one;
  if (was === undefined) deleteProperty(object, key);
  else defineProperty(object, key, was);
}
