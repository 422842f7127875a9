// Names that mean nothing: Python's and mathematics' own words, the library's that were not imported,
// misspelt ones.

import type TypeScript from "typescript";
import type { Edit } from "../types";
import { nearest } from "./near";
import { type Advised, type CheckedComplaint, replace, row, textOf } from "./row";

/** Complaints about a name that means nothing. */
export const nameCodes: readonly number[] = [2304, 2552, 2503, 2581, 2582, 2583, 2584, 18004];

/**
 * What stands here in the place of a word of Python's; `text` replaces the word alone, where that is all
 * there is to do.
 */
interface Word {
  write: string;
  text?: string;
}

const pythonWords: Readonly<Record<string, Word>> = {
  print: { write: "console.log(…)", text: "console.log" },
  len: { write: "xs.length" },
  True: { write: "true", text: "true" },
  False: { write: "false", text: "false" },
  None: { write: "null", text: "null" },
  self: { write: "this" },
  elif: { write: "} else if (…) {" },
  range: { write: "for (let i = 0; i < n; i++) { … }" },
  str: { write: "String(…)", text: "String" },
  int: { write: "Math.trunc(…)", text: "Math.trunc" },
  float: { write: "Number(…)", text: "Number" },
  bool: { write: "Boolean(…)", text: "Boolean" },
  list: { write: "Array.from(…)", text: "Array.from" },
  dict: { write: "{ key: value }" },
  set: { write: "new Set(…)" },
  tuple: { write: "[a, b]" },
  type: { write: "typeof x" },
  isinstance: { write: "x instanceof Type" },
  enumerate: { write: "xs.forEach((x, i) => …)" },
  zip: { write: "xs.map((x, i) => [x, ys[i]])" },
  map: { write: "xs.map((x) => …)" },
  filter: { write: "xs.filter((x) => …)" },
  sorted: { write: "[...xs].sort((a, b) => a - b)" },
  reversed: { write: "[...xs].reverse()" },
  pass: { write: "{ }" },
  raise: { write: "throw new Error(…)" },
  not: { write: "!" },
  ls: { write: 'execSync("ls")' },
};

/** Python's modules; the functions of mathematics are in Math, tensors and pictures in the library. */
const pythonModules: Readonly<Record<string, Word>> = {
  math: { write: "Math", text: "Math" },
  np: { write: 'import { tensor, linspace } from "nablab"' },
  numpy: { write: 'import { tensor, linspace } from "nablab"' },
  torch: { write: 'import { tensor, grad } from "nablab"' },
  plt: { write: 'import { plot } from "nablab"' },
  sympy: { write: 'import { symbolic } from "nablab"' },
  sp: { write: 'import { symbolic } from "nablab"' },
};

/** What mathematics and Python call otherwise than Math does. */
const mathWords: Readonly<Record<string, string>> = {
  π: "Math.PI",
  pi: "Math.PI",
  Pi: "Math.PI",
  PI: "Math.PI",
  inf: "Infinity",
  nan: "NaN",
  ln: "Math.log",
  arcsin: "Math.asin",
  arccos: "Math.acos",
  arctan: "Math.atan",
  tg: "Math.tan",
  fabs: "Math.abs",
};

const mathFunctions: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Math));

/** Names of a page, which a kernel has not. */
const pageWords: ReadonlySet<string> = new Set(["document", "window", "alert", "localStorage", "confirm"]);

interface Named {
  name: string;
  node: TypeScript.Node;
}

function named({ node, ts }: CheckedComplaint): Named | undefined {
  return ts.isIdentifier(node) ? { name: node.text, node } : undefined;
}

function own(table: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(table, name);
}

/** Whether a name has a row of its own, and is not to be imported or looked for. */
function isForeign(name: string): boolean {
  return own(pythonWords, name) || own(pythonModules, name) || own(mathWords, name) || pageWords.has(name);
}

interface Replacement extends Named, Word {}

function wordIn(tables: Readonly<Record<string, Word>>): (c: CheckedComplaint) => Replacement | undefined {
  return (c) => {
    const found = named(c);
    return found && own(tables, found.name) ? { ...found, ...tables[found.name] } : undefined;
  };
}

function withText({ node, text }: Replacement): readonly Edit[] | undefined {
  return text === undefined ? undefined : [replace(node, text)];
}

/** The missing names that the library exports, and that are not better answered by Math. */
function fromLibrary({ missing, names }: CheckedComplaint): string[] {
  const offered = names.library();
  return missing.filter((name) => offered.has(name) && !mathFunctions.has(name) && !isForeign(name));
}

/** Adds names to the cell's import of the library, or puts one in front of the cell. */
export function importEdit({ ts, file, source }: CheckedComplaint, names: readonly string[]): Edit {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || statement.getEnd() > source.length) continue;
    if ((statement.moduleSpecifier as TypeScript.StringLiteral).text !== "nablab") continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const last = bindings.elements.at(-1);
    if (last) return { start: last.getEnd(), length: 0, text: `, ${names.join(", ")}` };
  }
  return { start: 0, length: 0, text: `import { ${names.join(", ")} } from "nablab";\n` };
}

/** `width = 3`: the name on the left of a statement that is an assignment. */
function isAssigned({ ts, node }: CheckedComplaint): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isExpressionStatement(parent.parent);
}

function suggestion(c: CheckedComplaint, name: string): string | undefined {
  const near = nearest(name, [...c.names.session(), ...c.names.library(), ...ownNames(c)]);
  if (near !== undefined) return near;
  // The compiler's own proposal may be any name of the language, and begins often with another letter.
  const proposed = /Did you mean '([^']+)'\?/.exec(c.message)?.[1];
  return proposed?.[0].toLowerCase() === name[0].toLowerCase() ? proposed : undefined;
}

/** The names that the cell declares itself, at its top and inside functions. */
function ownNames({ checker, node, ts, file }: CheckedComplaint): string[] {
  const symbols = checker.getSymbolsInScope(node, ts.SymbolFlags.Value);
  return symbols.filter((s) => s.valueDeclaration?.getSourceFile() === file).map((s) => s.name);
}

function unknownNames(c: CheckedComplaint): string[] {
  const offered = c.names.library();
  const isNew = (name: string): boolean =>
    new RegExp(`^\\s*${name.replace(/\$/g, "\\$")}\\s*=[^=]`, "m").test(c.source);
  return c.missing.filter(
    (name) =>
      !isNew(name) &&
      !offered.has(name) &&
      !isForeign(name) &&
      !mathFunctions.has(name) &&
      suggestion(c, name) === undefined,
  );
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

export const nameRows: readonly Advised<CheckedComplaint>[] = [
  row<Replacement>({
    name: "word of Python",
    codes: nameCodes,
    find: wordIn(pythonWords),
    en: ({ name, write }) => `\`${name}\` is Python; here it is ${write}.`,
    zh: ({ name, write }) => `\`${name}\` 是 Python 的写法；这里请写 ${write}。`,
    fix: withText,
  }),
  row<Replacement>({
    name: "module of Python",
    codes: nameCodes,
    find: wordIn(pythonModules),
    en: ({ name, write }) => `\`${name}\` is a module of Python; here write ${write}.`,
    zh: ({ name, write }) => `\`${name}\` 是 Python 的模块；这里请写 ${write}。`,
    fix: withText,
  }),
  row<Named & { write: string }>({
    name: "word of mathematics",
    codes: nameCodes,
    find(c) {
      const found = named(c);
      return found && own(mathWords, found.name) ? { ...found, write: mathWords[found.name] } : undefined;
    },
    en: ({ name, write }) => `\`${name}\` is called ${write} here.`,
    zh: ({ name, write }) => `\`${name}\` 在这里写作 ${write}。`,
    fix: ({ node, write }) => [replace(node, write)],
  }),
  row<Named & { offered: boolean }>({
    name: "function of Math",
    codes: nameCodes,
    find(c) {
      const found = named(c);
      if (!found || !mathFunctions.has(found.name)) return undefined;
      return { ...found, offered: c.names.library().has(found.name) };
    },
    en: ({ name, offered }) =>
      `\`${name}\` of a number is Math.${name}` +
      (offered ? `; of a tensor: import { ${name} } from "nablab".` : ": put Math. in front."),
    zh: ({ name, offered }) =>
      `数的 \`${name}\` 写作 Math.${name}` +
      (offered ? `；张量请用 import { ${name} } from "nablab"。` : "，前面加上 Math.。"),
    fix: ({ node, name }) => [replace(node, `Math.${name}`)],
  }),
  row<Named>({
    name: "name of a page",
    codes: nameCodes,
    find: (c) => (named(c) && pageWords.has(textOf(c.node)) ? named(c) : undefined),
    en: ({ name }) =>
      `\`${name}\` belongs to a page, and a cell runs in Node: show with display(…) or html(…), print with console.log(…).`,
    zh: ({ name }) =>
      `\`${name}\` 属于网页，而单元格在 Node 里运行：显示请用 display(…) 或 html(…)，打印请用 console.log(…)。`,
  }),
  row<{ names: string[] }>({
    name: "name of the library not imported",
    codes: nameCodes,
    find(c) {
      const names = fromLibrary(c);
      return names.includes(textOf(c.node)) ? { names } : undefined;
    },
    en: ({ names }) =>
      `${listed(names)} ${names.length > 1 ? "are" : "is"} not imported: write import { ${names.join(", ")} } from "nablab", or run the cell above that does.`,
    zh: ({ names }) =>
      `${listed(names)} 还没有导入：请写 import { ${names.join(", ")} } from "nablab"，或先运行上面导入它的单元格。`,
    fix: ({ names }, c) => [importEdit(c, names)],
  }),
  row<Named & { near: string }>({
    name: "misspelt name",
    codes: nameCodes,
    find(c) {
      const found = named(c);
      const near = found && suggestion(c, found.name);
      return found && near !== undefined ? { ...found, near } : undefined;
    },
    en: ({ name, near }) => `\`${name}\` is not known: did you mean ${near}?`,
    zh: ({ name, near }) => `没有 \`${name}\` 这个名字：是不是想写 ${near}？`,
    fix: ({ node, near }) => [replace(node, near)],
  }),
  row<Named>({
    name: "assignment without let",
    codes: nameCodes,
    find: (c) => (isAssigned(c) ? named(c) : undefined),
    en: ({ name }) => `\`${name}\` is new here: write let ${name} = … the first time.`,
    zh: ({ name }) => `\`${name}\` 还没有声明：第一次请写 let ${name} = …。`,
    fix: ({ node }) => [{ start: node.getStart(), length: 0, text: "let " }],
  }),
  row<{ names: string[] }>({
    name: "unknown name",
    codes: nameCodes,
    find(c) {
      const names = unknownNames(c);
      return names.includes(textOf(c.node)) ? { names } : undefined;
    },
    en: ({ names }) =>
      `${listed(names)}: nothing of that name is known yet. If a cell above makes it, run the cells above first.`,
    zh: ({ names }) => `${listed(names)}：还没有这个名字。如果它在上面的单元格里，请先运行上面的单元格。`,
  }),
];
