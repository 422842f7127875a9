// From a text in the notation of mathematics to a tree. The grammar is that of mathjs, whose parser reads it.

import type { Expr } from "../tree";
import { convert, type MathNode } from "./nodes";
import type { Scope } from "./names";
import { bracketOpenAt, Places } from "./places";
import { foreignNotation } from "./notations";
import { wrongExpression } from "./problem";
import { isStackOverflow, tooLarge } from "../work";

/** The tree of `text`. Throws a SyntaxError that names the position where it is no expression. */
export function parseText(text: string, scope: Scope): Expr {
  try {
    return convert(parsed(text), { text, scope, places: new Places(text) });
  } catch (error) {
    // Parser and conversion call themselves for what is nested.
    if (isStackOverflow(error)) throw wrongExpression(text, 0, "the expression is nested too deeply");
    throw error;
  }
}

/** Characters besides blanks: a text of more takes longer to be parsed than a call may. */
const mostCharacters = 500_000;

function parsed(text: string): MathNode {
  const length = text.length > mostCharacters ? text.replace(/\s+/g, "").length : 0;
  if (length > mostCharacters) throw tooLarge("symbolic", `a text of ${length} characters`);
  const comment = text.indexOf("#");
  // To mathjs, the rest would be a comment.
  if (comment >= 0) throw wrongExpression(text, comment, `"#" cannot stand in an expression`);
  const foreign = foreignNotation(text);
  if (foreign !== undefined)
    throw wrongExpression(text, foreign.at, `"${foreign.sign}" cannot stand in an expression`, foreign.hint);
  // Loaded by the first text that is read: it takes half a second.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parse } = require("mathjs/number") as { parse: (text: string) => MathNode };
  try {
    return parse(withPlainSigns(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw translated(text, error);
  }
}

/**
 * Lines around the text, powers of JavaScript, and signs of products and quotients in print; every character
 * keeps its place.
 */
function withPlainSigns(text: string): string {
  const signs = text
    .replaceAll("**", " ^")
    .replace(/[×·⋅∙]/g, "*")
    .replace(/[÷∕]/g, "/");
  const [start, end] = [text.length - text.trimStart().length, text.trimEnd().length];
  return end <= start
    ? " ".repeat(text.length)
    : " ".repeat(start) + signs.slice(start, end) + " ".repeat(text.length - end);
}

/** What mathjs found, said as all errors here are. */
function translated(text: string, { message, char }: SyntaxError & { char?: number }): SyntaxError {
  // Only of a number such as 0x, which mathjs takes for the beginning of a hexadecimal one, no place is
  // known.
  const at = char === undefined ? Math.max(0, text.search(/0[xbo]/)) : Math.min(char - 1, text.length);
  const problem = message.replace(/ \(char \d+\)$/, "");
  const [, ours] = sentences.find(([theirs]) => theirs.test(problem)) ?? [];
  const sentence = ours?.(text, at) ?? problem[0].toLowerCase() + problem.slice(1);
  return wrongExpression(text, at, sentence, foreignArrow(text, at) ?? otherSigns[characterAt(text, at)]);
}

/** `x => x ** 2` in quotes. */
function foreignArrow(text: string, at: number): string | undefined {
  return text.slice(at - 1, at + 1) === "=>" ? "A function is given without quotes." : undefined;
}

type Sentence = (text: string, at: number) => string;

const sentences: readonly [RegExp, Sentence][] = [
  [/^Unexpected end/, valueMissing],
  [/^Value expected/, valueMissing],
  [/^Syntax error in part/, (text, at) => `"${characterAt(text, at)}" cannot stand in an expression`],
  [/^Parenthesis (.) expected/, bracketMissing],
  [/^Unexpected operator [)\]]/, () => "this bracket was not opened"],
  [/^Unexpected/, (text, at) => `"${wordAt(text, at)}" cannot stand here`],
  [/^False part/, caseMissing],
  [/^The true-expression/, valueMissing],
  [/^String/, (text, at) => `"${wordAt(text, at)}" is no number: a product is written 0 * x`],
  [/^Property name/, () => "members of objects cannot be part of an expression"],
];

function valueMissing(text: string, at: number): string {
  return text.slice(at).trim() === ""
    ? "the expression ends where a value is missing"
    : `a value is missing before "${wordAt(text, at)}"`;
}

function caseMissing(text: string): string {
  const count = (sign: string): number => text.split(sign).length - 1;
  return count(":") < count("?")
    ? `":" is missing, and what holds otherwise`
    : `cases within a case need brackets: x > 0 ? (x > 1 ? 2 : 1) : 0`;
}

function bracketMissing(text: string, at: number): string {
  const opened = bracketOpenAt(text, at);
  const closing = text[opened ?? -1] === "[" ? "]" : ")";
  return opened === undefined
    ? "a bracket is missing"
    : `"${closing}" is missing for the "${text[opened]}" at character ${opened + 1}`;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 32);
}

function wordAt(text: string, at: number): string {
  return /^(?:[\p{L}\p{N}_$.]+|[\s\S])/u.exec(text.slice(at))?.[0] ?? "";
}

/** Signs of other notations, each with the way to say it here. */
const otherSigns: Readonly<Record<string, string>> = {
  "|": "The absolute value is written abs(x).",
  "&": "Write and.",
  "=": "An expression only computes a value.",
  "∞": "An expression has finite numbers only.",
  "`": "Text cannot be part of an expression.",
};
