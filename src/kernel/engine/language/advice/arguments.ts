// Calls and declarations whose values are of another kind than is wanted, or of another number.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

interface Call {
  name: string;
  /** How the function is called. */
  written: string;
}

function callAround({ ts, node }: CheckedComplaint): TypeScript.CallExpression | undefined {
  for (let at: TypeScript.Node | undefined = node; at && !ts.isStatement(at); at = at.parent)
    if (ts.isCallExpression(at)) return at;
  return undefined;
}

/** `square(x)`, as the function's declaration has it. */
function calledAs(c: CheckedComplaint): Call | undefined {
  const call = callAround(c);
  if (call === undefined) return undefined;
  const signatures = c.checker.getTypeAtLocation(call.expression).getCallSignatures();
  if (signatures.length === 0) return undefined;
  const name = brief(textOf(call.expression), 60);
  const ways = signatures.slice(0, 2).map((signature) => {
    const names = signature.parameters.map((parameter) => nameOf(c, parameter));
    return `${name}(${names.join(", ")})`;
  });
  return { name, written: differing(ways).join(" or ") };
}

/** Ways of calling that differ in more than what may be left out. */
function differing(ways: readonly string[]): readonly string[] {
  const bare = ways.map((way) => way.replaceAll("?", ""));
  return ways.filter((_, i) => bare.indexOf(bare[i]) === i);
}

function nameOf({ ts }: CheckedComplaint, parameter: TypeScript.Symbol): string {
  const declared = parameter.valueDeclaration;
  if (!declared || !ts.isParameter(declared)) return parameter.name;
  if (declared.dotDotDotToken) return `...${parameter.name}`;
  return declared.questionToken || declared.initializer ? `${parameter.name}?` : parameter.name;
}

/** Kinds of plain values, in words. */
const kinds: Readonly<Record<string, { en: string; zh: string }>> = {
  number: { en: "a number", zh: "数" },
  Number: { en: "a number", zh: "数" },
  string: { en: "a text", zh: "文本" },
  String: { en: "a text", zh: "文本" },
  boolean: { en: "a truth value", zh: "真值" },
  void: { en: "nothing", zh: "无返回值" },
  Tensor: { en: "a tensor", zh: "张量" },
  "number[]": { en: "a list of numbers", zh: "数的列表" },
  "string[]": { en: "a list of texts", zh: "文本的列表" },
};

interface Mismatch {
  text: string;
  came: { en: string; zh: string };
  wanted: { en: string; zh: string };
}

/** What the compiler says of two plain kinds: `Type 'string' is not assignable to type 'number'`. */
function mismatchOf({ ts, message, node }: CheckedComplaint): Mismatch | undefined {
  const found =
    /^(?:Type|Argument of type) '(\w+(?:\[\])?)' is not assignable to (?:parameter of )?type '(\w+(?:\[\])?)'/.exec(
      message,
    );
  const [came, wanted] = [found && kinds[found[1]], found && kinds[found[2]]];
  if (!came || !wanted || came === wanted || found![1] === "boolean") return undefined;
  // Said with the way out (places.ts).
  const isList = found![1].endsWith("[]");
  if (isList && ts.isCallExpression(node.parent) && /^Math\./.test(textOf(node.parent.expression)))
    return undefined;
  const value =
    ts.isVariableDeclaration(node.parent) && node.parent.name === node ? node.parent.initializer : node;
  const given =
    node.kind === ts.SyntaxKind.ReturnStatement ? (node as TypeScript.ReturnStatement).expression : value;
  return { text: brief(textOf(given ?? node)), came, wanted };
}

interface Given {
  fn: string;
  text: string;
  write: string;
  node: TypeScript.Node;
}

function tensorInMath(c: CheckedComplaint): Given | undefined {
  const call = callAround(c);
  if (!call || !/^Argument of type 'Tensor' is not assignable to parameter of type 'number'/.test(c.message))
    return undefined;
  const [fn, text] = [textOf(call.expression), textOf(c.node)];
  const method = /^Math\.(\w+)$/.exec(fn)?.[1];
  const has = method !== undefined && c.checker.getTypeAtLocation(c.node).getProperty(method) !== undefined;
  const isAlone = call.arguments.length === 1;
  const write =
    has && isAlone ? `${text}.${method}()` : `lift(${fn})(${call.arguments.map(textOf).join(", ")})`;
  return { fn, text: brief(text), write, node: call };
}

export const argumentRows: readonly Advised<CheckedComplaint>[] = [
  row<Given>({
    name: "tensor given to a function of numbers",
    codes: [2345],
    find: tensorInMath,
    en: ({ fn, text, write }) => `\`${fn}\` takes numbers, and \`${text}\` is a tensor: write ${write}.`,
    zh: ({ fn, text, write }) => `\`${fn}\` 需要数，而 \`${text}\` 是张量：请写 ${write}。`,
    fix: ({ node, write }) => (write.startsWith("lift") ? undefined : [replace(node, write)]),
  }),
  row<Call>({
    name: "wrong number of arguments",
    codes: [2554, 2555],
    find: calledAs,
    en: ({ written }) => `The arguments are too many or too few: it is called ${written}.`,
    zh: ({ written }) => `参数个数不对：应写作 ${written}。`,
  }),
  row<{ body: string; node: TypeScript.Node }>({
    name: "comparison in sort",
    codes: [2322, 2345],
    find({ ts, node, message }) {
      if (!/'boolean' is not assignable to type 'number'/.test(message) || !ts.isBinaryExpression(node))
        return undefined;
      const call = node.parent.parent;
      const isSort = ts.isCallExpression(call) && /\.(sort|toSorted)$/.test(textOf(call.expression));
      return isSort ? { body: textOf(node), node } : undefined;
    },
    en: () =>
      "sort wants a number, below zero where the first comes first: write a - b for rising, b - a for falling numbers.",
    zh: () => "sort 需要一个数（第一个应排在前面时为负）：升序写 a - b，降序写 b - a。",
  }),
  row<{ name: string }>({
    name: "place of for in taken for a number",
    codes: [2345, 2362, 2363],
    find({ ts, node, checker }) {
      const declared = ts.isIdentifier(node)
        ? checker.getSymbolAtLocation(node)?.valueDeclaration
        : undefined;
      // A function at the top has nothing two steps above it.
      if (declared === undefined || !ts.isVariableDeclaration(declared)) return undefined;
      return ts.isForInStatement(declared.parent.parent) ? { name: textOf(node) } : undefined;
    },
    en: ({ name }) =>
      `\`for (… in …)\` goes through places, which are texts: write for (const ${name} of …) for the values.`,
    zh: ({ name }) => `\`for (… in …)\` 遍历的是位置（文本）：要遍历值请写 for (const ${name} of …)。`,
  }),
  row<{ text: string; node?: TypeScript.Expression }>({
    name: "function without return",
    codes: [2355, 2366],
    find({ ts, node }) {
      const fn = ts.isFunctionLike(node.parent) ? node.parent : node.parent?.parent;
      const body = fn && ts.isFunctionLike(fn) && "body" in fn ? fn.body : undefined;
      if (!body || !ts.isBlock(body)) return { text: "…" };
      const last = body.statements.at(-1);
      if (!last || !ts.isExpressionStatement(last)) return { text: "…" };
      return { text: brief(textOf(last.expression)), node: last.expression };
    },
    en: ({ text }) => `A function in { } gives what return says: write return ${text}.`,
    zh: ({ text }) => `花括号里的函数要用 return 给出结果：请写 return ${text}。`,
    fix: ({ node }) => node && [{ start: node.getStart(), length: 0, text: "return " }],
  }),
  row<{ name: string; at: number }>({
    name: "new before a function",
    codes: [2350, 7009],
    find({ ts, node }) {
      const made = ts.isNewExpression(node) ? node : node.parent;
      return ts.isNewExpression(made)
        ? { name: brief(textOf(made.expression)), at: made.getStart() }
        : undefined;
    },
    en: ({ name }) => `\`${name}\` is a function, not a class: leave out new.`,
    zh: ({ name }) => `\`${name}\` 是函数而不是类：请去掉 new。`,
    fix: ({ at }) => [{ start: at, length: "new ".length, text: "" }],
  }),
  row<{ text: string; type: string }>({
    name: "no list",
    codes: [2488, 2495, 2461],
    find({ ts, node, checker }) {
      const isPattern = ts.isArrayBindingPattern(node) && ts.isVariableDeclaration(node.parent);
      const value = isPattern ? node.parent.initializer : node;
      const type = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(value ?? node));
      return { text: brief(textOf(value ?? node)), type: checker.typeToString(type) };
    },
    en: ({ text, type }) =>
      `\`${text}\` is of type ${type}, and a list is wanted; to count, write for (let i = 0; i < n; i++).`,
    zh: ({ text, type }) =>
      `\`${text}\` 的类型是 ${type}，而这里需要列表；计数请写 for (let i = 0; i < n; i++)。`,
  }),
  row<Mismatch>({
    name: "value of another kind",
    codes: [2322, 2345],
    find: mismatchOf,
    en: ({ text, came, wanted }) => `${capital(wanted.en)} is wanted here, and \`${text}\` is ${came.en}.`,
    zh: ({ text, came, wanted }) => `这里需要${wanted.zh}，而 \`${text}\` 是${came.zh}。`,
  }),
];

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
