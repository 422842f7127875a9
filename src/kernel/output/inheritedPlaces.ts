// Places of all lists. Node keeps its books about callbacks in plain lists: one that inherits a place behind a
// getter, or one to which nothing can be assigned, loses what Node puts there, and no callback of the process
// runs again.

import { bare, ownDescriptor, Reflect } from "../intrinsics";

type Key = string | symbol;

const { apply, defineProperty, getPrototypeOf, ownKeys } = Reflect;
const list = globalThis.Array.prototype;
const all = globalThis.Object.prototype;

/** Whether lists inherit from it, and so does Node. */
const isAbove = (object: unknown): boolean => object === list || object === all;

/** Whether a name is that of a place in a list. */
function isPlace(key: unknown): boolean {
  return typeof key === "string" && `${+key >>> 0}` === key;
}

function refuse(deed: string): never {
  throw new TypeError(`${deed} in a notebook: Node.js itself keeps its books about callbacks in them.`);
}

type Fields = Partial<Record<"get" | "set" | "value", unknown>> & PropertyAttributes;
type PropertyAttributes = Pick<PropertyDescriptor, "writable" | "enumerable" | "configurable">;

function checkDescriptor(object: unknown, key: unknown, descriptor: PropertyDescriptor): PropertyDescriptor {
  if (!isAbove(object) || !isPlace(key)) return descriptor;
  const kept: Fields = descriptor;
  const { get, set, value, writable, enumerable, configurable } = kept;
  const isPlain = get === undefined && set === undefined && writable === true;
  return isPlain ? bare({ value, writable, enumerable, configurable }) : refusePlace(key);
}

function refusePlace(key: unknown): never {
  return refuse(`The place ${String(key)} of all lists cannot be given a getter, or a value that stays,`);
}

/** In which Node looks something up between any two callbacks, each with what it inherits from. */
const looked: [object, object | null][] = [];

function checkPrototype(object: unknown, prototype: unknown): void {
  for (let i = 0; i < looked.length; i++)
    if (object === looked[i][0] && prototype !== looked[i][1])
      refuse("What all lists, promises, ports and timers inherit from cannot be replaced");
}

/** Lists are Node's books; the others are what it keeps the request of a callback on. */
function noteParents(others: readonly object[]): void {
  const timers = [setTimeout(() => undefined, 0), setImmediate(() => undefined)] as const;
  for (const one of [[], globalThis.Promise.resolve(), ...timers, ...others])
    for (let at = getPrototypeOf(one); at !== null && at !== all; at = getPrototypeOf(at))
      looked.push([at, getPrototypeOf(at)]);
  clearTimeout(timers[0]);
  clearImmediate(timers[1]);
}

function checkFreezing(object: unknown): void {
  if (!isAbove(object)) return;
  const keys = ownKeys(object as object);
  for (let i = 0; i < keys.length; i++) if (isPlace(keys[i])) refusePlace(keys[i]);
}

/** As a name of a property: asked for it once. */
function nameOf(key: unknown): Key {
  return typeof key === "symbol" ? key : `${key as string}`;
}

/**
 * Takes the place of what could do it; `resources` are what Node calls back for the kernel. Plain values of such
 * places are shadowed by a list's own.
 */
export function keepPlaces(resources: readonly object[]): void {
  noteParents(resources);
  replace(globalThis.Object, guardedObject(globalThis.Object));
  replace(globalThis.Reflect, guardedReflect(globalThis.Reflect));
  replace(all, guardedMethods(all as unknown as Methods));
  const { get, set } = ownDescriptor(all, "__proto__") as Record<
    "get" | "set",
    (this: unknown, ...args: unknown[]) => unknown
  >;
  const guarded = function (this: unknown, prototype: unknown): void {
    checkPrototype(this, prototype);
    apply(set, this, [prototype]);
  };
  defineProperty(all, "__proto__", bare({ get, set: guarded }));
  keepViews();
  keepMaps();
}

type Methods = Record<"__defineGetter__" | "__defineSetter__", (key: Key, run: unknown) => void>;

function guardedObject(real: ObjectConstructor): Partial<ObjectConstructor> {
  const { defineProperty, defineProperties, setPrototypeOf } = real;
  const freeze: <T>(object: T) => Readonly<T> = real.freeze;
  return {
    defineProperty<T>(object: T, key: PropertyKey, descriptor: PropertyDescriptor & ThisType<unknown>): T {
      if (!isAbove(object)) return defineProperty(object, key, descriptor);
      const name = nameOf(key);
      return defineProperty(object, name, checkDescriptor(object, name, descriptor));
    },
    defineProperties<T>(object: T, descriptors: PropertyDescriptorMap & ThisType<unknown>): T {
      if (!isAbove(object)) return defineProperties(object, descriptors);
      const checked: PropertyDescriptorMap = bare({});
      const keys = ownKeys(descriptors);
      for (let i = 0; i < keys.length; i++)
        if (ownDescriptor(descriptors, keys[i])?.enumerable === true)
          checked[keys[i]] = checkDescriptor(object, keys[i], descriptors[keys[i]]);
      return defineProperties(object, checked);
    },
    setPrototypeOf(object: unknown, prototype: object | null): unknown {
      checkPrototype(object, prototype);
      return setPrototypeOf(object, prototype);
    },
    freeze<T>(object: T): Readonly<T> {
      checkFreezing(object);
      return freeze(object);
    },
  };
}

function guardedReflect(real: typeof globalThis.Reflect): Partial<typeof globalThis.Reflect> {
  const { defineProperty, setPrototypeOf } = real;
  return {
    defineProperty(object: object, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
      if (!isAbove(object)) return defineProperty(object, key, descriptor);
      const name = nameOf(key);
      return defineProperty(object, name, checkDescriptor(object, name, descriptor));
    },
    setPrototypeOf(object: object, prototype: object | null): boolean {
      checkPrototype(object, prototype);
      return setPrototypeOf(object, prototype);
    },
  };
}

function guardedMethods(real: Methods): Methods {
  const { __defineGetter__, __defineSetter__ } = real;
  return {
    __defineGetter__(this: unknown, key, run) {
      const name = nameOf(key);
      if (isAbove(this) && isPlace(name)) refusePlace(name);
      apply(__defineGetter__, this, [name, run]);
    },
    __defineSetter__(this: unknown, key, run) {
      const name = nameOf(key);
      if (isAbove(this) && isPlace(name)) refusePlace(name);
      apply(__defineSetter__, this, [name, run]);
    },
  };
}

function replace(object: object, functions: object): void {
  const keys = ownKeys(functions);
  for (let i = 0; i < keys.length; i++) {
    const value: unknown = ownDescriptor(functions, keys[i])!.value;
    defineProperty(object, keys[i], bare({ value }));
  }
}

/**
 * The lengths of typed arrays, by which Node's books are written as well: they stay what they are, and whoever
 * defines them anew is told so by JavaScript.
 */
function keepViews(): void {
  const views = getPrototypeOf(Uint8Array.prototype)!;
  for (const key of ["length", "byteLength", "byteOffset", "buffer"])
    defineProperty(views, key, bare({ configurable: false }));
}

/** The steps through a Map: since Node 24 the context of each callback is one, made by going through another. */
function keepMaps(): void {
  const steps = getPrototypeOf(new Map().values())!;
  defineProperty(steps, "next", bare({ configurable: false, writable: false }));
}
