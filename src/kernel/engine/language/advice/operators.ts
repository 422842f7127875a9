// Operators between values that have none: tensors, functions, texts, promises.

import type TypeScript from "typescript";
import type { Edit } from "../types";
import { importEdit } from "./names";
import { type Advised, type CheckedComplaint, replace, row, textOf } from "./row";

/** The method of a tensor that does what the operator does with numbers. */
const methods: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "**": "pow",
  "^": "pow",
};

/** The method that compares, with the tensor on the left and on the right. */
const comparing: Readonly<Record<string, readonly [string, string]>> = {
  ">": ["gt", "lt"],
  "<": ["lt", "gt"],
  ">=": ["ge", "le"],
  "<=": ["le", "ge"],
};

const operatorCodes = [2362, 2363, 2365];

/** A call around a wrong operation cannot be right, and the other side is complained about as well. */
const impliedCodes = [...operatorCodes, 2322, 2345, 2349, 2769, 18046];

interface Operation {
  left: TypeScript.Expression;
  right: TypeScript.Expression;
  /** Without the `=` of `+=`. */
  operator: string;
  assigns: boolean;
  whole: TypeScript.BinaryExpression;
}

/** The operation that a complaint is about: about one of its sides, or about all of it. */
function operationOf({ ts, node, start, length }: CheckedComplaint): Operation | undefined {
  const isMeant = (part: TypeScript.Node): boolean => part.getStart() === start && part.getWidth() === length;
  for (let at: TypeScript.Node | undefined = node; at !== undefined; at = at.parent) {
    if (!ts.isBinaryExpression(at) || ![at, at.left, at.right].some(isMeant)) continue;
    const sign = at.operatorToken.getText();
    const assigns = /[^=!<>]=$/.test(sign);
    return {
      left: at.left,
      right: at.right,
      operator: assigns ? sign.slice(0, -1) : sign,
      assigns,
      whole: at,
    };
  }
  return undefined;
}

/** The first side of an operation for which it holds. */
function side(
  c: CheckedComplaint,
  { left, right }: Operation,
  holds: (type: TypeScript.Type) => boolean,
): TypeScript.Expression | undefined {
  return [left, right].find((part) => holds(c.checker.getTypeAtLocation(part)));
}

/** A tensor, or whatever else calculates by methods. */
function calculates({ checker }: CheckedComplaint): (type: TypeScript.Type) => boolean {
  return (type) => ["add", "mul"].every((name) => checker.getPropertyOfType(type, name) !== undefined);
}

interface Method {
  kind: string;
  written: string;
  /** Free functions that have to be imported, where the left side is a plain number. */
  free: readonly string[];
  whole: TypeScript.BinaryExpression;
}

function methodFor(c: CheckedComplaint): Method | undefined {
  const operation = operationOf(c);
  const subject = operation && side(c, operation, calculates(c));
  if (!operation || !subject || !Object.hasOwn(methods, operation.operator)) return undefined;
  const kind = c.checker.getTypeAtLocation(subject).symbol?.name ?? "Tensor";
  const free = new Set<string>();
  const rewriting = new Rewriting(c, free);
  if (operation.assigns) {
    const { left, right, operator, whole } = operation;
    return {
      kind,
      written: `${textOf(left)} = ${rewriting.method(left, operator, right)}`,
      free: [...free],
      whole,
    };
  }
  const whole = outermost(c, operation.whole);
  return { kind, written: rewriting.text(whole), free: [...free], whole };
}

/** The operation of which this one is a part: they are written anew together. */
function outermost({ ts }: CheckedComplaint, node: TypeScript.BinaryExpression): TypeScript.BinaryExpression {
  let found = node;
  for (let at: TypeScript.Node = node.parent; ; at = at.parent) {
    if (ts.isParenthesizedExpression(at)) continue;
    if (!ts.isBinaryExpression(at) || !Object.hasOwn(methods, at.operatorToken.getText())) return found;
    found = at;
  }
}

/** Operations as calls of methods. */
class Rewriting {
  private readonly isTensor: (type: TypeScript.Type) => boolean;

  constructor(
    private readonly c: CheckedComplaint,
    private readonly free: Set<string>,
  ) {
    this.isTensor = calculates(c);
  }

  text(node: TypeScript.Expression): string {
    const inner = this.bare(node);
    if (!this.isOperation(inner) || !this.calculates(inner)) return textOf(inner === node ? node : inner);
    return this.method(inner.left, inner.operatorToken.getText(), inner.right);
  }

  method(left: TypeScript.Expression, operator: string, right: TypeScript.Expression): string {
    const name = methods[operator];
    if (this.calculates(left)) return `${this.callable(left)}.${name}(${this.text(right)})`;
    if (name === "add" || name === "mul") return `${this.callable(right)}.${name}(${this.text(left)})`;
    this.free.add(name);
    return `${name}(${this.text(left)}, ${this.text(right)})`;
  }

  private isOperation(node: TypeScript.Node): node is TypeScript.BinaryExpression {
    return this.c.ts.isBinaryExpression(node) && Object.hasOwn(methods, node.operatorToken.getText());
  }

  /** Whether a tensor is in it: to the compiler a wrong operation is a number. */
  private calculates(node: TypeScript.Expression): boolean {
    const inner = this.bare(node);
    if (this.isOperation(inner)) return this.calculates(inner.left) || this.calculates(inner.right);
    return this.isTensor(this.c.checker.getTypeAtLocation(inner));
  }

  /** The text of an expression behind which `.method` can be written. */
  private callable(node: TypeScript.Expression): string {
    const inner = this.bare(node);
    const needsNone = this.c.ts.isLeftHandSideExpression(inner) || this.isOperation(inner);
    return needsNone ? this.text(inner) : `(${textOf(inner)})`;
  }

  private bare(node: TypeScript.Expression): TypeScript.Expression {
    return this.c.ts.isParenthesizedExpression(node) ? this.bare(node.expression) : node;
  }
}

interface Side {
  text: string;
  node: TypeScript.Expression;
  whole: TypeScript.BinaryExpression;
  operator: string;
}

function sideWhere(
  holds: (c: CheckedComplaint, type: TypeScript.Type) => boolean,
): (c: CheckedComplaint) => Side | undefined {
  return (c) => {
    const operation = operationOf(c);
    const node = operation && side(c, operation, (type) => holds(c, type));
    return (
      operation && node && { text: textOf(node), node, whole: operation.whole, operator: operation.operator }
    );
  };
}

const importing = (free: readonly string[]): string => `import { ${free.join(", ")} } from "nablab"`;

export const operatorRows: readonly Advised<CheckedComplaint>[] = [
  row<Method>({
    name: "operator of tensors",
    codes: operatorCodes,
    implies: impliedCodes,
    find: methodFor,
    en: ({ kind, written, free }) =>
      `A ${kind} has no operators: write ${written}${free.length > 0 ? ` (${importing(free)})` : ""}, ` +
      "or make a plain function of numbers take tensors with lift.",
    zh: ({ kind, written, free }) =>
      `${kind} 没有运算符：请写 ${written}${free.length > 0 ? `（${importing(free)}）` : ""}，` +
      "或者用 lift 让普通的数值函数也接受张量。",
    fix: ({ written, free, whole }, c) => [
      replace(whole, written),
      ...(free.length > 0 ? [importEdit(c, free)] : []),
    ],
  }),
  row<Side>({
    name: "operator of a promise",
    codes: operatorCodes,
    implies: impliedCodes,
    find: sideWhere((_, type) => type.symbol?.name === "Promise"),
    en: ({ text }) => `\`${text}\` is a promise, its value comes later: write await ${text}.`,
    zh: ({ text }) => `\`${text}\` 是一个 Promise，它的值稍后才到：请写 await ${text}。`,
    fix: ({ node }) => [replace(node, `(await ${textOf(node)})`)],
  }),
  row<Side>({
    name: "operator of a function",
    codes: operatorCodes,
    find: sideWhere((_, type) => type.getCallSignatures().length > 0),
    en: ({ text, operator }) =>
      `\`${text}\` is a function, and \`${operator}\` wants its value: call it, for instance ${text}(x).`,
    zh: ({ text, operator }) =>
      `\`${text}\` 是函数，而 \`${operator}\` 需要它的值：请调用它，例如 ${text}(x)。`,
  }),
  row<Side>({
    name: "operator of a text",
    codes: operatorCodes,
    find: sideWhere(({ ts }, type) => (type.flags & ts.TypeFlags.StringLike) !== 0),
    en: ({ text, operator }) =>
      `\`${text}\` is a text, and \`${operator}\` wants numbers: write Number(${text}).`,
    zh: ({ text, operator }) => `\`${text}\` 是文本，而 \`${operator}\` 需要数：请写 Number(${text})。`,
    fix: ({ node, operator }): readonly Edit[] | undefined =>
      operator === "+" ? undefined : [replace(node, `Number(${textOf(node)})`)],
  }),
  row<Side>({
    name: "operator of a truth value",
    codes: operatorCodes,
    find(c) {
      const found = sideWhere(({ ts }, type) => (type.flags & ts.TypeFlags.BooleanLike) !== 0)(c);
      return found && Object.hasOwn(methods, found.operator) ? found : undefined;
    },
    en: ({ text, operator }) =>
      `\`${text}\` is a truth value, and \`${operator}\` wants numbers: write Number(${text}).`,
    zh: ({ text, operator }) => `\`${text}\` 是真值，而 \`${operator}\` 需要数：请写 Number(${text})。`,
    fix: ({ node }) => [replace(node, `Number(${textOf(node)})`)],
  }),
  row<Method>({
    name: "comparison of tensors",
    codes: [2365],
    find(c) {
      const operation = operationOf(c);
      const subject = operation && side(c, operation, calculates(c));
      if (!operation || !subject || !Object.hasOwn(comparing, operation.operator)) return undefined;
      const { left, right, operator, whole } = operation;
      const [name, turned] = comparing[operator];
      const written =
        subject === left
          ? `${textOf(left)}.${name}(${textOf(right)})`
          : `${textOf(right)}.${turned}(${textOf(left)})`;
      return { kind: c.checker.getTypeAtLocation(subject).symbol.name, written, free: [], whole };
    },
    en: ({ kind, written }) => `A ${kind} is compared by methods, for each element: write ${written}.`,
    zh: ({ kind, written }) => `${kind} 用方法逐个元素比较：请写 ${written}。`,
    fix: ({ written, whole }) => [replace(whole, written)],
  }),
  row<Side>({
    name: "operator of a list",
    codes: operatorCodes,
    find: sideWhere(({ checker }, type) => checker.isArrayType(type)),
    en: ({ text, operator }) =>
      `\`${text}\` is an array, and \`${operator}\` wants numbers: ` +
      `write ${text}.map((x) => …) for each of them, or tensor(${text}) to calculate with all at once.`,
    zh: ({ text, operator }) =>
      `\`${text}\` 是数组，而 \`${operator}\` 需要数：请对每个元素写 ${text}.map((x) => …)，或用 tensor(${text}) 一起计算。`,
  }),
];
