// JSON as Python's nbformat writes it, so that a notebook that both have written shows no difference.

/**
 * A number of a file that JavaScript would write in other digits: `1.0`, an integer above 2 ** 53. It is kept
 * as it stood.
 */
export class ExactNumber {
  constructor(readonly text: string) {}
}

const exactKey = "\u0000exact";

/** Parses JSON; numbers that JavaScript cannot give back digit by digit become `ExactNumber`s. */
export function parseJson(text: string): unknown {
  JSON.parse(text);
  const marked = mapOutsideStrings(text, markExact);
  if (marked === text) return JSON.parse(text);
  return JSON.parse(marked, (_, value: unknown) => unmark(value));
}

function markExact(code: string): string {
  return code.replace(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (digits) =>
    numberText(Number(digits)) === digits ? digits : `{${JSON.stringify(exactKey)}:"${digits}"}`,
  );
}

function unmark(value: unknown): unknown {
  const exact = isObject(value) ? value[exactKey] : undefined;
  return typeof exact === "string" ? new ExactNumber(exact) : value;
}

/** A text of megabytes in one string (a picture) is passed over by its quotes alone. */
function mapOutsideStrings(text: string, change: (code: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('"', at);
    if (open === -1) return parts.join("") + change(text.slice(at));
    const close = endOfString(text, open);
    parts.push(change(text.slice(at, open)), text.slice(open, close));
    at = close;
  }
}

function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

/** Whether a JSON value is an object, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** JSON with sorted keys and an indent of one, characters beyond ASCII as they are. */
export function toJson(value: unknown, indent = ""): string {
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === "number") return numberText(value);
  const deeper = `${indent} `;
  if (Array.isArray(value)) {
    return block(
      "[]",
      value.map((entry) => toJson(entry ?? null, deeper)),
      indent,
    );
  }
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const entries = keys
    .sort(byCodePoint)
    .map((key) => `${JSON.stringify(key)}: ${toJson(value[key], deeper)}`);
  return block("{}", entries, indent);
}

function block([open, close]: string, entries: readonly string[], indent: string): string {
  if (entries.length === 0) return open + close;
  const lines = entries.map((entry) => `\n${indent} ${entry}`).join(",");
  return `${open}${lines}\n${indent}${close}`;
}

/**
 * As Python orders texts. JavaScript's own order is by UTF-16 units, in which an emoji comes before U+FF01.
 */
function byCodePoint(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && left[at] === right[at]) at++;
  if (at === shorter) return left.length - right.length;
  if (at > 0 && isLowSurrogate(left.charCodeAt(at))) at--;
  return left.codePointAt(at)! - right.codePointAt(at)!;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A number in Python's digits: exponents from 1e-05 downwards, of two digits at least. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "null";
  if (Number.isInteger(value) || Math.abs(value) >= 1e-4) return JSON.stringify(value);
  return value.toExponential().replace(/e-(\d)$/, "e-0$1");
}
