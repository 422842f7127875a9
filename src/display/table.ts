// An array of flat objects as a table: one row an object, one column a key.

import { types } from "node:util";
import type { MimeBundle } from "./host";
import { inspect } from "./intrinsics";
import { escapeHtml } from "./markup";
import { say } from "./sentences";

/** The texts of one object by key; undefined where the object is not flat. */
type Row = ReadonlyMap<string, string>;

/**
 * The most rows that a table shows (it says how many follow), and the most columns that are still a table.
 */
const mostRows = 100;
const mostColumns = 30;

/**
 * The table of a non-empty array of plain objects without objects in them; undefined for every other value.
 * No code of the objects runs: a getter shows as `[Getter]`, as Node's inspector shows it.
 */
export function tableOf(value: unknown): MimeBundle | undefined {
  const rows = rowsOf(value);
  const columns = rows === undefined ? [] : columnsOf(rows);
  if (rows === undefined || columns.length === 0 || columns.length > mostColumns) return undefined;
  return bundle(rows, columns);
}

/** The table of rows that are known to be flat, as HTML and as aligned text for readers who see text only. */
export function tableBundle(flat: readonly object[]): MimeBundle {
  const rows = flat.map(
    (row) => new Map(Object.entries(row).map(([key, value]) => [key, cellText(value) ?? ""])),
  );
  return bundle(rows, columnsOf(rows));
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => [...row.keys()]))];
}

function bundle(rows: readonly Row[], columns: readonly string[]): MimeBundle {
  const cells = rows.slice(0, mostRows).map((row) => columns.map((column) => row.get(column) ?? ""));
  const more =
    rows.length > mostRows ? say("… and {count} more rows", { count: rows.length - mostRows }) : "";
  return {
    "text/html": htmlTable(columns, cells) + (more && `\n<p>${more}</p>`),
    "text/plain": textTable(columns, cells) + (more && `\n${more}`),
  };
}

function rowsOf(value: unknown): readonly Row[] | undefined {
  if (types.isProxy(value) || !Array.isArray(value) || value.length === 0) return undefined;
  const rows: Row[] = [];
  for (let i = 0; i < value.length; i++) {
    const row = rowOf(Object.getOwnPropertyDescriptor(value, i)?.value);
    if (row === undefined) return undefined;
    rows.push(row);
  }
  return rows;
}

function rowOf(value: unknown): Row | undefined {
  if (!isPlainObject(value)) return undefined;
  const row = new Map<string, string>();
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (property.enumerable !== true) continue;
    const text = (property.get ?? property.set) ? "[Getter]" : cellText(property.value);
    if (text === undefined) return undefined;
    row.set(key, text);
  }
  return row;
}

/**
 * An object literal, also of another realm: no array, no instance of a class, no proxy, whose handler would
 * be called.
 */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value) || Array.isArray(value))
    return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (!types.isProxy(prototype) && Object.getPrototypeOf(prototype) === null);
}

/** Undefined for an object, which has no place in one cell. */
function cellText(value: unknown): string | undefined {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "function") return "ƒ";
  return typeof value === "object" ? undefined : inspect(value);
}

function htmlTable(columns: readonly string[], cells: readonly string[][]): string {
  const line = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const body = cells.map((texts) => line("td", texts)).join("\n");
  return `<table>\n<thead>${line("th", columns)}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function textTable(columns: readonly string[], cells: readonly string[][]): string {
  const widths = columns.map((column, j) => Math.max(...[column, ...cells.map((row) => row[j])].map(width)));
  const line = (texts: readonly string[]): string => texts.map((text, j) => pad(text, widths[j])).join("  ");
  return [columns, ...cells].map(line).join("\n");
}

/** Characters on the screen, not UTF-16 units. */
function width(text: string): number {
  return [...text].length;
}

function pad(text: string, to: number): string {
  return " ".repeat(to - width(text)) + text;
}
