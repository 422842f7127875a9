// Inspection of promises and timers as in plain Node: what AsyncLocalStorage keeps on them is left out.

import { inspect } from "node:util";
import { bare } from "../intrinsics";

const kept: ReadonlySet<string | undefined> = new Set([
  "async_id_symbol",
  "trigger_async_id_symbol",
  "kResourceStore",
  "kAsyncContextFrame",
]);

type Inspect = (this: object, ...rest: unknown[]) => unknown;

/** A value says by a method how it is inspected; one that answers with itself is inspected as any other. */
export function installAsyncResources(): void {
  const timer = setTimeout(() => undefined, 0);
  const immediate = setImmediate(() => undefined);
  for (const one of [Promise.resolve(), timer, immediate]) install(Object.getPrototypeOf(one) as object);
  clearTimeout(timer);
  clearImmediate(immediate);
}

function install(prototype: object): void {
  const own = (prototype as Record<symbol, Inspect | undefined>)[inspect.custom];
  const value: Inspect = function (...rest) {
    hideKept(this);
    return own === undefined ? this : own.apply(this, rest);
  };
  Object.defineProperty(prototype, inspect.custom, { value, configurable: true, writable: true });
}

function hideKept(value: object): void {
  for (const key of Object.getOwnPropertySymbols(value)) {
    if (kept.has(key.description)) Object.defineProperty(value, key, bare({ enumerable: false }));
  }
}
