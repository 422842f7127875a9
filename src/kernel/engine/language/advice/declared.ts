// Declarations: without a name or a type, with words that belong into a class, and what is taken out of a
// value that does not have it.

import type TypeScript from "typescript";
import {
  type Advised,
  brief,
  type CheckedComplaint,
  type Complaint,
  lineOf,
  replace,
  row,
  textOf,
  textRow,
} from "./row";

/** How each of them is written with a name. */
const named: Readonly<Record<string, string>> = {
  enum: "enum Name { … }",
  interface: "interface Name { … }",
  class: "class Name { … }",
  function: "function name(…) { … }",
};

const NAMELESS = /^\s*(?:export\s+|async\s+)*\b(enum|interface|class|function)\b\s*\*?\s*[({]/;

interface Nameless {
  word: string;
  written: string;
}

function namelessOf(complaint: Complaint): Nameless | undefined {
  const word = NAMELESS.exec(lineOf(complaint).text)?.[1];
  return word === undefined ? undefined : { word, written: named[word] };
}

const namelessSentences = {
  en: ({ word, written }: Nameless): string =>
    `What is declared with ${word} needs a name, by which it is used: write ${written}.`,
  zh: ({ word, written }: Nameless): string => `用 ${word} 声明的东西要有名字才能使用：请写 ${written}。`,
};

/** Declarations that the parser refuses. */
export const declaredRows: readonly Advised<Complaint>[] = [
  textRow<Nameless>({ name: "declaration without a name", find: namelessOf, ...namelessSentences }),
  textRow<{ word: string; rest: string; at: number; length: number }>({
    name: "word of classes outside of one",
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const found = /^(\s*)(public|private|protected|static|readonly)\s+(\w+\s*(?::[^=]*)?=.*)$/.exec(text);
      if (found === null) return undefined;
      const [, blank, word, rest] = found;
      return { word, rest, at: at + blank.length, length: word.length };
    },
    en: ({ word, rest }) => `\`${word}\` stands only inside of a class: write let ${brief(rest)}`,
    zh: ({ word, rest }) => `\`${word}\` 只能写在类里：请写 let ${brief(rest)}`,
    fix: ({ at, length }) => [{ start: at, length, text: "let" }],
  }),
  textRow<{ name: string; value: string; at: number; length: number }>({
    name: "colon without a type",
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const found = /\b(?:let|const|var)\s+(\w+)(\s*:\s*)=\s*(.+?);?\s*$/.exec(text);
      if (found === null) return undefined;
      const [whole, name, colon, value] = found;
      const start = at + found.index + whole.indexOf(colon, whole.indexOf(name));
      return { name, value: brief(value), at: start, length: colon.length };
    },
    en: ({ name, value }) =>
      `Behind the colon stands a type, and none is written: write ${name} = ${value}, or for instance ${name}: number = ….`,
    zh: ({ name, value }) =>
      `冒号后面要写类型，这里没有：请写 ${name} = ${value}，或例如 ${name}: number = …。`,
    fix: ({ at, length }) => [{ start: at, length, text: " " }],
  }),
  textRow<{ word: string }>({
    name: "case outside of a switch",
    find(complaint) {
      const word = /^\s*(case|default)\b[^:]*:/.exec(lineOf(complaint).text)?.[1];
      return word === undefined || /\bswitch\b/.test(complaint.source) ? undefined : { word };
    },
    en: ({ word }) =>
      `\`${word}\` stands only between the braces of switch (value) { … }: write if (…) { … } for a single case.`,
    zh: ({ word }) =>
      `\`${word}\` 只能写在 switch (value) { … } 的花括号里：只有一种情况时请写 if (…) { … }。`,
  }),
  textRow<{ fn: string; value: string; at: number; length: number }>({
    name: "call without brackets",
    find(complaint) {
      const { text, at } = lineOf(complaint);
      const found =
        /^\s*((?:console\.\w+|Math\.\w+|alert|display|print|check|tensor|plot))(\s+)((["'`]).*\4|[\w.]+)\s*;?\s*$/.exec(
          text,
        );
      if (found === null) return undefined;
      const [whole, fn, blank, value] = found;
      const start = at + whole.indexOf(fn) + fn.length;
      return { fn, value, at: start, length: blank.length + value.length };
    },
    en: ({ fn, value }) => `A function is called with round brackets: write ${fn}(${brief(value)}).`,
    zh: ({ fn, value }) => `调用函数要写圆括号：请写 ${fn}(${brief(value)})。`,
    fix: ({ value, at, length }) => [{ start: at, length, text: `(${value})` }],
  }),
];

interface Part {
  part: string;
  value: string;
  /** What can be taken out of it. */
  parts: readonly string[];
  pattern: TypeScript.Node;
}

/** `const { a } = 5`: the part, and the value that does not have it. */
function partOf({ ts, node, checker }: CheckedComplaint): Part | undefined {
  const element = node.parent;
  if (!ts.isBindingElement(element) || !ts.isObjectBindingPattern(element.parent)) return undefined;
  const pattern = element.parent;
  const declared = pattern.parent;
  if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) return undefined;
  const type = checker.getTypeAtLocation(declared.initializer);
  const isPlain = (type.flags & ts.TypeFlags.Object) === 0;
  const parts = isPlain ? [] : type.getProperties().map(({ name }) => name);
  return {
    part: textOf(element.propertyName ?? element.name),
    value: brief(textOf(declared.initializer)),
    parts,
    pattern,
  };
}

export const declaredCheckedRows: readonly Advised<CheckedComplaint>[] = [
  row<Part>({
    name: "part of a value that does not have it",
    codes: [2339],
    find: partOf,
    en: ({ part, value, parts }) =>
      parts.length === 0
        ? `Braces before = take a part out of an object, and \`${value}\` has no part \`${part}\`: for the value itself write const ${part} = ${value}.`
        : `Braces before = take a part out of an object, and \`${value}\` has no part \`${part}\`: it has ${parts.slice(0, 8).join(", ")}.`,
    zh: ({ part, value, parts }) =>
      parts.length === 0
        ? `等号前的花括号用来取出对象的成员，而 \`${value}\` 没有成员 \`${part}\`：要这个值本身请写 const ${part} = ${value}。`
        : `等号前的花括号用来取出对象的成员，而 \`${value}\` 没有成员 \`${part}\`：它有 ${parts.slice(0, 8).join(", ")}。`,
    fix: ({ part, parts, pattern }) => (parts.length === 0 ? [replace(pattern, part)] : undefined),
  }),
  row<{ called: string }>({
    name: "wrong number of values for a new object",
    codes: [2554, 2555],
    find({ ts, node, checker }) {
      let made: TypeScript.Node | undefined = node;
      while (made && !ts.isNewExpression(made) && !ts.isStatement(made)) made = made.parent;
      if (!made || !ts.isNewExpression(made)) return undefined;
      const [signature] = checker.getTypeAtLocation(made.expression).getConstructSignatures();
      const names = signature?.parameters.map(({ name }) => name).join(", ") ?? "";
      return { called: `new ${textOf(made.expression)}(${names})` };
    },
    en: ({ called }) => `The arguments are too many or too few: its objects are made by ${called}.`,
    zh: ({ called }) => `参数个数不对：创建对象应写作 ${called}。`,
  }),
  row<{ name: string; owner: string }>({
    name: "private member from outside",
    codes: [2341, 2445],
    find({ message }) {
      const found = /^Property '(.+)' is (?:private|protected) and only accessible within class '(\w+)/.exec(
        message,
      );
      return found ? { name: found[1], owner: found[2] } : undefined;
    },
    en: ({ name, owner }) =>
      `\`${name}\` is for the methods of ${owner} alone: ask a method that gives it, or leave out private where it is declared.`,
    zh: ({ name, owner }) =>
      `\`${name}\` 只供 ${owner} 的方法使用：请用一个返回它的方法，或在声明处去掉 private。`,
  }),
  row<{ name: string }>({
    name: "new of an abstract class",
    codes: [2511],
    find: ({ ts, node }) => ({ name: brief(textOf(ts.isNewExpression(node) ? node.expression : node)) }),
    en: ({ name }) =>
      `\`${name}\` is abstract, a plan for other classes: write class Mine extends ${name} { … }, and new Mine().`,
    zh: ({ name }) =>
      `\`${name}\` 是抽象类，只供别的类继承：请写 class Mine extends ${name} { … }，再写 new Mine()。`,
  }),
  row<{ name: string; written: string }>({
    name: "type without the types of its parts",
    codes: [2314, 2707],
    find({ message }) {
      const found = /^Generic type '(\w+)<([^>]*)/.exec(message);
      if (found === null) return undefined;
      const count = found[2].split(",").length;
      const inner = ["number", "string", "string", "string"].slice(0, count);
      return { name: found[1], written: `${found[1]}<${(count === 1 ? ["number"] : inner).join(", ")}>` };
    },
    en: ({ name, written }) => `\`${name}\` has to say of what: write for instance ${written}.`,
    zh: ({ name, written }) => `\`${name}\` 要写明里面是什么类型：例如写 ${written}。`,
  }),
  row<Nameless>({
    name: "class or interface without a name",
    codes: [1211, 1438],
    find: namelessOf,
    ...namelessSentences,
  }),
  row<{ file: string }>({
    name: "file that is not there",
    codes: [2307, 2882],
    find({ message }) {
      const file = /'(\.{1,2}\/[^']*)'/.exec(message)?.[1];
      return file === undefined ? undefined : { file };
    },
    en: ({ file }) =>
      `There is no file ${file}.ts beside this notebook: look at its name and its folder, as seen from the notebook's.`,
    zh: ({ file }) => `笔记本旁边没有文件 ${file}.ts：请检查文件名和它相对于笔记本的位置。`,
  }),
];
