// Properties, options and exports that are not there: methods of Python's, names with underscores, misspelt
// ones.

import type TypeScript from "typescript";
import { type Advised, type CheckedComplaint, replace, row, textOf } from "./row";

/** Methods and properties of Python's lists, texts and tensors. */
const pythonMembers: Readonly<Record<string, string>> = {
  append: "push",
  extend: "push",
  upper: "toUpperCase",
  lower: "toLowerCase",
  strip: "trim",
  startswith: "startsWith",
  endswith: "endsWith",
  len: "length",
  size: "length",
  count: "length",
  T: "t()",
};

interface Member {
  name: string;
  write: string;
  node: TypeScript.Node;
}

/** The type whose member is meant. */
function ownerOf({ ts, node, checker }: CheckedComplaint): TypeScript.Type | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return checker.getTypeAtLocation(parent.expression);
  const object = ts.isObjectLiteralElementLike(parent) ? parent.parent : undefined;
  return object && ts.isObjectLiteralExpression(object) ? checker.getContextualType(object) : undefined;
}

function has({ checker }: CheckedComplaint, owner: TypeScript.Type, name: string): boolean {
  return checker.getPropertyOfType(checker.getNonNullableType(owner), name) !== undefined;
}

function member(c: CheckedComplaint, write: (name: string) => string | undefined): Member | undefined {
  const owner = ownerOf(c);
  const name = textOf(c.node);
  const written = write(name);
  if (!owner || written === undefined || written === name) return undefined;
  return has(c, owner, written.replace("()", "")) ? { name, write: written, node: c.node } : undefined;
}

/** `requires_grad` is `requiresGrad`. */
function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const memberCodes = [2339, 2551, 2353, 2561, 2724, 2305, 2769];

export const memberRows: readonly Advised<CheckedComplaint>[] = [
  row<Member>({
    name: "member of Python",
    codes: memberCodes,
    find: (c) => member(c, (name) => (Object.hasOwn(pythonMembers, name) ? pythonMembers[name] : undefined)),
    en: ({ name, write }) => `\`.${name}\` is Python; here it is .${write}.`,
    zh: ({ name, write }) => `\`.${name}\` 是 Python 的写法；这里请写 .${write}。`,
    fix: ({ node, write }) => [replace(node, write)],
  }),
  row<Member>({
    name: "name with underscores",
    codes: memberCodes,
    find: (c) => member(c, camelCase),
    en: ({ name, write }) =>
      `\`${name}\` is written ${write} here: names have capital letters in place of underscores.`,
    zh: ({ name, write }) => `\`${name}\` 在这里写作 ${write}：名字用大写字母代替下划线。`,
    fix: ({ node, write }) => [replace(node, write)],
  }),
  row<Member>({
    name: "misspelt member",
    codes: memberCodes,
    find(c) {
      const near = /Did you mean (?:to write )?'([^']+)'\?/.exec(c.message)?.[1];
      return near === undefined || !c.ts.isIdentifier(c.node)
        ? undefined
        : { name: textOf(c.node), write: near, node: c.node };
    },
    en: ({ name, write }) => `There is no \`${name}\`: did you mean ${write}?`,
    zh: ({ name, write }) => `没有 \`${name}\`：是不是想写 ${write}？`,
    fix: ({ node, write }) => [replace(node, write)],
  }),
  row<{ clause: string; pack: string }>({
    name: "default import of a package without one",
    codes: [1192, 2613],
    find(c) {
      const pack = /"([^"]+)"/.exec(c.message)?.[1];
      return { clause: textOf(c.node), pack: pack === undefined || /[\\/].*[\\/]/.test(pack) ? "…" : pack };
    },
    en: ({ clause, pack }) =>
      `The module has no default export: write import { … } from "${pack}", or import * as ${clause} from "${pack}".`,
    zh: ({ clause, pack }) =>
      `这个模块没有默认导出：请写 import { … } from "${pack}"，或 import * as ${clause} from "${pack}"。`,
  }),
];
