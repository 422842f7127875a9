// How a value is shown.

import { inspect } from "node:util";
import type { MimeBundle } from "../../display/host";
import { imageOf } from "./images";
import { tableOf } from "./tables";

/** The method by which a value says how it is shown: Deno's convention. */
const displayKey = Symbol.for("Jupyter.display");

/** What is shown of the last expression of a cell; undefined for nothing. */
export async function bundleOf(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined || value === null) return undefined;
  const own = await ownBundle(value);
  if (own !== undefined) return own;
  const image = imageOf(value);
  if (image !== undefined) return { ...image, "text/plain": plain(value) };
  const html = tableOf(value);
  return html === undefined
    ? { "text/plain": plain(value) }
    : { "text/html": html, "text/plain": plain(value) };
}

async function ownBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (typeof value !== "object" && typeof value !== "function") return undefined;
  const display = (value as Record<symbol, unknown>)[displayKey];
  if (typeof display !== "function") return undefined;
  const bundle: unknown = await display.call(value);
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return bundle as MimeBundle;
  throw new TypeError(
    `[Symbol.for("Jupyter.display")]() must give an object from MIME types to data, but gave ${plain(bundle)}.`,
  );
}

/** The text of a value, as Node's console prints it, without colour codes. */
export function plain(value: unknown): string {
  return inspect(value, { colors: false });
}
