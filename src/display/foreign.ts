// Pictures, pages and tables of other packages, known by what they can do: elements of jsdom and linkedom,
// canvases, charts of Observable Plot, D3 and Vega, data frames. None of these packages is needed here.

import { types } from "node:util";
import type { MimeBundle } from "./host";
import { imageOf } from "./images";
import { inspect } from "./intrinsics";
import { tableOf } from "./table";

type Bundle = MimeBundle | Promise<MimeBundle>;
type Thing = Readonly<Record<string, unknown>>;

/** One kind of thing: its bundle, undefined for what is none of the kind. */
type Kind = (thing: Thing) => Bundle | undefined;

const svgNamespace = "http://www.w3.org/2000/svg";

/** In this order: a canvas of jsdom is an element as well. */
const kinds: readonly Kind[] = [canvas, element, selection, vegaView, vegaSpecification, dataFrame];

/**
 * The bundle of something that another package draws; undefined for all else. What fails on the way is no
 * such thing.
 */
export function foreignBundle(value: unknown): Bundle | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  // A proxy's traps are the user's code: but for one known by how it prints itself, it is shown as Node's
  // inspector shows it.
  const thing = value as Thing;
  if (types.isProxy(value)) return isPolars(value) ? attempt(() => dataFrame(thing)) : undefined;
  if (isPlain(value)) return attempt(() => vegaSpecification(thing));
  if (inheritsFromProxy(value)) return undefined;
  for (const kind of kinds) {
    const bundle = attempt(() => kind(thing));
    if (bundle !== undefined) return bundle;
  }
  return undefined;
}

function attempt(show: () => Bundle | undefined): Bundle | undefined {
  try {
    return show();
  } catch {
    return undefined;
  }
}

/** Lists and object literals are data far more often than anything else. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

function inheritsFromProxy(value: object): boolean {
  for (let at: unknown = value; at !== null; at = Object.getPrototypeOf(at))
    if (types.isProxy(at)) return true;
  return false;
}

function can(thing: Thing, ...methods: readonly string[]): boolean {
  return methods.every((method) => typeof thing[method] === "function");
}

function call(thing: Thing, method: string, ...args: unknown[]): unknown {
  return (thing[method] as (...args: unknown[]) => unknown)(...args);
}

/** node-canvas, @napi-rs/canvas and the canvas element of jsdom. */
function canvas(thing: Thing): Bundle | undefined {
  if (!can(thing, "getContext") || typeof thing.width !== "number" || typeof thing.height !== "number")
    return undefined;
  const size = `${thing.width} × ${thing.height}`;
  if (can(thing, "toBuffer")) return picture(imageOf(call(thing, "toBuffer", "image/png")), `canvas ${size}`);
  const [head, data] = String(call(thing, "toDataURL", "image/png")).split(",");
  if (head !== "data:image/png;base64") return undefined;
  return picture({ "image/png": data }, `canvas ${size}`);
}

function picture(image: MimeBundle | undefined, text: string): MimeBundle | undefined {
  return image && { ...image, "text/plain": text };
}

/** An element of any DOM: a drawing as a picture, all else as a page. */
function element(thing: Thing): Bundle | undefined {
  const { nodeType, nodeName, outerHTML, namespaceURI } = thing;
  if (nodeType !== 1 || typeof outerHTML !== "string") return undefined;
  if (String(nodeName).toLowerCase() !== "svg") return page(outerHTML);
  const isNamed = /^<svg[^>]*\sxmlns=/i.test(outerHTML);
  const image = isNamed
    ? outerHTML
    : outerHTML.replace(
        /^<svg/i,
        `<svg xmlns="${typeof namespaceURI === "string" ? namespaceURI : svgNamespace}"`,
      );
  return {
    "image/svg+xml": image.replace(svgNamespaceOfPages, `xmlns="${svgNamespace}"`),
    "text/plain": outerHTML,
  };
}

/** Some DOMs know one namespace only. */
const svgNamespaceOfPages = /xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"/;

function page(html: string): MimeBundle {
  return { "text/html": html, "text/plain": html };
}

/** D3's selections: the first element of theirs. */
function selection(thing: Thing): Bundle | undefined {
  if (!can(thing, "node", "selectAll", "attr")) return undefined;
  const node: unknown = call(thing, "node");
  return typeof node === "object" && node !== null ? element(node as Thing) : undefined;
}

function vegaView(thing: Thing): Bundle | undefined {
  if (!can(thing, "toSVG", "runAsync", "signal")) return undefined;
  return Promise.resolve(call(thing, "toSVG")).then((svg) => ({
    "image/svg+xml": svg,
    "text/plain": "a Vega view",
  }));
}

/** A chart in Vega's or Vega-Lite's own words: JupyterLab draws it. */
function vegaSpecification(thing: Thing): Bundle | undefined {
  const schema = Object.getOwnPropertyDescriptor(thing, "$schema")?.value as unknown;
  const found =
    typeof schema === "string" && /\/schema\/(vega|vega-lite)\/v(\d+)(?:\.\d+)*\.json$/.exec(schema);
  if (!found) return undefined;
  const mime = `application/vnd.${found[1].replace("-", "")}.v${found[2]}+json`;
  return { [mime]: thing, "text/plain": inspect(thing) };
}

/** How nodejs-polars prints a data frame, which is a proxy. */
function isPolars(value: object): boolean {
  try {
    return /^shape: \(\d+, \d+\)\n┌/.test(inspect(value));
  } catch {
    return false;
  }
}

/** Arquero, polars, Danfo, data-forge: their rows as records. */
function dataFrame(thing: Thing): Bundle | undefined {
  const records = recordsOf(thing);
  if (!Array.isArray(records) || records.length === 0) return undefined;
  return tableOf(records.map((record: object) => flat(record)));
}

function recordsOf(thing: Thing): unknown {
  if (can(thing, "objects", "columnNames", "numRows")) return call(thing, "objects");
  if (can(thing, "toRecords")) return call(thing, "toRecords");
  if (can(thing, "getColumnNames", "toArray")) return call(thing, "toArray");
  const { columns, values } = thing;
  if (!areNames(columns) || !Array.isArray(values)) return undefined;
  const isTable = values.every((row) => Array.isArray(row) && row.length === columns.length);
  if (!isTable) return undefined;
  return values.map((row: readonly unknown[]) =>
    Object.fromEntries(columns.map((name, i) => [name, row[i]])),
  );
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");
}

/** Dates and lists in cells are shown by their text. */
function flat(record: object): object {
  const texts = Object.entries(record).map(([key, cell]: [string, unknown]) => [
    key,
    typeof cell === "object" && cell !== null ? inspect(cell) : cell,
  ]);
  return Object.fromEntries(texts) as object;
}
