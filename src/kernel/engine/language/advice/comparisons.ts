// Operators between values that do not go together: chains of comparisons, numbers of both kinds, texts
// beside numbers.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

interface Chain {
  written: string;
  node: TypeScript.Node;
}

/** `1 < x < 3`, which compares a truth value with a number. */
function chainOf({ ts, node }: CheckedComplaint): Chain | undefined {
  const isOrder = (one: TypeScript.Node): one is TypeScript.BinaryExpression =>
    ts.isBinaryExpression(one) && /^[<>]=?$/.test(one.operatorToken.getText());
  if (!isOrder(node) || !isOrder(node.left)) return undefined;
  const { left, operatorToken, right } = node;
  return {
    node,
    written: `${textOf(left)} && ${textOf(left.right)} ${textOf(operatorToken)} ${textOf(right)}`,
  };
}

export const comparisonRows: readonly Advised<CheckedComplaint>[] = [
  row<Chain>({
    name: "chain of comparisons",
    codes: [2365],
    find: chainOf,
    en: ({ written }) => `Two comparisons are joined by &&: write ${written}.`,
    zh: ({ written }) => `两个比较要用 && 连接：请写 ${written}。`,
    fix: ({ node, written }) => [replace(node, written)],
  }),
  row<{ text: string }>({
    name: "whole number of any size beside a number",
    codes: [2365, 2362, 2363],
    find({ ts, node, checker }) {
      const parts = ts.isBinaryExpression(node) ? [node.left, node.right] : [];
      const big = parts.find((part) => checker.getTypeAtLocation(part).flags & ts.TypeFlags.BigIntLike);
      return big && { text: brief(textOf(big)) };
    },
    en: ({ text }) =>
      `\`${text}\` is a bigint, which calculates with its kind only: write 1n in place of 1, or Number(${text}).`,
    zh: ({ text }) =>
      `\`${text}\` 是 bigint，只能与 bigint 一起计算：请写 1n 而不是 1，或写 Number(${text})。`,
  }),
  row<{ left: string; right: string; value: string }>({
    name: "constant compared with another value",
    codes: [2367],
    find({ ts, node, checker }) {
      if (!ts.isBinaryExpression(node)) return undefined;
      const [left, right] = [node.left, node.right].map((part) => checker.getTypeAtLocation(part));
      const kinds = [ts.TypeFlags.NumberLike, ts.TypeFlags.StringLike];
      if (!kinds.some((kind) => left.flags & kind && right.flags & kind)) return undefined;
      const written = { left: brief(textOf(node.left)), right: brief(textOf(node.right)) };
      return { ...written, value: checker.typeToString(left) };
    },
    en: ({ left, right, value }) =>
      `\`${left}\` is ${value} and stays it, so that it never equals ${right}: make it with let if it is to change.`,
    zh: ({ left, right, value }) =>
      `\`${left}\` 是 ${value} 而且不会变，永远不等于 ${right}：如果它要改变，请用 let 声明。`,
  }),
  row<{ left: string; right: string }>({
    name: "never equal",
    codes: [2367],
    find({ ts, node }) {
      if (!ts.isBinaryExpression(node)) return undefined;
      return { left: brief(textOf(node.left)), right: brief(textOf(node.right)) };
    },
    en: ({ left, right }) =>
      `\`${left}\` and \`${right}\` are of two kinds and never equal: compare a number with a number, a text with a text.`,
    zh: ({ left, right }) =>
      `\`${left}\` 与 \`${right}\` 种类不同，永远不会相等：请用数与数、文本与文本比较。`,
  }),
  row<{ text: string }>({
    name: "nothing to calculate with",
    codes: [18050, 2365],
    find({ ts, node }) {
      const parts = ts.isBinaryExpression(node) ? [node.left, node.right] : [node];
      const none = parts.find((part) => /^(null|undefined)$/.test(textOf(part)));
      return none && { text: textOf(none) };
    },
    en: ({ text }) => `\`${text}\` stands for no value: there is nothing to calculate with or to look into.`,
    zh: ({ text }) => `\`${text}\` 表示没有值：既不能参与计算，也没有成员。`,
  }),
];
