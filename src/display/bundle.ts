// From any value to its MIME bundle: its own `Symbol.for("Jupyter.display")`, a picture, a table, or the text
// of Node's inspector.

import { types } from "node:util";
import { wrongType } from "../errors";
import { foreignBundle } from "./foreign";
import type { MimeBundle } from "./host";
import { imageOf } from "./images";
import { inspect } from "./intrinsics";
import { tableOf } from "./table";

/**
 * The method by which an object says how a notebook shows it: Deno's convention,
 * `Symbol.for("Jupyter.display")`.
 *
 * @example
 * ```ts
 * const half = { [jupyterDisplay]: () => ({ "text/latex": "$\\frac12$", "text/plain": "1/2" }) };
 * half[jupyterDisplay]()["text/plain"]
 * // => '1/2'
 * ```
 */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as typeof jupyterDisplay;

/** An object that knows its rich form. */
export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

/**
 * The MIME bundle of a value: what its `Symbol.for("Jupyter.display")` method returns (a promise where that
 * returns one), a picture for its bytes, an element, a canvas or a chart of another package, a table for a
 * data frame or an array of flat objects, else `text/plain` as Node's `util.inspect` prints it, without
 * colours. The kernel shows the last value of a cell by it, too.
 */
export function toBundle(value: unknown): MimeBundle | Promise<MimeBundle> {
  const own = ownMethod(value);
  if (own !== undefined) {
    const bundle: unknown = own.call(value);
    return isThenable(bundle) ? Promise.resolve(bundle).then(asBundle) : asBundle(bundle);
  }
  const foreign = foreignBundle(value);
  if (foreign !== undefined) return foreign;
  const table = tableOf(value);
  if (table !== undefined) return table;
  return { ...imageOf(value), "text/plain": typeof value === "string" ? value : inspect(value) };
}

/**
 * The method of a Displayable. A proxy is not asked for it: it answers as it likes, for ever or with an
 * error.
 */
function ownMethod(value: unknown): ((this: unknown) => unknown) | undefined {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  for (let at: unknown = isObject ? value : null; at !== null; at = Object.getPrototypeOf(at)) {
    if (types.isProxy(at)) return undefined;
    const found = Object.getOwnPropertyDescriptor(at, jupyterDisplay);
    if (found === undefined) continue;
    const method: unknown = found.get ? found.get.call(value) : found.value;
    return typeof method === "function" ? (method as (this: unknown) => unknown) : undefined;
  }
  return undefined;
}

/** True for a promise or whatever else `await` would wait for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

function asBundle(bundle: unknown): MimeBundle {
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return bundle as MimeBundle;
  throw wrongType({
    fn: "display",
    argument: `what value[Symbol.for("Jupyter.display")]() returns`,
    got: bundle,
    wanted: "an object from MIME types to contents",
    hint: `For instance { "text/plain": "…" }.`,
  });
}
