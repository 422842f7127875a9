// Functions of the library that are often handed something else than they take.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

/** The call of a function by its name, of whose arguments the complaint tells. */
function callOf({ ts, node }: CheckedComplaint, name: RegExp): TypeScript.CallExpression | undefined {
  for (let at: TypeScript.Node | undefined = node; at && !ts.isStatement(at); at = at.parent)
    if (ts.isCallExpression(at) && name.test(textOf(at.expression))) return at;
  return undefined;
}

interface Interact {
  written: string;
}

/** The names under which controls are given, `x` where there are none. */
function controlNames({ ts }: CheckedComplaint, controls: TypeScript.Node | undefined): string[] {
  if (controls === undefined || !ts.isObjectLiteralExpression(controls)) return ["x"];
  const names = controls.properties.map(({ name }) => (name ? textOf(name) : "x"));
  return names.length > 0 ? names : ["x"];
}

function interactOf(c: CheckedComplaint): Interact | undefined {
  const call = callOf(c, /^interact$/);
  if (call === undefined) return undefined;
  const [fn, controls] = call.arguments;
  const names = controlNames(c, controls);
  const called = fn && c.ts.isIdentifier(fn) ? `${fn.text}(${names.join(", ")})` : "…";
  const all = names.map((name) => `${name}: slider(0, 10)`).join(", ");
  return { written: `interact(({ ${names.join(", ")} }) => ${called}, { ${all} })` };
}

interface Texts {
  text: string;
  written: string;
  node: TypeScript.Node;
}

/** A text where a tensor is made: the number that it spells, if it does. */
function textInTensor(c: CheckedComplaint): Texts | undefined {
  const { ts, node } = c;
  const call = callOf(c, /^(?:tensor|variable|scalar)$/);
  if (call === undefined || !ts.isStringLiteralLike(node)) return undefined;
  const isNumber = node.text.trim() !== "" && Number.isFinite(Number(node.text));
  return { text: textOf(node), written: isNumber ? node.text.trim() : "", node };
}

export const toolRows: readonly Advised<CheckedComplaint>[] = [
  row<Interact>({
    name: "interact without controls",
    codes: [2345, 2322, 2769],
    find: interactOf,
    en: ({ written }) =>
      `interact wants a function of all values in one object, and a control for each of them, such as slider, toggle or choice: write ${brief(written, 90)}.`,
    zh: ({ written }) =>
      `interact 需要一个以全部取值组成的对象为参数的函数，并给每个值一个控件（slider、toggle 或 choice 等）：请写 ${brief(written, 90)}。`,
  }),
  row<Texts>({
    name: "text in a tensor",
    codes: [2345, 2322, 2769],
    find: textInTensor,
    en: ({ text, written }) =>
      written === ""
        ? `A tensor holds numbers, and \`${text}\` is a text: write numbers without quotes, tensor([1, 2]).`
        : `A tensor holds numbers, and \`${text}\` is a text: write ${written} without quotes.`,
    zh: ({ text, written }) =>
      written === ""
        ? `张量里只能是数，而 \`${text}\` 是文本：请写不带引号的数，如 tensor([1, 2])。`
        : `张量里只能是数，而 \`${text}\` 是文本：请写不带引号的 ${written}。`,
    fix: ({ written, node }) => (written === "" ? undefined : [replace(node, written)]),
  }),
];
