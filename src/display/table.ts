// An array of flat objects as a table: one row an object, one column a key.

import { inspect } from "node:util";
import type { MimeBundle } from "./host";
import { escapeHtml } from "./markup";

type Row = Record<string, unknown>;

/** The most rows that a table shows; it says how many follow. */
const mostRows = 100;

/** True for a non-empty array of plain objects whose values are numbers, text, booleans, null or undefined. */
export function isTable(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFlat);
}

function isFlat(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  const values = Object.values(value);
  return isPlain && !Array.isArray(value) && values.length > 0 && values.every(isAtom);
}

function isAtom(value: unknown): boolean {
  return value == null || ["number", "string", "boolean", "bigint"].includes(typeof value);
}

/** The table as HTML, and as aligned text for readers who see text only. */
export function tableBundle(rows: readonly Row[]): MimeBundle {
  const shown = rows.slice(0, mostRows);
  const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  const cells = shown.map((row) => columns.map((column) => cellText(row[column])));
  const more = rows.length > mostRows ? `… and ${rows.length - mostRows} more rows` : "";
  return {
    "text/html": htmlTable(columns, cells) + (more && `\n<p>${more}</p>`),
    "text/plain": textTable(columns, cells) + (more && `\n${more}`),
  };
}

function cellText(value: unknown): string {
  if (value == null) return "";
  return typeof value === "string" ? value : inspect(value);
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
