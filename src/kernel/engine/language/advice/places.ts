// Words and signs that the language has, at places where they mean nothing.

import type TypeScript from "typescript";
import { builtinModules } from "../../../host/modules";
import { nearest } from "./near";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

/** The names of the types of objects around plain values. */
const plain: Readonly<Record<string, string>> = { Number: "number", String: "string", Boolean: "boolean" };

interface Word {
  word: string;
}

const wordAt = ({ source, start }: CheckedComplaint): Word => ({
  word: /^\w+/.exec(source.slice(start))?.[0] ?? "",
});

/** The call of which a node is part of the callee. */
function calledBy({ ts, node }: CheckedComplaint): TypeScript.CallExpression | undefined {
  const access = node.parent;
  const call = access?.parent;
  return call && ts.isCallExpression(call) && call.expression === access ? call : undefined;
}

export const placeRows: readonly Advised<CheckedComplaint>[] = [
  row<{ name: string; node: TypeScript.Node }>({
    name: "type of an object around a number",
    codes: [2322, 2362, 2363, 2365],
    find({ ts, node, checker }) {
      const declared = checker.getSymbolAtLocation(ts.isBinaryExpression(node) ? node.left : node);
      const { type } = (declared?.valueDeclaration ?? {}) as { type?: TypeScript.Node };
      const name = type === undefined ? "" : textOf(type);
      return Object.hasOwn(plain, name) ? { name, node: type! } : undefined;
    },
    en: ({ name }) => `\`${name}\` is the type of an object: the type of plain values is ${plain[name]}.`,
    zh: ({ name }) => `\`${name}\` 是对象的类型：普通值的类型写作 ${plain[name]}。`,
  }),
  row<{ text: string; at: number }>({
    name: "class without new",
    codes: [2348],
    find: ({ ts, node }) => ({
      text: brief(textOf(ts.isCallExpression(node) ? node.expression : node)),
      at: node.getStart(),
    }),
    en: ({ text }) => `\`${text}\` is a class: its objects are made with new ${text}(…).`,
    zh: ({ text }) => `\`${text}\` 是类：要用 new ${text}(…) 创建对象。`,
    fix: ({ at }) => [{ start: at, length: 0, text: "new " }],
  }),
  row<Word>({
    name: "this outside of a class",
    codes: [2532, 2683, 7041],
    find: ({ ts, node }) => (node.kind === ts.SyntaxKind.ThisKeyword ? { word: "this" } : undefined),
    en: () => "`this` stands for an object only inside of a class: write the name alone.",
    zh: () => "`this` 只有在类里才代表对象：请直接写名字。",
  }),
  row<Word>({
    name: "word of loops outside of one",
    codes: [1104, 1105, 1107],
    find: wordAt,
    en: ({ word }) => `\`${word}\` stands only between the braces of a loop; a function is left by return.`,
    zh: ({ word }) => `\`${word}\` 只能写在循环的花括号里；离开函数请用 return。`,
  }),
  row<Word>({
    name: "yield in a plain function",
    codes: [1163],
    find: wordAt,
    en: () => "`yield` stands only in a function that is written function* name() { … }.",
    zh: () => "`yield` 只能用在写作 function* name() { … } 的函数里。",
  }),
  row<{ name: string }>({
    name: "equals sign in an object",
    codes: [1312],
    find: ({ source, start }) => ({ name: /([\w$]+)\s*$/.exec(source.slice(0, start))?.[1] ?? "name" }),
    en: ({ name }) => `In an object a colon stands behind a name: write { ${name}: … }.`,
    zh: ({ name }) => `对象里的名字后面写冒号：请写 { ${name}: … }。`,
  }),
  row<{ name: string }>({
    name: "name twice in an object",
    codes: [1117],
    find: ({ node }) => ({ name: brief(textOf(node)) }),
    en: ({ name }) => `\`${name}\` stands twice in this object: leave one out, or rename it.`,
    zh: ({ name }) => `\`${name}\` 在这个对象里出现了两次：请去掉一个，或改名。`,
  }),
  row<{ text: string }>({
    name: "value that is no name, assigned or counted",
    codes: [2364, 2357],
    find: ({ node }) => ({ text: brief(textOf(node)) }),
    en: ({ text }) => `\`${text}\` is a value and cannot be given another one: to compare, write ===.`,
    zh: ({ text }) => `\`${text}\` 是一个值，不能再给它赋值：要比较请写 ===。`,
  }),
  row<{ name: string; type: string }>({
    name: "property that is missing",
    codes: [2741],
    find({ message }) {
      const [, name, type] =
        /^Property '(.+)' is missing in type '.*' but required in type '(.+)'/.exec(message) ?? [];
      return type === undefined ? undefined : { name, type: brief(type) };
    },
    en: ({ name, type }) => `\`${name}\` is missing, which every ${type} has: write { ${name}: … }.`,
    zh: ({ name, type }) => `缺少 \`${name}\`，而每个 ${type} 都有它：请写 { ${name}: … }。`,
  }),
  row<{ name: string; type: string }>({
    name: "property that the type does not have",
    codes: [2353],
    find({ message, node }) {
      const type = / does not exist in type '(.+)'/.exec(message)?.[1];
      return type === undefined ? undefined : { name: brief(textOf(node)), type: brief(type) };
    },
    en: ({ name, type }) => `\`${name}\` is not part of ${type}: leave it out, or add it to the type.`,
    zh: ({ name, type }) => `\`${name}\` 不属于 ${type}：请去掉它，或把它加进类型。`,
  }),
  row<{ method: string }>({
    name: "member of nothing",
    codes: [2339],
    find({ ts, node, checker }) {
      const owner = ts.isPropertyAccessExpression(node.parent) ? node.parent.expression : undefined;
      if (!owner || !(checker.getTypeAtLocation(owner).flags & ts.TypeFlags.Void)) return undefined;
      const callee = ts.isCallExpression(owner) ? owner.expression : owner;
      return { method: brief(textOf(ts.isPropertyAccessExpression(callee) ? callee.name : callee)) };
    },
    en: ({ method }) =>
      `\`${method}\` gives nothing back${method === "forEach" ? ": for a list of the results write map" : ""}.`,
    zh: ({ method }) => `\`${method}\` 没有返回值${method === "forEach" ? "：要得到结果列表请写 map" : ""}。`,
  }),
  row<{ name: string; owner: string; written: string; call?: TypeScript.CallExpression }>({
    name: "function of the library as a member",
    codes: [2339],
    find(c) {
      const { ts, node, checker, names } = c;
      const name = textOf(node);
      if (!ts.isPropertyAccessExpression(node.parent) || !names.library().has(name)) return undefined;
      const owner = node.parent.expression;
      if (checker.getTypeAtLocation(owner).getCallSignatures().length === 0) return undefined;
      const call = calledBy(c);
      const rest = call?.arguments.map(textOf) ?? ["…"];
      return { name, owner: textOf(owner), written: `${name}(${[textOf(owner), ...rest].join(", ")})`, call };
    },
    en: ({ name, written }) => `\`${name}\` is a function by itself: write ${brief(written, 60)}.`,
    zh: ({ name, written }) => `\`${name}\` 是独立的函数：请写 ${brief(written, 60)}。`,
    fix: ({ call, written }) => call && [replace(call, written)],
  }),
  row<{ count: number; most: number }>({
    name: "function of too many arguments",
    codes: [2345],
    find({ message }) {
      const [, count, most] = /Target signature provides too few arguments\. Expected (\d+) or more, but got (\d+)/.exec(message) ?? []; // prettier-ignore
      return most === undefined ? undefined : { count: Number(count), most: Number(most) };
    },
    en: ({ count, most }) =>
      `The function takes ${count} arguments and is given ${most}: leave out the last.`,
    zh: ({ count, most }) => `这个函数要 ${count} 个参数，却只会得到 ${most} 个：请去掉后面的。`,
  }),
  row<{ fn: string; list: string; node: TypeScript.Node }>({
    name: "list given to a function of numbers",
    codes: [2345],
    find({ ts, node, checker, message }) {
      const call = node.parent;
      if (!/'number\[\]' is not assignable to parameter of type 'number'/.test(message)) return undefined;
      if (!ts.isCallExpression(call) || !/^Math\.(max|min|hypot)$/.test(textOf(call.expression)))
        return undefined;
      if (!checker.isArrayType(checker.getTypeAtLocation(node))) return undefined;
      return { fn: textOf(call.expression), list: textOf(node), node };
    },
    en: ({ fn, list }) =>
      `\`${fn}\` takes numbers one by one: three dots hand on a list, ${fn}(...${brief(list)}).`,
    zh: ({ fn, list }) => `\`${fn}\` 逐个接收数：用三个点展开列表，写 ${fn}(...${brief(list)})。`,
    fix: ({ node }) => [{ start: node.getStart(), length: 0, text: "..." }],
  }),
  row<{ text: string; name: string }>({
    name: "no function where one is wanted",
    codes: [2322, 2345],
    find({ ts, node, checker, message }) {
      const target = /to (?:parameter of )?type '\(([^)]*)\) => /.exec(message)?.[1];
      const declared = ts.isVariableDeclaration(node.parent) && node.parent.name === node;
      const given = declared ? node.parent.initializer : node;
      if (target === undefined || !given) return undefined;
      if (checker.getTypeAtLocation(given).getCallSignatures().length > 0) return undefined;
      return { text: brief(textOf(given)), name: /^\w+/.exec(target)?.[0] ?? "" };
    },
    en: ({ text, name }) => `A function is wanted here, and \`${text}\` is none: write (${name}) => ….`,
    zh: ({ text, name }) => `这里需要函数，而 \`${text}\` 不是：请写 (${name}) => …。`,
  }),
  row<{ name: string; near: string; node: TypeScript.Node }>({
    name: "misspelt module",
    codes: [2307],
    find({ node, message }) {
      const name = /^Cannot find module '([^'./][^']*)'/.exec(message)?.[1];
      const near = name && nearest(name, ["nablab", "tslab", "mathjs", ...builtinModules]);
      return name && near ? { name, near, node } : undefined;
    },
    en: ({ name, near }) => `There is no module \`${name}\` here: did you mean ${near}?`,
    zh: ({ name, near }) => `这里没有模块 \`${name}\`：是不是想写 ${near}？`,
    fix: ({ name, near, node }) => [
      replace(
        node,
        textOf(node).replace(name, () => near),
      ),
    ],
  }),
];
