// What the parser refuses although it is no Python: signs of another keyboard, brackets, quotes, mathematics
// as on paper.

import type TypeScript from "typescript";
import type { Compiler } from "../compiler";
import type { Edit } from "../types";
import { type Advised, brief, type Complaint, lineOf, textRow } from "./row";

/** Full-width signs of Chinese and Japanese keyboards, and quotes of word processors. */
const narrow: Readonly<Record<string, string>> = {
  ...{ "，": ",", "、": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "【": "[", "】": "]" },
  ...{
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "「": '"',
    "」": '"',
  },
  ...{
    "＝": "=",
    "＋": "+",
    "－": "-",
    "＊": "*",
    "／": "/",
    "＜": "<",
    "＞": ">",
    "！": "!",
    "？": "?",
    "％": "%",
  },
  ...{
    "｜": "|",
    "＆": "&",
    "＾": "^",
    "．": ".",
    "＂": '"',
    "＇": "'",
    "《": "<",
    "》": ">",
    "　": " ",
    "＃": "//",
  },
};

/** Signs of mathematics. */
const mathematical: Readonly<Record<string, string>> = {
  ...{
    "×": " * ",
    "·": " * ",
    "⋅": " * ",
    "∙": " * ",
    "÷": " / ",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!==",
  },
  ...{
    "²": " ** 2",
    "³": " ** 3",
    "⁴": " ** 4",
    "√": "Math.sqrt",
    "∞": "Infinity",
    "→": "=>",
    "⇒": "=>",
    "±": "+",
  },
};

interface Sign {
  sign: string;
  write: string;
}

function signIn(table: Readonly<Record<string, string>>): (complaint: Complaint) => Sign | undefined {
  return ({ source, start }) => {
    const sign = String.fromCodePoint(source.codePointAt(start) ?? 32);
    return Object.hasOwn(table, sign) ? { sign, write: table[sign] } : undefined;
  };
}

/** All the signs of the cell that stand outside of texts and comments. */
function replaceAll(
  table: Readonly<Record<string, string>>,
): (_: Sign, complaint: Complaint) => readonly Edit[] {
  return (_, { ts, source }) =>
    unknownTokens(ts, source).flatMap(({ start, text }) =>
      Object.hasOwn(table, text) ? [{ start, length: text.length, text: table[text] }] : [],
    );
}

interface Token {
  start: number;
  text: string;
  kind: TypeScript.SyntaxKind;
}

function tokens(ts: Compiler, source: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, source);
  const found: Token[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    found.push({ start: scanner.getTokenStart(), text: scanner.getTokenText(), kind });
  return found;
}

function unknownTokens(ts: Compiler, source: string): Token[] {
  return tokens(ts, source).filter(({ kind }) => kind === ts.SyntaxKind.Unknown);
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

interface Bracket {
  text: string;
  start: number;
  line: number;
}

/** The bracket that is never closed, or that closes nothing. */
function unbalanced({ ts, source }: Complaint): { open?: Bracket; extra?: Bracket } {
  const open: Bracket[] = [];
  for (const { text, start } of tokens(ts, source)) {
    const line = source.slice(0, start).split("\n").length;
    if (text in closing) open.push({ text, start, line });
    else if (/^[)\]}]$/.test(text)) {
      const last = open.at(-1);
      if (last === undefined) return { extra: { text, start, line } };
      if (closing[last.text] !== text) return { open: last };
      open.pop();
    }
  }
  return { open: open.at(-1) };
}

/** A template's own brackets are not counted well by the scanner alone. */
const hasTemplate = ({ source }: Complaint): boolean => source.includes("`");

/** Rows that are asked before those about Python. */
export const signRows: readonly Advised<Complaint>[] = [
  textRow<Sign>({
    name: "full-width sign",
    find: signIn(narrow),
    en: ({ sign, write }) =>
      `\`${sign}\` is a full-width sign: write \`${write}\`, with the keyboard set to half-width (English) signs.`,
    zh: ({ sign, write }) => `\`${sign}\` 是全角符号，请改用半角 \`${write}\`（把输入法切换到英文标点）。`,
    fix: replaceAll(narrow),
  }),
  textRow<Sign>({
    name: "sign of mathematics",
    find: signIn(mathematical),
    en: ({ sign, write }) => `\`${sign}\` is written ${write.trim()} here.`,
    zh: ({ sign, write }) => `\`${sign}\` 在这里写作 ${write.trim()}。`,
    fix: replaceAll(mathematical),
  }),
  textRow<{ number: string; name: string; start: number }>({
    name: "number before a name",
    find({ source, start }) {
      const found = /(\d+(?:\.\d+)?)$/.exec(source.slice(0, start));
      const name = /^[A-Za-z_$\u0370-\u03ff][\w$]*/.exec(source.slice(start))?.[0];
      return found && name ? { number: found[1], name, start } : undefined;
    },
    en: ({ number, name }) => `A product needs its sign: write ${number} * ${name}.`,
    zh: ({ number, name }) => `乘号不能省略：请写 ${number} * ${name}。`,
    fix: ({ start }) => [{ start, length: 0, text: " * " }],
  }),
  textRow<{ base: string; power: string; start: number; length: number }>({
    name: "minus before a power",
    find({ source, start, length, code }) {
      if (code !== 17006) return undefined;
      const base = source.slice(start, start + length);
      const power = /^\s*\*\*\s*([\w.]+|\([^)]*\))/.exec(source.slice(start + length))?.[1] ?? "…";
      return { base, power, start, length };
    },
    en: ({ base, power }) =>
      `Say what the minus belongs to: (${base}) ** ${power}, or ${base.trim()[0]}(${base.trim().slice(1)} ** ${power}).`,
    zh: ({ base, power }) =>
      `请说明负号属于哪一部分：(${base}) ** ${power}，或 ${base.trim()[0]}(${base.trim().slice(1)} ** ${power})。`,
  }),
  textRow<{ name: string; parameters: string; at: number; length: number }>({
    name: "const with parameters",
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const found = /\b(?:const|let|var)\s+(\w+)\s*\(([^)]*)\)\s*=\s*/.exec(text);
      if (!found) return undefined;
      return { name: found[1], parameters: found[2], at: at + found.index, length: found[0].length };
    },
    en: ({ name, parameters }) =>
      `A function is made by an arrow: write const ${name} = (${parameters}) => ….`,
    zh: ({ name, parameters }) => `定义函数要用箭头：请写 const ${name} = (${parameters}) => …。`,
    fix: ({ name, parameters, at, length }) => [
      { start: at, length, text: `const ${name} = (${parameters}) => ` },
    ],
  }),
  textRow<{ name: string; at: number }>({
    name: "two equals signs in a declaration",
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const found = /\b(?:const|let|var)\s+(\w+)\s*(?===)/.exec(text);
      return found ? { name: found[1], at: at + found.index + found[0].length } : undefined;
    },
    en: ({ name }) => `\`==\` compares; a value is given by one =: write let ${name} = ….`,
    zh: ({ name }) => `\`==\` 是比较；赋值只用一个 =：请写 let ${name} = …。`,
    fix: ({ at }) => [{ start: at, length: 2, text: "=" }],
  }),
];

/** Rows that are asked after those about Python. */
export const shapeRows: readonly Advised<Complaint>[] = [
  textRow<{ word: string; condition: string }>({
    name: "condition without brackets",
    find(complaint) {
      const found = /^\s*(?:\}\s*else\s+)?(if|while|for|switch)\s+(?!\()([^{]*?)\s*(?:\{.*)?$/.exec(
        lineOf(complaint).text,
      );
      return found ? { word: found[1], condition: found[2] } : undefined;
    },
    en: ({ word, condition }) => `The brackets are missing: write ${word} (${brief(condition)}) { … }.`,
    zh: ({ word, condition }) => `缺少括号：请写 ${word} (${brief(condition)}) { … }。`,
  }),
  textRow<{ quote: string }>({
    name: "text that does not end",
    find: ({ code, source, start }) => {
      if (code !== 1002) return undefined;
      const { text } = lineOf({ source, start } as Complaint);
      return { quote: (text.match(/["']/g) ?? []).at(-1) ?? '"' };
    },
    en: ({ quote }) =>
      `The text does not end: put ${quote} behind it, on the same line; a text of several lines stands between backquotes.`,
    zh: ({ quote }) => `字符串没有结束：请在同一行末尾加上 ${quote}；多行的文本写在反引号之间。`,
  }),
  textRow<{ quote: string }>({
    name: "template that does not end",
    find: ({ code }) => (code === 1160 ? { quote: "`" } : undefined),
    en: () => "The text between backquotes does not end: put ` behind it.",
    zh: () => "反引号中的文本没有结束：请在末尾加上 `。",
  }),
  textRow<Bracket>({
    name: "bracket that closes nothing",
    find: (complaint) => (hasTemplate(complaint) ? undefined : unbalanced(complaint).extra),
    en: ({ text, line }) => `One ${text} too many in line ${line}: it closes no bracket.`,
    zh: ({ text, line }) => `第 ${line} 行多了一个 ${text}：没有与它配对的括号。`,
    fix: ({ start }) => [{ start, length: 1, text: "" }],
  }),
  textRow<Bracket>({
    name: "bracket that is not closed",
    find: (complaint) => (hasTemplate(complaint) ? undefined : unbalanced(complaint).open),
    en: ({ text, line }) => `The ${text} in line ${line} is not closed: its ${closing[text]} is missing.`,
    zh: ({ text, line }) => `第 ${line} 行的 ${text} 没有闭合：缺少 ${closing[text]}。`,
  }),
  textRow<{ before: string; after: string }>({
    name: "two values side by side",
    find({ code, source, start }) {
      if (![1005, 1434].includes(code)) return undefined;
      const before =
        /([\w.]+|\))\s+$/.exec(source.slice(0, start))?.[1] ??
        (code === 1434 ? source.slice(start).match(/^[\w.]+/)?.[0] : undefined);
      const after = /^[\w.]+/.exec(source.slice(start).replace(code === 1434 ? /^[\w.]+\s+/ : /^/, ""))?.[0];
      return before && after ? { before, after } : undefined;
    },
    en: ({ before, after }) =>
      `Between ${before} and ${after} something is missing: an operator such as *, a comma, or a bracket.`,
    zh: ({ before, after }) => `${before} 和 ${after} 之间缺少内容：运算符（如 *）、逗号或括号。`,
  }),
  textRow<{ sign: string }>({
    name: "value missing",
    find: ({ code, source, start }) => (code === 1109 ? { sign: source[start] ?? "" } : undefined),
    en: ({ sign }) => `A value is missing${sign.trim() ? ` before ${sign}` : " at the end"}.`,
    zh: ({ sign }) => (sign.trim() ? `${sign} 前面缺少一个值。` : "末尾缺少一个值。"),
  }),
  textRow<{ text: string }>({
    name: "comma that is missing",
    find: ({ code, message, source, start }) => {
      const text = /^(["'`])[^"'`\n]*\1|^[\w.]+/.exec(source.slice(start))?.[0];
      return code === 1005 && message.startsWith("',' expected") && text ? { text } : undefined;
    },
    en: ({ text }) => `Between two values stands a comma: write , before ${brief(text)}.`,
    zh: ({ text }) => `两个值之间要有逗号：请在 ${brief(text)} 前面写 ,。`,
  }),
];
