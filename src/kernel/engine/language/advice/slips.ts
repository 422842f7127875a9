// Slips of the pen and habits of other languages that the parser refuses: each with the line as it should be.

import type { Edit } from "../types";
import { type Advised, brief, type Complaint, lineOf, textRow } from "./row";

interface Slip {
  /** The matched text, and what to write in its place. */
  found: string;
  written: string;
  at: number;
}

interface Kind {
  name: string;
  pattern: RegExp;
  write: (found: RegExpExecArray) => string | undefined;
  en: (slip: Slip) => string;
  zh: (slip: Slip) => string;
  /** Where the sentence tells no certain way of writing. */
  isVague?: boolean;
}

/** Texts and comments are no code. */
function codeOf(line: string): string {
  return line.replace(/\/\/.*$|(["'`])(?:\\.|(?!\1).)*\1/g, (text) => "·".repeat(text.length));
}

function slip({ name, pattern, write, en, zh, isVague = false }: Kind, inTexts = false): Advised<Complaint> {
  return textRow<Slip>({
    name,
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const code = inTexts ? text : codeOf(text);
      const found = pattern.exec(code);
      if (found === null) return undefined;
      // The parts as they are written, texts among them.
      const parts = new RegExp(pattern.source, `${pattern.flags}d`).exec(code)!.indices!;
      const whole = parts.map((span) => (span ? text.slice(...span) : "")) as unknown as RegExpExecArray;
      const written = write(whole);
      return written === undefined ? undefined : { found: whole[0], written, at: at + found.index };
    },
    en,
    zh,
    fix: ({ found, written, at }): readonly Edit[] | undefined =>
      isVague ? undefined : [{ start: at, length: found.length, text: written }],
  });
}

const writes = {
  en: ({ written }: Slip): string => `Here write ${brief(written, 60)}`,
  zh: ({ written }: Slip): string => `这里请写 ${brief(written, 60)}`,
};

const words =
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield".split(
    " ",
  );

export const slipRows: readonly Advised<Complaint>[] = [
  slip({
    ...writes,
    name: "function without braces",
    pattern: /\bfunction\s+(\w+)\s*(\([^()]*\))\s*return\s+(.+?);?\s*$/,
    write: ([, name, parameters, body]) => `function ${name}${parameters} { return ${body}; }`,
  }),
  slip({
    ...writes,
    name: "arrow function without const",
    pattern: /^\s*(\w+)\s*(\([^()]*\))\s*=>\s*(.+)$/,
    write: ([, name, parameters, body]) =>
      words.includes(name) ? undefined : `const ${name} = ${parameters} => ${body}`,
  }),
  slip(
    {
      name: "quote inside of a text",
      pattern: /'((?:[^'"\\]*[a-zA-Z])'(?:[a-zA-Z][^'"\\]*))'/,
      write: ([, text]) => `"${text}"`,
      en: ({ written }) => `The text ends at its second quote: put it into double quotes, ${brief(written)}.`,
      zh: ({ written }) => `文本在第二个引号处就结束了：请用双引号，写 ${brief(written)}。`,
    },
    true,
  ),
  slip({
    name: "name that begins with a digit",
    pattern: /\b(let|const|var)\s+(\d+)([a-zA-Z_]\w*)/,
    write: ([, keyword, digits, letters]) => `${keyword} ${letters}${digits}`,
    en: ({ written }) => `A name begins with a letter: write ${written}.`,
    zh: ({ written }) => `名字要以字母开头：请写 ${written}。`,
  }),
  slip({
    name: "name with a hyphen",
    pattern: /\b(let|const|var)\s+([a-zA-Z]\w*)-([a-zA-Z])(\w*)(?=\s*[=:;])/,
    write: ([, keyword, first, letter, rest]) => `${keyword} ${first}${letter.toUpperCase()}${rest}`,
    en: ({ written }) => `A name has no hyphen, which would be a minus: write ${written}.`,
    zh: ({ written }) => `名字里不能有连字符（它是减号）：请写 ${written}。`,
  }),
  slip({
    name: "word of the language as a name",
    pattern: new RegExp(`\\b(let|const|var|function)\\s+(${words.join("|")})\\b(?=\\s*[=:;(,])`),
    write: ([, keyword, word]) => `${keyword} ${word}1`,
    en: ({ found }) => `\`${found.split(/\s+/)[1]}\` is a word of the language: take another name.`,
    zh: ({ found }) => `\`${found.split(/\s+/)[1]}\` 是语言的保留字：请换一个名字。`,
    isVague: true,
  }),
  slip({
    ...writes,
    name: "sign of assignment of other languages",
    pattern: /\s*(?::=|<-)\s*/,
    write: () => " = ",
  }),
  slip({ ...writes, name: "comparison the wrong way round", pattern: /=<(?!=)/, write: () => "<=" }),
  slip({
    ...writes,
    name: "condition behind its statement",
    pattern: /^\s*((?:throw|return|console\.log|break|continue)\b.*?)\s+if\s+(.+?);?\s*$/,
    write: ([, statement, condition]) => `if (${condition.replace(/^\((.*)\)$/, "$1")}) ${statement}`,
  }),
  slip({
    name: "else without its if",
    pattern: /^\s*else\b/,
    write: () => "",
    en: () => "`else` has no if before it: it stands behind the bracket, if (…) { … } else { … }.",
    zh: () => "`else` 前面没有 if：它写在花括号之后，if (…) { … } else { … }。",
    isVague: true,
  }),
  slip({
    name: "case without its word",
    pattern: /\bswitch\s*\(.*\)\s*\{\s*(\S+?)\s*:/,
    write: ([, value]) => `case ${value}:`,
    en: ({ written }) => `Every case says so: write ${written}`,
    zh: ({ written }) => `每一种情况都要写 case：请写 ${written}`,
    isVague: true,
  }),
  slip({
    name: "try without catch",
    pattern: /\btry\s*\{.*\}\s*$/,
    write: () => "",
    en: () => "try has to say what is done about an error: write try { … } catch (error) { … }.",
    zh: () => "try 要说明出错时做什么：请写 try { … } catch (error) { … }。",
    isVague: true,
  }),
  slip({
    ...writes,
    name: "member of a number written out",
    pattern: /(?<![\w.])(\d+)\.([a-zA-Z]\w*)/,
    write: ([, number, member]) => `(${number}).${member}`,
  }),
  slip(
    {
      name: "comment without its end",
      pattern: /\/\*(?!.*\*\/)/,
      write: () => "",
      en: () => "The comment that begins with /* has no end: write */ behind it.",
      zh: () => "以 /* 开头的注释没有结束：请在它后面写 */。",
      isVague: true,
    },
    true,
  ),
  slip({
    ...writes,
    name: "echo of a shell",
    pattern: /^\s*(?:echo|puts|say)\s+(.+?);?\s*$/,
    write: ([, value]) => `console.log(${value})`,
  }),
  slip({
    ...writes,
    name: "texts side by side",
    pattern: /(·+)\s+(·+)\s*;?\s*$/,
    write: ([, left, right]) => `${left} + ${right}`,
  }),
  slip({
    name: "number with commas or leading zeros",
    pattern: /(?<![\w.])(?:\d{1,3}(?:,\d{3})+|0\d+)(?![\w.])/,
    write: ([number]) => number.replace(/,/g, "_").replace(/^0+(?=\d)/, ""),
    en: ({ written }) => `A number has no commas and no leading zeros: write ${written}.`,
    zh: ({ written }) => `数字不写逗号，也不以 0 开头：请写 ${written}。`,
  }),
];
