// An expression as TeX, as a textbook sets it.

import { isInteger, show, sign, toNumber } from "../algebra/rational";
import { functions } from "../rules";
import { type Call, type Expr, isNumeric, keyOf, type Test, type Variable } from "../tree";
import { isGreek } from "../parse/names";
import { isLongChain, joinedSigns, levels, toText } from "./text";

/** The expression as TeX for mathematics mode. */
export function toTex(node: Expr): string {
  switch (node.kind) {
    case "number":
      return numberTex(node);
    case "constant":
      return node.name === "pi" ? "\\pi" : "e";
    case "variable":
      return variableTex(node);
    case "neg":
      return `-${after(node.a)}`;
    case "add":
    case "sub":
      return sumTex(node.a, node.kind, node.b);
    case "mul":
      return productTex(node.a, node.b);
    case "div":
      return `\\frac{${toTex(node.a)}}{${toTex(node.b)}}`;
    case "pow":
      return powerTex(node.a, node.b);
    case "call":
      return callTex(node);
    case "cases":
      return casesTex(node);
    case "derivative":
      return `${operatorTex(node.by, node.partial)}${brackets(toTex(node.of))}`;
  }
}

function numberTex({ value }: Expr & { kind: "number" }): string {
  if (isInteger(value) || value.decimal)
    return decimalTex(isInteger(value) ? show(value) : String(toNumber(value)));
  const size = value.n < 0n ? -value.n : value.n;
  return `${value.n < 0n ? "-" : ""}\\frac{${size}}{${value.d}}`;
}

/** 1e-7 as a textbook writes it. */
function decimalTex(text: string): string {
  const [digits, exponent] = text.split("e");
  if (exponent === undefined) return digits;
  const power = `10^{${exponent.replace("+", "")}}`;
  return digits === "1" ? power : `${digits} \\cdot ${power}`;
}

/** `x_{1}` for x1, x_1 and for x[0]: textbooks count the elements of a vector from 1. */
export function variableTex({ name, index }: Variable): string {
  const [, letters, , digits, words] = /^(.+?)((\d+)|_(\w+))?$/u.exec(name)!;
  const base = letterTex(letters);
  const below =
    digits ?? (words === undefined ? undefined : /^(\w|\d+)$/.test(words) ? words : `\\mathrm{${words}}`);
  const places = [below, index === undefined ? undefined : String(index + 1)].filter((p) => p !== undefined);
  return places.length === 0 ? base : `${base}_{${places.join(", ")}}`;
}

function letterTex(letters: string): string {
  if (isGreek(letters)) return `\\${letters}`;
  return [...letters].length === 1 ? letters : `\\mathrm{${letters.replaceAll(/[_$]/g, "\\$&")}}`;
}

function operatorTex(by: Variable, partial = false): string {
  const name = variableTex(by);
  return partial ? `\\frac{\\partial}{\\partial ${name}}` : `\\frac{d}{d${name}}`;
}

/** The level of an expression as TeX: a fraction holds together by its bar, unlike the same as text. */
function levelOf(node: Expr): number {
  if (node.kind === "number") return sign(node.value) < 0 ? levels.neg : levels.atom;
  if (node.kind === "div") return levels.pow;
  if (node.kind === "call") return levels.atom;
  return node.kind in levels ? levels[node.kind as keyof typeof levels] : levels.atom;
}

function within(node: Expr, level: number): string {
  const tex = toTex(node);
  return levelOf(node) < level ? brackets(tex) : tex;
}

/** What stands behind a sign does not begin with another. */
function after(node: Expr): string {
  const tex = within(node, levels.mul);
  return tex.startsWith("-") ? brackets(tex) : tex;
}

/** Brackets that grow only where what they hold is taller than a line. */
function brackets(tex: string): string {
  return isTall(tex) ? `\\left(${tex}\\right)` : `(${tex})`;
}

function bars(tex: string): string {
  return isTall(tex) ? `\\left|${tex}\\right|` : `|${tex}|`;
}

const isTall = (tex: string): boolean => /\\frac|\\sqrt|\\left|\\begin|\^/.test(tex);

function sumTex(a: Expr, kind: "add" | "sub", b: Expr): string {
  const left = within(a, levels.add);
  if (kind === "add" && isLongChain({ a, b }, ["add", "sub"])) return joinedSigns(left, toTex(b));
  return `${left} ${kind === "add" ? "+" : "-"} ${after(b)}`;
}

function productTex(a: Expr, b: Expr): string {
  const [left, right] = [within(a, levels.neg), within(b, levels.mul)];
  return needsDot(a, b, right) ? `${left} \\cdot ${right}` : `${left} ${right}`;
}

/** A dot stands between numbers, and after a function without brackets, which would swallow what follows. */
function needsDot(a: Expr, b: Expr, right: string): boolean {
  if (/^[\d]/.test(right) || (isNumeric(a) && /^\\frac\{\d+\}\{\d+\}/.test(right))) return true;
  const end = lastFactor(a);
  if (keyOf(end) === keyOf(firstFactor(b))) return true;
  return isOpenCall(end) && !(firstFactor(b).kind === "call") && !(b.kind === "pow" && b.a.kind === "call");
}

function lastFactor(node: Expr): Expr {
  return node.kind === "mul" ? lastFactor(node.b) : node.kind === "neg" ? lastFactor(node.a) : node;
}

function firstFactor(node: Expr): Expr {
  return node.kind === "mul" ? firstFactor(node.a) : node;
}

/** Whether the argument of a function stands without brackets: sin x. */
function isOpenCall(node: Expr): boolean {
  if (node.kind === "pow") return isNamedPower(node.a, node.b) && isOpenCall(node.a);
  return node.kind === "call" && typeof functions[node.fn].tex === "string" && node.args.every(isPlain);
}

/** What needs no brackets behind the name of a function. */
function isPlain(node: Expr): boolean {
  return (
    node.kind === "variable" ||
    node.kind === "constant" ||
    (node.kind === "number" && sign(node.value) >= 0 && (isInteger(node.value) || node.value.decimal)) ||
    (node.kind === "call" && (node.fn === "sqrt" || node.fn === "abs"))
  );
}

function callTex({ fn, args }: Call, exponent = ""): string {
  const { tex } = functions[fn];
  if (fn === "square" || fn === "cube")
    return powerTex(args[0], {
      kind: "number",
      value: { n: fn === "square" ? 2n : 3n, d: 1n, decimal: false },
    });
  if (fn === "abs") return bars(toTex(args[0]));
  if (fn === "logBase") return `\\log_{${toTex(args[1])}}${behindName(args.slice(0, 1))}`;
  if (typeof tex !== "string") return tex(...args.map(toTex));
  return `${tex}${exponent}${behindName(args)}`;
}

function behindName(args: readonly Expr[]): string {
  const inside = args.map(toTex).join(", ");
  if (args.length > 1 || !isPlain(args[0])) return brackets(inside);
  return inside.startsWith("\\") ? inside : ` ${inside}`;
}

/** sin^2 x: a whole power of a function is written at its name. */
function isNamedPower(base: Expr, exponent: Expr): boolean {
  if (base.kind !== "call" || typeof functions[base.fn].tex !== "string" || base.fn === "sign") return false;
  return exponent.kind === "number" && isInteger(exponent.value) && exponent.value.n >= 2n;
}

function powerTex(base: Expr, exponent: Expr): string {
  if (isNamedPower(base, exponent)) return callTex(base as Call, `^{${toTex(exponent)}}`);
  const isClosed = levelOf(base) >= levels.atom && !isOpenOrRaised(base);
  return `${isClosed ? toTex(base) : brackets(toTex(base))}^{${exponentTex(exponent)}}`;
}

/**
 * Calls take an exponent behind their brackets only in brackets of their own; the absolute value has bars.
 */
function isOpenOrRaised(base: Expr): boolean {
  return base.kind === "derivative" || (base.kind === "call" && base.fn !== "abs");
}

/** Small fractions stand on one line in an exponent. */
function exponentTex(exponent: Expr): string {
  if (exponent.kind === "div" && isNumeric(exponent.a) && isNumeric(exponent.b)) return toText(exponent);
  if (exponent.kind !== "number" || isInteger(exponent.value) || exponent.value.decimal)
    return toTex(exponent);
  return show(exponent.value);
}

function casesTex(node: Expr & { kind: "cases" }): string {
  const rows: string[] = [];
  let rest: Expr = node;
  for (; rest.kind === "cases"; rest = rest.otherwise)
    rows.push(`${toTex(rest.then)} & \\text{if } ${testTex(rest.test)}`);
  rows.push(`${toTex(rest)} & \\text{otherwise}`);
  return `\\begin{cases} ${rows.join(" \\\\ ")} \\end{cases}`;
}

const signs = { "<": "<", ">": ">", "<=": "\\le", ">=": "\\ge" } as const;

function testTex(test: Test): string {
  if (test.kind === "compare") return `${toTex(test.a)} ${signs[test.op]} ${toTex(test.b)}`;
  return `${testTex(test.a)} \\text{ ${test.kind} } ${testTex(test.b)}`;
}
