// The kernel's own copies of what cells may replace, taken when the kernel loads, before the first cell.

import { setImmediate } from "./host/builtins";

export { nextTick, setImmediate } from "./host/builtins";

type Key = string | symbol;
type Bag = Record<Key, unknown>;

const { apply, ownKeys, defineProperty, getPrototypeOf, setPrototypeOf } = globalThis.Reflect;
/** What `instanceof` does. */
const isInstance = globalThis.Function.prototype[Symbol.hasInstance];
const { getOwnPropertyDescriptor: descriptorOf } = globalThis.Reflect;

/**
 * An object without inherited properties: what a cell has added to `Object.prototype`, such as `get` or
 * `timeout`, is no part of a descriptor or of options.
 */
export function bare<T extends object>(object: T): T {
  setPrototypeOf(object, null);
  return object;
}

/** A descriptor that inherits nothing. */
export function ownDescriptor(object: object, key: Key): PropertyDescriptor | undefined {
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

export const isArray: typeof globalThis.Array.isArray = globalThis.Array.isArray;
export const Promise: PromiseConstructor = globalThis.Promise;
export const Set: SetConstructor = globalThis.Set;
export const WeakSet: WeakSetConstructor = globalThis.WeakSet;

/**
 * A promise of the kernel's, of which `await` asks nothing that a cell may have replaced:
 * the class of a promise is looked up before it is waited for, and only with the true one is its `then` left
 * alone. What such a promise gives must be `bare` for the same reason: every object is asked for a `then`
 * when it is given.
 */
export function own<T>(promise: Promise<T>): Promise<T> {
  defineProperty(promise, "constructor", bare({ value: Promise, configurable: true }));
  return promise;
}

/** Whether a value of the kernel's own is a promise; no other object may be awaited. */
export function isPromise<T>(value: T): value is Extract<T, Promise<unknown>> {
  return apply(isInstance, Promise, [value]);
}

/**
 * What `then` gives, without asking the promise for one: a cell may have replaced it. What the functions give
 * must be no object of a cell's.
 */
export async function after<T, R>(
  promise: Promise<T>,
  go: (value: T) => R | Promise<R>,
  failed?: (error: unknown) => R,
): Promise<R> {
  let value: T;
  try {
    value = await own(promise);
  } catch (error) {
    if (failed === undefined) throw error;
    return failed(error);
  }
  const next = go(value);
  return isPromise(next) ? ((await own(next)) as R) : next;
}

/** Somebody else is told how the promise ends: where it is rejected, it was not left uncaught. */
export function ignoreEnd(promise: Promise<unknown>): void {
  void after(promise, nothing, nothing);
}

/** The end of a chain of which nobody takes the value. */
export const nothing = (): void => undefined;

/** A turn of the event loop. */
export function turn(): Promise<void> {
  return own(new Promise<void>((done) => void setImmediate(done)));
}

/**
 * Gives an object its inherited functions as its own, so that it has them whatever becomes of those of its
 * class.
 */
export function ownFunctions(object: object): void {
  for (let at: object | null = object; at !== null && at !== Object.prototype; at = getPrototypeOf(at)) {
    for (const key of ownKeys(at)) {
      const found = ownDescriptor(at, key)!;
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
