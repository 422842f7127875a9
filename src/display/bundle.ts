// From any value to its MIME bundle: its own `Symbol.for("Jupyter.display")`, a table, or the text of Node's inspector.

import { inspect } from "node:util";
import { wrongType } from "../errors";
import type { MimeBundle } from "./host";
import { isTable, tableBundle } from "./table";

/** The method by which an object says how a notebook shows it: Deno's convention, `Symbol.for("Jupyter.display")`. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as typeof jupyterDisplay;

/** An object that knows its rich form. */
export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

/**
 * The MIME bundle of a value: what its `Symbol.for("Jupyter.display")` method returns (a promise where that returns one), a table
 * for an array of flat objects, else `text/plain` as Node's `util.inspect` prints it, without colours.
 */
export function toBundle(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (isDisplayable(value)) {
    const bundle: unknown = value[jupyterDisplay]();
    return isThenable(bundle) ? Promise.resolve(bundle).then(asBundle) : asBundle(bundle);
  }
  if (isTable(value)) return tableBundle(value);
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}

function isDisplayable(value: unknown): value is Displayable {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as Partial<Displayable>)[jupyterDisplay] === "function";
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
