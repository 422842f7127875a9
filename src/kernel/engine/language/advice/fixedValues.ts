// Values that do not do what is asked of them: fixed ones assigned to, lists compared, results that are not
// there, functions and texts where something else is wanted.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

interface Fixed {
  text: string;
  /** A text that is changed in place. */
  isText: boolean;
}

/** What is assigned to: `word.length`, `word[0]`, `Math.PI`. */
function fixedOf({ ts, node, checker }: CheckedComplaint): Fixed | undefined {
  const accessed = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  const target = accessed ? node : node.parent;
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return undefined;
  const { flags } = checker.getTypeAtLocation(target.expression);
  return { text: brief(textOf(target)), isText: (flags & ts.TypeFlags.StringLike) !== 0 };
}

interface Negated {
  whole: TypeScript.Node;
  written: string;
}

/** `!a > b`, where only `a` is negated. */
function negatedOf({ ts, node }: CheckedComplaint): Negated | undefined {
  if (!ts.isBinaryExpression(node) || !ts.isPrefixUnaryExpression(node.left)) return undefined;
  if (node.left.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
  const { left, operatorToken, right } = node;
  const written = `!(${textOf(left.operand)} ${textOf(operatorToken)} ${textOf(right)})`;
  return { whole: node, written };
}

function callOfNothing({ ts, node, checker }: CheckedComplaint): { text: string } | undefined {
  const parts = ts.isBinaryExpression(node) ? [node.left, node.right] : [node];
  const nothing = parts.find(
    (part) => ts.isCallExpression(part) && checker.getTypeAtLocation(part).flags & ts.TypeFlags.Void,
  ) as TypeScript.CallExpression | undefined;
  return nothing && { text: brief(textOf(nothing.expression)) };
}

/** The value that is assigned or handed over at a complaint. */
function givenAt({ ts, node }: CheckedComplaint): TypeScript.Node {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node) return parent.initializer ?? node;
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned ? parent.right : node;
}

interface Uncalled {
  text: string;
  written: string;
  node: TypeScript.Node;
}

function uncalledOf(c: CheckedComplaint): Uncalled | undefined {
  const found =
    /'(\([^']*\) => [^']*)' is not assignable to (?:parameter of )?type '(number|string|boolean|number\[\])'/;
  if (!found.test(c.message)) return undefined;
  const node = givenAt(c);
  if (!c.ts.isIdentifier(node)) return undefined;
  const signature = c.checker.getTypeAtLocation(node).getCallSignatures().at(0);
  if (signature === undefined) return undefined;
  const names = signature.parameters.map(({ name }) => name).join(", ");
  return { text: node.text, written: `${node.text}(${names})`, node };
}

export const fixedValueRows: readonly Advised<CheckedComplaint>[] = [
  row<Fixed>({
    name: "fixed value assigned",
    codes: [2540, 2542],
    find: fixedOf,
    en: ({ text, isText }) =>
      isText
        ? `A text never changes, so that \`${text}\` cannot be given a value: make a new text, for instance by slice(…) or replace(…).`
        : `\`${text}\` is fixed and cannot be given a value: make a name of your own, let mine = ….`,
    zh: ({ text, isText }) =>
      isText
        ? `文本永远不会改变，不能给 \`${text}\` 赋值：请用 slice(…) 或 replace(…) 等得到新的文本。`
        : `\`${text}\` 是固定的，不能赋值：请用自己的名字，写 let mine = …。`,
  }),
  row<{ name: string }>({
    name: "delete of a name",
    codes: [1102],
    find: ({ node }) => ({ name: brief(textOf(node)) }),
    en: ({ name }) =>
      `A name cannot be deleted: give it another value. delete takes a part out of an object: delete ${name}.part.`,
    zh: ({ name }) => `名字不能删除：请给它别的值。delete 用来去掉对象的一个成员：delete ${name}.part。`,
  }),
  row<{ left: string; right: string }>({
    name: "lists compared",
    codes: [2839],
    find({ ts, node }) {
      if (!ts.isBinaryExpression(node)) return undefined;
      return { left: brief(textOf(node.left)), right: brief(textOf(node.right)) };
    },
    en: ({ left, right }) =>
      `A list or an object written out is a new one and equals no other: compare what is in it, JSON.stringify(${left}) === JSON.stringify(${right}).`,
    zh: ({ left, right }) =>
      `直接写出的列表或对象是新的，不等于任何别的：请比较内容，写 JSON.stringify(${left}) === JSON.stringify(${right})。`,
  }),
  row<Negated>({
    name: "negation of the first part only",
    codes: [2365],
    find: negatedOf,
    en: ({ written }) => `\`!\` belongs to the value right behind it: write ${written}.`,
    zh: ({ written }) => `\`!\` 只作用于紧跟其后的值：请写 ${written}。`,
    fix: ({ whole, written }) => [replace(whole, written)],
  }),
  row<{ text: string }>({
    name: "result that is not there",
    codes: [2365, 2362, 2363, 1345],
    find: callOfNothing,
    en: ({ text }) => `\`${text}\` gives nothing to calculate with: let it give its value by return ….`,
    zh: ({ text }) => `\`${text}\` 没有返回值，不能参与计算：请在函数里用 return … 给出结果。`,
  }),
  row<Uncalled>({
    name: "function that is not called",
    codes: [2322, 2345],
    find: uncalledOf,
    en: ({ text, written }) => `\`${text}\` is a function, and its value is wanted: call it, ${written}.`,
    zh: ({ text, written }) => `\`${text}\` 是函数，而这里需要它的值：请调用它，写 ${written}。`,
  }),
  row<{ text: string; node: TypeScript.Node }>({
    name: "text in place of a date",
    codes: [2322, 2345],
    find(c) {
      if (
        !/^(?:Type|Argument of type) '("[^']*"|string|number)' is not assignable to (?:parameter of )?type 'Date'/.test(
          c.message,
        )
      )
        return undefined;
      const node = givenAt(c);
      return { text: textOf(node), node };
    },
    en: ({ text }) => `A date is wanted here: write new Date(${text}).`,
    zh: ({ text }) => `这里需要日期：请写 new Date(${text})。`,
    fix: ({ text, node }) => [replace(node, `new Date(${text})`)],
  }),
  row<{ list: string; fn: string }>({
    name: "list given to a function of one number",
    codes: [2345],
    find({ ts, node, message }) {
      if (!/'number\[\]' is not assignable to parameter of type 'number'/.test(message)) return undefined;
      const { parent } = node;
      if (!ts.isCallExpression(parent) || parent.arguments.length !== 1) return undefined;
      const fn = textOf(parent.expression);
      return /^Math\.(?!max$|min$|hypot$)\w+$/.test(fn) ? { list: brief(textOf(node)), fn } : undefined;
    },
    en: ({ list, fn }) =>
      `\`${fn}\` takes one number, and \`${list}\` is a list: write ${list}.map((x) => ${fn}(x)).`,
    zh: ({ list, fn }) =>
      `\`${fn}\` 只接收一个数，而 \`${list}\` 是列表：请写 ${list}.map((x) => ${fn}(x))。`,
  }),
];
