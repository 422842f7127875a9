// Objects that cells and the kernel share besides JavaScript's own: a cell may change them.

import * as fs from "node:fs";
import * as path from "node:path";
import * as util from "node:util";
import * as vm from "node:vm";

/** The module objects themselves; what is imported here may be a copy. */
export function sharedModules(): object[] {
  return [fs, path, util, util.types, vm].map((module) => (module as { default?: object }).default ?? module);
}

/** A turn of the event loop, and what comes before the next one. */
export const setImmediate: typeof globalThis.setImmediate = globalThis.setImmediate;
export const nextTick: typeof process.nextTick = process.nextTick.bind(process);
