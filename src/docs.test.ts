// Documentation that is executed: every example of every docstring, and the README's programs.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, it } from "node:test";
import { format, inspect } from "node:util";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { currentHost, type DisplayHost, hostKey } from "./display/host";

const root = resolve(__dirname, "..");
const src = join(root, "src");
const readme = join(root, "README.md");

/** A piece of code that says what its statements print. */
interface Example {
  where: string;
  code: string;
}

/** A comment `// => …` and the statement before it. */
interface Claim {
  statement: ts.Statement;
  /** The text as it may be meant: continued lines lose one space, or as many as the arrow is wide. */
  printed: readonly string[];
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") && !entry.name.includes(".test.") ? [path] : [];
  });
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The code of each `@example`; empty for one that has no fence of TypeScript. */
function docstringExamples(file: string, text: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*\* ?/, ""));
    const [, ...examples] = lines.join("\n").split(/^@example.*$/m);
    const where = `${file}:${lineOf(text, comment.index)}`;
    return examples.map((example) => ({ where, code: fences(example)[0] ?? "" }));
  });
}

/** The README's TypeScript that shows what it prints. */
function readmeExamples(text: string): Example[] {
  const programs = fences(text).filter((code) => code.includes("// =>"));
  return programs.map((code, i) => ({ where: `README.md, program ${i + 1}`, code }));
}

function fences(text: string): string[] {
  return [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm)].map((fence) => fence[1]);
}

/** Each statement with the comment that follows it, on its line or on the next. */
function claimsOf(program: ts.SourceFile): Claim[] {
  return program.statements.flatMap((statement) => {
    const after = program.text.slice(statement.end);
    const comment = /^;?[ \t]*\n?[ \t]*\/\/ => (.*)((?:\n[ \t]*\/\/(?! =>).*)*)/.exec(after);
    if (comment === null) return [];
    const [, first, rest] = comment;
    const more = rest
      .split("\n")
      .slice(1)
      .map((line) => line.trimStart());
    const aligned = [first, ...more.map((line) => line.replace(/^\/\/ {0,4}/, ""))].join("\n");
    const plain = [first, ...more.map((line) => line.replace(/^\/\/ ?/, ""))].join("\n");
    return [{ statement, printed: [aligned.trimEnd(), plain.trimEnd()] }];
  });
}

type Report = (claim: Claim, run: () => unknown) => Promise<void>;

/** The JavaScript of an example, in which each claim is handed to `report` together with its expression. */
function instrumented(program: ts.SourceFile, claims: readonly Claim[]): string {
  const texts = program.statements.map((statement) => {
    if (ts.isImportDeclaration(statement)) return "";
    const text = statement.getText(program);
    const index = claims.findIndex((claim) => claim.statement === statement);
    if (index === -1) return text;
    const report = (expression: string): string =>
      `await report(claims[${index}], async () => (${expression}));`;
    if (ts.isExpressionStatement(statement)) return report(statement.expression.getText(program));
    assert.ok(ts.isVariableStatement(statement), `a claim must follow an expression, not ${text}`);
    return `${text}\n${report(statement.declarationList.declarations[0].name.getText(program))}`;
  });
  return ts.transpileModule(`async function example() {\n${texts.join("\n")}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  }).outputText;
}

/** The names that the example imports, which must be names of the library. */
function requireImports(program: ts.SourceFile, library: Record<string, unknown>): void {
  for (const statement of program.statements.filter(ts.isImportDeclaration)) {
    assert.equal((statement.moduleSpecifier as ts.StringLiteral).text, "nablab", "imports something else");
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const values = bindings.elements.filter((element) => !element.isTypeOnly).map(({ name }) => name.text);
    assert.deepEqual(
      values.filter((name) => !(name in library)),
      [],
      "imported, but not exported by nablab",
    );
  }
}

/** Runs an example; throws at the first statement that prints something else than it claims. */
async function run({ where, code }: Example, library: Record<string, unknown>): Promise<void> {
  const program = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const claims = claimsOf(program);
  assert.notEqual(claims.length, 0, `${where}: an example must show what it prints, with // =>`);
  assert.equal(claims.length, code.split("// =>").length - 1, `${where}: a // => that follows no statement`);
  requireImports(program, library);
  const lines: string[] = [];
  const report: Report = async (claim, statement) => {
    lines.length = 0;
    const printed = await printedBy(statement, lines);
    if (claim.printed.some((text) => printed.includes(text))) return;
    const text = claim.statement.getText(program);
    assert.fail(`${where}: ${text}\nprints ${printed[0]}\nnot    ${claim.printed[0]}`);
  };
  const names = [...Object.keys(library), "console", "claims", "report"];
  const make = runInThisContext(
    `(${names.join(", ")}) => { ${instrumented(program, claims)}\nreturn example; }`,
  ) as (...values: unknown[]) => () => Promise<void>;
  const log = (...values: unknown[]): void => void lines.push(format(...values));
  const example = make(...Object.values(library), { ...console, log }, claims, report);
  await withHost({ display: ({ data }) => log(data["text/plain"]), clearOutput: () => log("") }, example);
}

/** What a statement shows or logs, and its value as the inspector or the console prints it; or its error. */
async function printedBy(statement: () => unknown, lines: readonly string[]): Promise<string[]> {
  try {
    const value = await statement();
    const shown = lines.length > 0 ? [lines.join("\n")] : [];
    return value === undefined && lines.length > 0 ? shown : [...shown, inspect(value), format(value)];
  } catch (error) {
    return [String(error)];
  }
}

/** Calls `example` as a kernel calls a cell, with `host` to take its outputs. */
async function withHost(host: DisplayHost, example: () => Promise<void>): Promise<void> {
  const globals = globalThis as Record<symbol, unknown>;
  const before = globals[hostKey];
  globals[hostKey] = host;
  try {
    await example();
  } finally {
    globals[hostKey] = before;
  }
}

const files = sourceFiles(src);
const examples = files.flatMap((file) => docstringExamples(relative(root, file), readFileSync(file, "utf8")));
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the names as a cell gets them, at run time
const library = require("./index") as Record<string, unknown>;

describe("the examples of the docstrings", () => {
  it("are there", () =>
    assert.ok(examples.length > 0, "no example was found: the check looks in the wrong place"));
  for (const example of examples) it(`hold in ${example.where}`, () => run(example, library));
});

/**
 * The exports of a module with what their docstrings hold; values and types have a sentence, values an
 * example too.
 */
function undocumented(file: string): string[] {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: ["node"],
  });
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return checker.getExportsOfModule(symbol).flatMap((exported) => {
    const one = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const sentence = ts.displayPartsToString(one.getDocumentationComment(checker));
    const hasExample = one.getJsDocTags(checker).some(({ name }) => name === "example");
    const isType = (one.flags & ts.SymbolFlags.Value) === 0;
    return sentence !== "" && (isType || hasExample) ? [] : [exported.name];
  });
}

describe("every export of the library", () => {
  it("has a sentence, and an example that shows what it gives", () =>
    assert.deepEqual(undocumented(join(src, "index.ts")), []));
});

describe("the README's programs", () => {
  const programs = readmeExamples(readFileSync(readme, "utf8"));
  it("are there", () => assert.ok(programs.length > 0, "no ```ts block of README.md has a // => line"));
  for (const program of programs) it(`hold: ${program.where}`, () => run(program, library));
});

describe("the check of examples", () => {
  const show = (text: string): void => currentHost().display({ data: { "text/plain": text } });
  const trialLibrary = { double: (x: number) => 2 * x, show };
  const trial = (code: string): Promise<void> => run({ where: "trial", code }, trialLibrary);

  it("passes a right value, text, log, declaration, promise and error", async () => {
    await trial("double(2)\n// => 4");
    await trial("double(2) // => 4\n'text'\n// => text\n'text'\n// => 'text'");
    await trial("console.log('a', 1);\n// => a 1");
    await trial("const x: number = double(3)\n// => 6\nx + 1\n// => 7");
    await trial("show('a figure')\n// => a figure");
    await trial("await Promise.resolve(5)\n// => 5");
    await trial("fail()\n// => RangeError: no\nfunction fail() { throw new RangeError('no') }");
  });

  it("passes several lines, aligned with the arrow or not", async () => {
    const value = `"a".repeat(40).split("")`;
    const lines = inspect("a".repeat(40).split("")).split("\n");
    await trial(`${value}\n// => ${lines.join("\n// ")}`);
    await trial(`${value}\n// => ${lines.join("\n//    ")}`);
    await assert.rejects(trial(`${value}\n// => ${lines.slice(0, -1).join("\n// ")}`), /prints/);
  });

  it("refuses a wrong value, wherever it stands", async () => {
    await assert.rejects(trial("double(2)\n// => 5"), /prints 4/);
    await assert.rejects(trial("double(2)\n// => 4\ndouble(2) // => 4.0"), /prints 4/);
    await assert.rejects(trial("const x = double(2)\n// => 5"), /prints 4/);
    await assert.rejects(trial("console.log(1)\n// => 2"), /prints 1/);
    await assert.rejects(trial("console.log(1)\n// => undefined"), /prints 1/);
    await assert.rejects(trial("show('a figure')\n// => a plot"), /prints a figure/);
  });

  it("refuses an example that claims nothing, or whose claim follows nothing", async () => {
    await assert.rejects(trial(""), /must show what it prints/);
    await assert.rejects(trial("double(2)"), /must show what it prints/);
    await assert.rejects(trial("// => 4\ndouble(2)\n// => 4"), /follows no statement/);
    await assert.rejects(trial("{\n  double(2)\n  // => 5\n}\ndouble(2)\n// => 4"), /follows no statement/);
    await assert.rejects(trial("if (double(1)) double(2)\n// => 4"), /must follow an expression/);
  });

  it("refuses what does not run, and names that the library does not export", async () => {
    await assert.rejects(trial("unknown(2)\ndouble(2)\n// => 4"), ReferenceError);
    await assert.rejects(trial('import { treble } from "nablab"\n1\n// => 1'), /not exported/);
    await assert.rejects(trial('import { readFileSync } from "node:fs"\n1\n// => 1'), /something else/);
  });

  it("finds the examples of a docstring, also one that has lost its code", () => {
    const text =
      "/**\n * Doubles.\n * @example\n * ```ts\n * double(2)\n * // => 4\n * ```\n * @example\n * none\n */";
    assert.deepEqual(docstringExamples("a.ts", text), [
      { where: "a.ts:1", code: "double(2)\n// => 4\n" },
      { where: "a.ts:1", code: "" },
    ]);
  });

  it("finds the README's TypeScript that claims something, and no other block", () => {
    const text = "```ts\n1\n// => 1\n```\n\n```sh\nnpm start # // => x\n```\n\n```ts\nconst quiet = 1\n```\n";
    assert.deepEqual(readmeExamples(text), [{ where: "README.md, program 1", code: "1\n// => 1\n" }]);
  });
});
