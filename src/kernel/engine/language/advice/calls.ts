// Calls: of what is no function, and with an argument of the wrong kind.

import type TypeScript from "typescript";
import { arrowOf } from "./formula";
import { brief, type Advised, type CheckedComplaint, replace, row, textOf } from "./row";

const argumentCodes = [2345, 2769, 2322];

interface Argument {
  fn: string;
  argument: TypeScript.Expression;
  call: TypeScript.CallExpression;
  type: TypeScript.Type;
  /** What the function takes in its place. */
  wanted: TypeScript.Type | undefined;
}

/** The argument that a complaint is about. */
function argumentOf({ ts, node, checker }: CheckedComplaint): Argument | undefined {
  for (let at: TypeScript.Node = node; at.parent; at = at.parent) {
    const call = at.parent;
    if (!ts.isCallExpression(call)) continue;
    const argument =
      call.arguments.find((part) => part === at) ?? (call.expression === at ? call.arguments[0] : undefined);
    if (!argument) return undefined;
    const type = checker.getTypeAtLocation(argument);
    return { fn: lastName(ts, call), argument, call, type, wanted: checker.getContextualType(argument) };
  }
  return undefined;
}

function lastName(ts: CheckedComplaint["ts"], { expression }: TypeScript.CallExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : textOf(expression);
}

function isCallable(type: TypeScript.Type | undefined): boolean {
  if (type === undefined) return false;
  return type.getCallSignatures().length > 0 || (type.isUnion() && type.types.some(isCallable));
}

/** An argument where a function is wanted, of a type with one of these flags. */
function inPlaceOfFunction(c: CheckedComplaint, flags: number): Argument | undefined {
  const found = argumentOf(c);
  if (!found || !isCallable(found.wanted) || isCallable(found.type)) return undefined;
  return found.type.flags & flags ? found : undefined;
}

interface NoFunction {
  callee: string;
  call: TypeScript.CallExpression;
  product: string;
}

function numberCalled({ ts, node, checker }: CheckedComplaint): NoFunction | undefined {
  let at: TypeScript.Node = node;
  while (at.parent && !ts.isCallExpression(at)) at = at.parent;
  if (!ts.isCallExpression(at)) return undefined;
  const type = checker.getTypeAtLocation(at.expression);
  if (!(type.flags & ts.TypeFlags.NumberLike)) return undefined;
  const callee = textOf(at.expression);
  const inside = at.arguments.map(textOf).join(", ");
  return { callee, call: at, product: inside && `${callee} * (${inside})` };
}

export const callRows: readonly Advised<CheckedComplaint>[] = [
  row<NoFunction>({
    name: "number called",
    codes: [2349],
    find: numberCalled,
    en: ({ callee, product }) =>
      `\`${callee}\` is a number, not a function: ` +
      (product ? `a product is written ${product}.` : "leave out the brackets."),
    zh: ({ callee, product }) =>
      `\`${callee}\` 是数，不是函数：` + (product ? `乘法请写 ${product}。` : "请去掉后面的括号。"),
    fix: ({ callee, call, product }) => [replace(call, product || callee)],
  }),
  row<{ text: string; type: string }>({
    name: "no function called",
    codes: [2349],
    find({ ts, node, checker }) {
      const call = ts.isCallExpression(node.parent) ? node.parent : node;
      const callee = ts.isCallExpression(call) ? call.expression : call;
      const type = checker.getTypeAtLocation(callee);
      if (isCallable(type)) return undefined;
      return {
        text: brief(textOf(callee)),
        type: checker
          .typeToString(checker.getBaseTypeOfLiteralType(type))
          .replace(/import\("[^"]*"\)\./g, ""),
      };
    },
    en: ({ text, type }) =>
      `\`${text}\` is no function but a value of type ${brief(type)}: it cannot be called with ( ).`,
    zh: ({ text, type }) => `\`${text}\` 不是函数，而是 ${brief(type)} 类型的值：不能用 ( ) 调用。`,
  }),
  row<Argument & { formula: string; arrow: string }>({
    name: "text in place of a function",
    codes: argumentCodes,
    find(c) {
      const found = inPlaceOfFunction(c, c.ts.TypeFlags.StringLike);
      if (!found || !c.ts.isStringLiteralLike(found.argument)) return undefined;
      return { ...found, formula: found.argument.text, arrow: arrowOf(found.argument.text) };
    },
    en: ({ fn, formula, arrow }) =>
      `${fn} wants a function, not a text: write ${arrow}, or work with the formula by symbolic("${formula}").`,
    zh: ({ fn, formula, arrow }) =>
      `${fn} 需要函数，而不是文本：请写 ${arrow}，或用 symbolic("${formula}") 处理公式。`,
    fix: ({ argument, arrow }) => [replace(argument, arrow)],
  }),
  row<Argument & { arrow: string }>({
    name: "value in place of a function",
    codes: argumentCodes,
    find(c) {
      const found = inPlaceOfFunction(c, c.ts.TypeFlags.NumberLike);
      return found && { ...found, arrow: `(x) => ${brief(textOf(found.argument))}` };
    },
    en: ({ fn, arrow }) => `${fn} wants a function, not a number: write for instance ${arrow}.`,
    zh: ({ fn, arrow }) => `${fn} 需要函数，而不是数：例如写 ${arrow}。`,
  }),
  row<Argument & { written: string }>({
    name: "plot of a function without limits",
    codes: argumentCodes,
    find(c) {
      const found = argumentOf(c);
      if (found?.fn !== "plot" || found.argument !== found.call.arguments[0] || !isCallable(found.type))
        return undefined;
      return /\bxlim\b/.test(textOf(found.call)) ? undefined : { ...found, written: textOf(found.argument) };
    },
    en: ({ written }) =>
      `plot has to know where to draw a function: write plot(${brief(written)}, { xlim: [-2, 2] }).`,
    zh: ({ written }) => `plot 要知道在哪个范围画函数：请写 plot(${brief(written)}, { xlim: [-2, 2] })。`,
    fix: ({ argument, call }) =>
      call.arguments.length === 1
        ? [{ start: argument.getEnd(), length: 0, text: ", { xlim: [-2, 2] }" }]
        : undefined,
  }),
  row<Argument & { call: TypeScript.CallExpression }>({
    name: "call in place of a function",
    codes: argumentCodes,
    find(c) {
      const found = argumentOf(c);
      if (!found || !c.ts.isCallExpression(found.argument) || isCallable(found.type)) return undefined;
      return isCallable(found.wanted) ? found : undefined;
    },
    en: ({ fn, argument }) =>
      `${fn} wants a function, and \`${brief(textOf(argument))}\` is already its result: write (x) => in front.`,
    zh: ({ fn, argument }) =>
      `${fn} 需要函数，而 \`${brief(textOf(argument))}\` 已经是它的结果：请在前面加 (x) =>。`,
  }),
  row<{ name: string; arrow: string; start: number; length: number }>({
    name: "function by an equation",
    codes: [2364],
    implies: [2304],
    find({ source, start, length }) {
      const found = /^([A-Za-z_$][\w$]*)\(([\w$,\s]*)\)$/.exec(source.slice(start, start + length));
      if (!found) return undefined;
      const body = brief(/^\s*=\s*([^\n;]*)/.exec(source.slice(start + length))?.[1] ?? "…");
      return { name: found[1], arrow: `const ${found[1]} = (${found[2]}) => ${body}`, start, length };
    },
    en: ({ arrow }) => `A function is made by an arrow: write ${arrow}.`,
    zh: ({ arrow }) => `定义函数要用箭头：请写 ${arrow}。`,
    fix({ arrow, start, length }, { source }) {
      const [equals] = /^\s*=\s*/.exec(source.slice(start + length)) ?? [""];
      return [{ start, length: length + equals.length, text: arrow.slice(0, arrow.indexOf("=>") + 3) }];
    },
  }),
];
