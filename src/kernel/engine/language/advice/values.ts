// Values that are constant, not there yet, or not declared as they are used.

import type TypeScript from "typescript";
import { brief, type Advised, type CheckedComplaint, replace, row, textOf } from "./row";

/** TypeScript's own "Did you forget to use 'await'?" beside a complaint. */
const forgotAwait = 2773;

interface Awaited {
  text: string;
  promise: TypeScript.Node;
}

/** The promise at the place of a complaint: what stands before the property, or the expression itself. */
function promiseOf({ ts, node, checker, related }: CheckedComplaint): Awaited | undefined {
  const access =
    ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : undefined;
  const taken =
    ts.isArrayBindingPattern(node) && ts.isVariableDeclaration(node.parent) ? node.parent.initializer : node;
  const promise = access?.expression ?? taken ?? node;
  const type = checker.getTypeAtLocation(promise);
  if (type.symbol?.name !== "Promise" && !related.includes(forgotAwait)) return undefined;
  return { text: brief(textOf(promise)), promise };
}

interface Named {
  name: string;
  /** Its declaration in this cell. */
  declared?: TypeScript.Node;
}

function declaredName({ node, checker, source }: CheckedComplaint): Named {
  const declared = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const isHere = declared?.getSourceFile() === node.getSourceFile() && declared.getStart() < source.length;
  return { name: brief(textOf(node)), declared: isHere ? declared : undefined };
}

function enclosingFunction({ ts, node }: CheckedComplaint): TypeScript.Node | undefined {
  for (let at: TypeScript.Node | undefined = node; at; at = at.parent) if (ts.isFunctionLike(at)) return at;
  return undefined;
}

export const valueRows: readonly Advised<CheckedComplaint>[] = [
  row<Awaited>({
    name: "forgotten await",
    codes: [2339, 2551, 2488, 2504, 2345, 2322, 2740, 2349, 2769],
    find: promiseOf,
    en: ({ text }) => `\`${text}\` is a promise, its value comes later: write (await ${text}).`,
    zh: ({ text }) => `\`${text}\` 是一个 Promise，它的值稍后才到：请写 (await ${text})。`,
    fix: ({ promise }) => [replace(promise, `(await ${textOf(promise)})`)],
  }),
  row<Named>({
    name: "constant assigned",
    codes: [2588, 2632],
    find: declaredName,
    en: ({ name }) =>
      `\`${name}\` is a constant: where it is made, write let ${name} = … in place of const, and it can change.`,
    zh: ({ name }) => `\`${name}\` 是常量：在声明它的地方把 const 改成 let ${name} = …，之后就能改变它。`,
    fix({ declared }, { ts }) {
      const list = declared?.parent;
      if (!list || !ts.isVariableDeclarationList(list)) return undefined;
      return [{ start: list.getStart(), length: "const".length, text: "let" }];
    },
  }),
  row<Named>({
    name: "constant without a value",
    codes: [1155],
    find: ({ node }) => ({ name: brief(textOf(node)) }),
    en: ({ name }) =>
      `A constant gets its value where it is made: write const ${name} = …, or let ${name} to give it one later.`,
    zh: ({ name }) => `常量在声明时就要有值：请写 const ${name} = …，或用 let ${name} 以后再给值。`,
  }),
  row<Named>({
    name: "function or class assigned",
    codes: [2629, 2630],
    find: declaredName,
    en: ({ name }) =>
      `\`${name}\` is the name of a function or a class, which cannot be assigned to: take another name for the value.`,
    zh: ({ name }) => `\`${name}\` 是函数或类的名字，不能再赋值：请给这个值换一个名字。`,
  }),
  row<Named>({
    name: "used before it is declared",
    codes: [2448, 2449, 2450],
    find: declaredName,
    en: ({ name }) => `\`${name}\` is used above the line that makes it: move that line up.`,
    zh: ({ name }) => `\`${name}\` 在声明它的那一行之前就被使用了：请把那一行移到前面。`,
  }),
  row<Named>({
    name: "used before it has a value",
    codes: [2454],
    find: declaredName,
    en: ({ name }) => `\`${name}\` has no value yet: give it one where it is made, let ${name} = ….`,
    zh: ({ name }) => `\`${name}\` 还没有值：请在声明时给它一个值，let ${name} = …。`,
  }),
  row<Named>({
    name: "declared twice",
    codes: [2451, 2300],
    implies: [],
    find: declaredName,
    en: ({ name }) =>
      `\`${name}\` is made twice in this cell: the second time write ${name} = … without let or const, or take another name.`,
    zh: ({ name }) =>
      `\`${name}\` 在这个单元格里声明了两次：第二次请只写 ${name} = …（不带 let 或 const），或换一个名字。`,
  }),
  row<{ name: string; fn: TypeScript.Node }>({
    name: "await in a plain function",
    codes: [1308, 1378],
    find(c) {
      const fn = enclosingFunction(c);
      const name = (fn as { name?: TypeScript.Node } | undefined)?.name;
      return fn && { name: name ? textOf(name) : "", fn };
    },
    en: ({ name }) =>
      `await stands only in async functions: write async before ${name ? `the function \`${name}\`` : "the function"}.`,
    zh: ({ name }) => `await 只能用在 async 函数里：请在函数${name ? ` \`${name}\` ` : ""}前面加上 async。`,
    fix: ({ fn }, { ts }) =>
      ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) || ts.isFunctionDeclaration(fn)
        ? [{ start: fn.getStart(), length: 0, text: "async " }]
        : undefined,
  }),
  row<{ value: string; start: number }>({
    name: "return outside a function",
    codes: [1108],
    find: ({ source, start }) => {
      const [, value] = /^return\b[ \t]*([^;\n]*)/.exec(source.slice(start)) ?? [];
      return value === undefined ? undefined : { value: brief(value), start };
    },
    en: ({ value }) =>
      `return stands only inside a function; a cell shows its last expression by itself: write ${value || "it"} alone.`,
    zh: ({ value }) => `return 只能写在函数里；单元格会自动显示最后一个表达式：只写 ${value || "它"} 就行。`,
    fix: ({ start }, { source }) => {
      const [text] = /^return[ \t]*/.exec(source.slice(start))!;
      return [{ start, length: text.length, text: "" }];
    },
  }),
];
