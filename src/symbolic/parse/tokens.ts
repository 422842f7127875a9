// The words of an expression: numbers, names and signs, each with its place.

import { wrongExpression } from "./problem";

export interface Token {
  kind: "number" | "name" | "sign" | "end";
  text: string;
  /** Characters before it. */
  at: number;
}

const pattern =
  /(?<space>\s+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}$_][\p{L}\p{N}$_]*)|(?<sign>\*\*|<=|>=|[-+*/^()[\],<>?:|=])/uy;

/** Signs of other notations, each with the way to say it here. */
const foreign: Readonly<Record<string, string>> = {
  "{": "Brackets are round: ( ).",
  "!": "Factorials are not offered.",
  "%": "Remainders and percentages are not offered.",
  '"': "Text cannot be part of an expression.",
  "'": "Text cannot be part of an expression.",
  "`": "Text cannot be part of an expression.",
  ".": "Members of objects cannot be part of an expression.",
  ";": "An expression is one line and has one value.",
  "&": "Write and.",
  "·": "Write *.",
  "×": "Write *.",
  "−": "Write the sign on the keyboard, -.",
  "√": "Write sqrt(x).",
  "²": "Write ^2.",
  "³": "Write ^3.",
};

/** The words of `text`, with one at the end that says so. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw unreadable(text, at);
    const kind = (["number", "name", "sign"] as const).find((name) => groups[name] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: groups[kind], at });
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

function unreadable(text: string, at: number): SyntaxError {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  return wrongExpression(text, at, `"${character}" cannot stand in an expression`, foreign[character]);
}
