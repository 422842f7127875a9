// The built-ins by which values are judged, kept as they were before a cell could replace one of them.

import { inspect as inspectNow } from "node:util";
import { type DisplayHost, hostKey } from "./host";

/**
 * Runs the library's own code with every built-in as it was at the start, where a kernel can say how it was:
 * a cell that has written `Object.is = () => true` or `Array.prototype.some = () => false` changes no
 * verdict. Without such a kernel the code runs as things are, and only what is exported below is kept.
 */
export function asAtStart<T>(run: () => T): T {
  const host = (globalThis as Record<symbol, unknown>)[hostKey] as DisplayHost | undefined;
  return host?.asAtStart === undefined ? run() : host.asAtStart(run);
}

/** Read once, when the library is loaded: that may be after the cell that replaced them. */
const kept = asAtStart(() => ({
  is: Object.is,
  define: Object.defineProperty,
  isArray: Array.isArray,
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it uses no `this`
  isView: ArrayBuffer.isView,
  isFinite: Number.isFinite,
  isNaN: Number.isNaN,
  abs: Math.abs,
  toNumber: Number,
  inspect: inspectNow,
}));

export const is: typeof Object.is = kept.is;
export const define: typeof Object.defineProperty = kept.define;
export const isArray: typeof Array.isArray = kept.isArray;
export const isView: typeof ArrayBuffer.isView = kept.isView;
export const isFinite: typeof Number.isFinite = kept.isFinite;
export const isNaN: typeof Number.isNaN = kept.isNaN;
export const abs: typeof Math.abs = kept.abs;
export const toNumber: NumberConstructor = kept.toNumber;
export const inspect: typeof inspectNow = kept.inspect;
