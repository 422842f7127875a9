// Members that a value does not have: of classes whose fields are not declared, of objects that get them
// later, of unions.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, row, textOf } from "./row";

function accessOf({ ts, node }: CheckedComplaint): TypeScript.PropertyAccessExpression | undefined {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : undefined;
}

interface Field {
  name: string;
  owner: string;
  /** Behind the bracket of the class. */
  at: number;
}

/** `this.name = …` in a class that has not said that it has a name. */
function fieldOf(c: CheckedComplaint): Field | undefined {
  const { ts, node } = c;
  if (accessOf(c)?.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  let at: TypeScript.Node = node;
  while (!ts.isClassLike(at) && !ts.isSourceFile(at)) at = at.parent;
  if (!ts.isClassLike(at)) return undefined;
  return { name: textOf(node), owner: at.name?.text ?? "class", at: at.members.pos };
}

interface Later {
  object: string;
  name: string;
}

function laterOf(c: CheckedComplaint): Later | undefined {
  const access = accessOf(c);
  if (!access || !c.ts.isIdentifier(access.expression)) return undefined;
  const { parent } = access;
  const isAssigned =
    c.ts.isBinaryExpression(parent) && parent.left === access && textOf(parent.operatorToken) === "=";
  const type = c.checker.getTypeAtLocation(access.expression);
  const isLiteral = ((type.symbol?.flags ?? 0) & c.ts.SymbolFlags.ObjectLiteral) !== 0;
  return isAssigned && isLiteral ? { object: textOf(access.expression), name: textOf(c.node) } : undefined;
}

interface Absent {
  object: string;
  name: string;
  has: string;
}

const mostNames = 8;

function absentOf(c: CheckedComplaint): Absent | undefined {
  const access = accessOf(c);
  if (access === undefined) return undefined;
  const { checker } = c;
  const type = checker.getTypeAtLocation(access.expression);
  const names = checker
    .getPropertiesOfType(checker.getApparentType(type))
    .map((property) => property.name)
    .filter((name) => /^[a-zA-Z]\w*$/.test(name) && !(name in Object.prototype));
  if (names.length === 0 || type.isUnion()) return undefined;
  const shown = names.slice(0, mostNames).join(", ");
  return {
    object: brief(textOf(access.expression)),
    name: textOf(c.node),
    has: names.length > mostNames ? `${shown}, …` : shown,
  };
}

/** The member is there in a part of a union, which `!` does not tell apart without strict checks. */
function partOf(c: CheckedComplaint): Later | undefined {
  const access = accessOf(c);
  const type = access && c.checker.getTypeAtLocation(access.expression);
  if (!type?.isUnion()) return undefined;
  const isThere = type.types.some((part) => c.checker.getPropertyOfType(part, textOf(c.node)) !== undefined);
  return isThere ? { object: textOf(access!.expression), name: textOf(c.node) } : undefined;
}

export const absentMemberRows: readonly Advised<CheckedComplaint>[] = [
  row<Field>({
    name: "field that is not declared",
    codes: [2339, 2551],
    find: fieldOf,
    en: ({ name, owner }) =>
      `A class says which fields it has: write ${name}: any; in the first line of class ${owner} { … }.`,
    zh: ({ name, owner }) => `类要先声明它的字段：请在 class ${owner} { … } 的第一行写 ${name}: any;。`,
    fix: ({ name, at }) => [{ start: at, length: 0, text: ` ${name}: any;` }],
  }),
  row<Later>({
    name: "member that comes later",
    codes: [2339, 2551],
    find: laterOf,
    en: ({ object, name }) =>
      `\`${object}\` was made without \`${name}\`: give it one where it is made, { ${name}: … }, or write const ${object}: any = ….`,
    zh: ({ object, name }) =>
      `\`${object}\` 创建时没有 \`${name}\`：请在创建时写 { ${name}: … }，或写 const ${object}: any = …。`,
  }),
  row<Later>({
    name: "member of a part of a union",
    codes: [2339],
    find: partOf,
    en: ({ object, name }) =>
      `Only one of the kinds of \`${object}\` has \`${name}\`: ask first which it is by === (x.ok === false, not !x.ok), or set "strict": true in a tsconfig.json.`,
    zh: ({ object, name }) =>
      `\`${object}\` 只有其中一种类型有 \`${name}\`：请先用 === 判断（写 x.ok === false 而不是 !x.ok），或在 tsconfig.json 里设 "strict": true。`,
  }),
  row<Absent>({
    name: "member that is not there",
    codes: [2339],
    find: absentOf,
    en: ({ object, name, has }) => `\`${object}\` has no \`${name}\`; it has ${has}.`,
    zh: ({ object, name, has }) => `\`${object}\` 没有 \`${name}\`；它有 ${has}。`,
  }),
  row<{ name: string }>({
    name: "type taken for a value",
    codes: [2693],
    find: ({ ts, node }) => (ts.isIdentifier(node) ? { name: textOf(node) } : undefined),
    en: ({ name }) =>
      `\`${name}\` is a type, no value: a declaration is written let x: ${name} = …, and a type is never called.`,
    zh: ({ name }) => `\`${name}\` 是类型，不是值：声明请写 let x: ${name} = …，类型不能被调用。`,
  }),
  row<{ name: string }>({
    name: "export that is not there",
    codes: [2305],
    find: ({ ts, node }) => (ts.isIdentifier(node) ? { name: textOf(node) } : undefined),
    en: ({ name }) => `The module has no \`${name}\`: the Tab key behind { shows what it has.`,
    zh: ({ name }) => `这个模块没有 \`${name}\`：在 { 后按 Tab 键可以看到它有什么。`,
  }),
  row<Record<string, never>>({
    name: "standard decorator",
    codes: [1238, 1239, 1240, 1241, 1270],
    find: () => ({}),
    en: () =>
      'This decorator is written for the standard of 2023; cells take the older kind unless a tsconfig.json beside the notebook says { "compilerOptions": { "experimentalDecorators": false } }.',
    zh: () =>
      '这是 2023 年标准的装饰器；单元格默认使用旧式装饰器，除非笔记本旁的 tsconfig.json 写着 { "compilerOptions": { "experimentalDecorators": false } }。',
  }),
];
