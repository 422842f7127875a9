// Signs of other notations (print, TeX) that are not read, each with the text that says the same here.

import { functionNamed } from "../rules";
import { closingOf } from "./places";

/** Where a sign of another notation stands, and what to write instead. */
export interface Foreign {
  readonly at: number;
  readonly sign: string;
  readonly hint: string;
}

interface Notation {
  /** The sign alone, without an unbounded part before it: the search stays linear in the text. */
  readonly pattern: RegExp;
  /** The hint for a match; undefined where it is none after all. */
  readonly hint: (match: RegExpExecArray, text: string) => string | undefined;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸ";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";
/** The plain characters of signs that are variants of them: raised, lowered, of full width. */
const plain = (text: string): string => text.normalize("NFKC").replaceAll("−", "-").replaceAll("⁄", "/");
const write = (text: string): string => `Write ${text}.`;
/** A text in brackets, unless it is one number or one name: e^2x would be e^2 times x. */
const grouped = (text: string): string =>
  /^(?:[\p{N}.]+|\p{L}[\p{L}\p{N}_]*)$/u.test(text) ? text : `(${text})`;

const roots: Readonly<Record<string, string>> = { "√": "sqrt", "∛": "cbrt" };

/** Roots of roots are spelled out so far. */
const deepest = 4;

/** What stands behind a place: a bracket's inside, a size, a root, or a word; x where nothing does. */
function argumentAt(text: string, place: number, depth: number = 0): string {
  const at = place + /^\s*/.exec(text.slice(place, place + 100))![0].length;
  const root = roots[text[at]];
  if (root !== undefined) return depth === deepest ? "…" : `${root}(${argumentAt(text, at + 1, depth + 1)})`;
  const size = /^\|([^|]{1,99})\|/.exec(text.slice(at, at + 101));
  if (size !== null) return `abs(${size[1].trim()})`;
  const end = closingOf(text, at);
  if (end !== undefined) return text.slice(at + 1, end).trim() || "x";
  return /^[\p{L}\p{N}_.]+/u.exec(text.slice(at, at + 100))?.[0] ?? "x";
}

/** The name or number that ends at a place. */
function wordBefore(text: string, at: number): string {
  return /[\p{L}\p{N}_.]*$/u.exec(text.slice(Math.max(0, at - 40), at).trimEnd())![0];
}

const behind = (match: RegExpExecArray): number => match.index + match[0].length;

function powerOfCall(match: RegExpExecArray, text: string): string | undefined {
  const fn = functionNamed(wordBefore(text, match.index));
  if (fn === undefined) return undefined;
  const exponent = plain(match[0]).replace(/^(?:\^|\*\*)\s*/, "").replace(/^[{(]|[})]$/g, ""); // prettier-ignore
  const call = (of: string): string => `${of}(${argumentAt(text, behind(match))})`;
  if (exponent !== "-1") return write(`${call(fn)}^${grouped(exponent)}`);
  const inverse = functionNamed(`a${fn}`);
  const reciprocal = `1/${call(fn)} for the reciprocal`;
  return write(
    inverse === undefined ? reciprocal : `${call(inverse)} for the inverse function, ${reciprocal}`,
  );
}

function rootOf(name: string): Notation["hint"] {
  return (match, text) => write(`${name}(${argumentAt(text, behind(match))})`);
}

function texCommand(match: RegExpExecArray, text: string): string {
  const [, name] = match;
  const end = behind(match);
  const first = argumentAt(text, end);
  const closing = closingOf(text, end);
  if (/^[dt]?frac$/.test(name) && closing !== undefined)
    return write(`${grouped(first)}/${grouped(argumentAt(text, closing + 1))}`);
  const signs: Readonly<Record<string, string>> = { cdot: "*", times: "*", div: "/", left: "(", right: ")", infty: "a finite number" }; // prettier-ignore
  if (Object.hasOwn(signs, name)) return write(signs[name]);
  const fn = functionNamed(name);
  if (fn !== undefined) return write(`${fn}(${first})`);
  return name === "pi" ? write("pi") : "TeX is not read: write sqrt(x), x/y, x*y.";
}

function power(match: RegExpExecArray, text: string): string {
  const end = behind(match);
  if (text[end] === "√") return write(`nthRoot(${argumentAt(text, end + 1)}, ${plain(match[0])})`);
  return write(`${wordBefore(text, match.index)}^${grouped(plain(match[0]).replace(/^\((.*)\)$/, "$1"))}`);
}

/** An index, or the base of a logarithm. */
function lowered(match: RegExpExecArray, text: string): string {
  const [word, digits] = [wordBefore(text, match.index), plain(match[0]).replace(/[_{}]/g, "")];
  if (word !== "log") return write(word + digits);
  const of = argumentAt(text, behind(match));
  return write(digits === "2" || digits === "10" ? `log${digits}(${of})` : `log(${of}, ${digits})`);
}

/** A half and its kin, in brackets where it is an exponent. */
function fraction({ 0: sign, index }: RegExpExecArray, text: string): string {
  return write(
    /(?:\^|\*\*)\s{0,9}$/.test(text.slice(Math.max(0, index - 12), index)) ? `(${plain(sign)})` : plain(sign),
  );
}

/** Bars, unless others stand between them. */
function sizeOf([, inside]: RegExpExecArray): string {
  const last = /(\p{L}+)?\s*$/u.exec(inside.slice(-40))![1];
  const isCut = /[-+*/^(,]\s*$/.test(inside) || (last !== undefined && functionNamed(last) !== undefined);
  return write(isCut ? "abs(…) for each pair of bars" : `abs(${inside.trim()})`);
}

/** An exponent in braces. */
function bracesAt({ index }: RegExpExecArray, text: string): string {
  const operator = Math.max(text.lastIndexOf("^", index), text.lastIndexOf("**", index));
  const base = wordBefore(text, operator);
  return write(`${base}^${grouped(argumentAt(text, index))}`);
}

/** In the order in which they are tried at one place. */
const notations: readonly Notation[] = [
  { pattern: new RegExp(`[${superscripts}]+|(?:\\^|\\*\\*)\\s{0,9}(?:\\d{1,9}|-\\d{1,9}|\\(-\\d{1,9}\\)|\\{-?\\w{1,9}\\})(?=\\s{0,9}\\(|\\s{1,9}\\p{L})`, "gu"), hint: powerOfCall },
  { pattern: new RegExp(`[${superscripts}]+`, "gu"), hint: power },
  { pattern: new RegExp(`[${subscripts}]+`, "gu"), hint: lowered },
  { pattern: /(?<=\blog)_(?:\w{1,9}|\{\w{1,9}\})/g, hint: lowered },
  { pattern: /(?<=(?:\^|\*\*)\s{0,9})\{/g, hint: bracesAt },
  { pattern: /(?<!\$)\{/g, hint: () => "Write round brackets: (x + 1)." },
  { pattern: /\|([^|&]+)\|/g, hint: sizeOf },
  { pattern: /⌊([^⌊⌋]*)⌋/g, hint: ([, inside]) => write(`floor(${inside.trim()})`) },
  { pattern: /⌈([^⌈⌉]*)⌉/g, hint: ([, inside]) => write(`ceil(${inside.trim()})`) },
  { pattern: /°/g, hint: ({ index }, text) => `Angles are in radians: write ${wordBefore(text, index)}*pi/180.` },
  { pattern: /√/g, hint: rootOf("sqrt") },
  { pattern: /∛/g, hint: rootOf("cbrt") },
  { pattern: /\\([a-zA-Z]*)/g, hint: texCommand },
  { pattern: /[¼½¾⅐-⅞]/g, hint: fraction },
  { pattern: /[−‐‑‒–—﹣]/g, hint: () => write("-") },
  { pattern: /[∗＊]/g, hint: () => write("*") },
  { pattern: /⁄/g, hint: () => write("/") },
  { pattern: /[≤≥]/g, hint: ([sign]) => write(sign === "≤" ? "<=" : ">=") },
  { pattern: /[\uFF01-\uFF5E]+/g, hint: ([sign]) => write(plain(sign)) },
  { pattern: /[\u{1D400}-\u{1D7FF}]+/gu, hint: ([sign]) => write(plain(sign)) },
]; // prettier-ignore

/** The first sign of another notation in a text. */
export function foreignNotation(text: string): Foreign | undefined {
  let first: Foreign | undefined;
  for (const { pattern, hint } of notations) {
    for (const match of text.matchAll(pattern)) {
      if (first !== undefined && match.index >= first.at) break;
      const said = hint(match, text);
      if (said === undefined) continue;
      first = { at: match.index, sign: match[0], hint: said };
      break;
    }
  }
  return first;
}
