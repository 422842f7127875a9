import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";

const src = resolve(__dirname, "..", "src");

/**
 * What each part may import of ours, besides itself. `errors` words the sentences and stands below
 * everything. A new folder does not pass until it has a row here.
 */
const mayImport: Record<string, readonly string[]> = {
  errors: [],
  garbage: [],
  display: ["errors"],
  numeric: ["errors"],
  tensor: ["errors", "display"],
  autograd: ["errors", "tensor", "display"],
  exercise: ["errors", "display", "tensor"],
  symbolic: ["errors", "display"],
  functions: ["errors", "numeric", "tensor", "autograd", "symbolic"],
  compare: ["errors", "display", "numeric", "tensor", "autograd", "symbolic"],
  plot: ["errors", "garbage", "display", "numeric"],
  index: ["errors", "display", "exercise", "numeric", "tensor", "autograd", "functions", "symbolic", "compare", "plot"], // prettier-ignore
  kernel: ["errors", "garbage", "display"],
  notebook: ["errors", "kernel"],
  labextension: ["display"],
  lite: ["errors", "index", "display", "kernel", "labextension"],
  cli: ["errors", "display", "kernel", "notebook", "labextension", "lite"],
  distribution: ["cli"],
  testing: [
    ...["errors", "index", "autograd", "tensor", "symbolic", "plot", "display", "kernel", "notebook", "cli"],
    "labextension",
  ],
  apiReference: ["testing"],
  bench: ["index", "kernel", "notebook", "cli", "testing"],
};

/**
 * The same within the kernel, whose floors lie above each other: what reads messages, the threads, what a
 * request needs, what a cell shows, the handlers. Within `engine/` the folders count, and the files beside
 * them. `host` is what the kernel runs on, here Node: the rest of what cells run in asks Node nothing itself.
 */
const mayImportInKernel: Record<string, readonly string[]> = {
  host: [],
  intrinsics: ["host"],
  restored: ["host", "intrinsics"],
  dataFolder: ["host"],
  tslab: ["host"],
  protocol: ["intrinsics", "restored"],
  engine: ["protocol"],
  debugger: ["host", "intrinsics", "restored", "protocol", "engine"],
  loading: ["host"],
  wire: ["host", "loading", "intrinsics", "restored", "protocol", "engine", "debugger"],
  info: ["host", "protocol"],
  history: ["intrinsics"],
  requests: ["host", "intrinsics", "restored", "protocol", "wire", "engine"],
  output: ["host", "intrinsics", "restored", "protocol", "wire", "requests"],
  comm: ["host", "intrinsics", "protocol", "requests"],
  handlers: ["intrinsics", "restored", "protocol", "engine", "requests", "output", "comm", "history"],
  "engine/missing": ["host"],
  "engine/provided": [],
  "engine/language": ["host", "engine", "engine/missing"],
  "engine/execute": ["host", "intrinsics", "restored", "engine", "engine/missing", "engine/language"],
  "engine/errors": ["host", "intrinsics", "restored", "protocol", "engine/language", "engine/execute"],
  "engine/fileMain": ["host", "engine/execute", "engine/language"],
  "engine/notebookEngine": ["host", "intrinsics", "restored", "protocol", "engine", "engine/errors", "engine/execute", "engine/language", "engine/provided"], // prettier-ignore
  session: ["host", "intrinsics", "restored", "protocol", "wire", "engine", "requests", "output", "comm", "history", "handlers", "info", "dataFolder", "tslab", "debugger"], // prettier-ignore
  start: ["host", "wire", "engine", "info", "session"],
  main: ["host", "loading", "engine", "start", "engine/notebookEngine"],
};

/** The one circle of files at run time: to simplify a power is to simplify its base and exponent. */
const circlesAllowed = [["symbolic/algebra/powers", "symbolic/algebra/simplify"]];

interface Import {
  file: string;
  from: string;
  to: string;
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

/** The part a file belongs to: the folder below src, or the file's own name at its top. */
function partOf(path: string): string {
  return relative(src, path).split(sep)[0].replace(/\.ts$/, "");
}

/** The modules a text names in import, export … from, import() and require(), comments left out. */
function modulesNamed(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The part of the kernel that a file belongs to; `undefined` outside of it. */
function kernelPartOf(path: string): string | undefined {
  const [top, ...inside] = relative(src, path).replace(/\.[tj]s$/, "").split(sep); // prettier-ignore
  if (top !== "kernel") return undefined;
  // The contract of the engine stands in two files.
  if (inside[0] === "editing") return "engine";
  return inside[0] === "engine" ? inside.slice(0, 2).join("/") : inside[0];
}

function relativeImports(
  file: string,
  text: string,
  part: (path: string) => string | undefined = partOf,
): Import[] {
  const ours = modulesNamed(text).filter((name) => name.startsWith("."));
  return ours.flatMap((name) => {
    const [from, to] = [part(file), part(resolve(dirname(file), name))];
    return from === undefined || to === undefined ? [] : [{ file, from, to }];
  });
}

function forbidden(imports: readonly Import[], may: Record<string, readonly string[]> = mayImport): Import[] {
  return imports.filter(({ from, to }) => to !== from && !may[from]?.includes(to));
}

/** The parts from which imports lead back to themselves. */
function returning(may: Record<string, readonly string[]>): string[] {
  const reaches = (from: string, to: string): boolean =>
    (may[from] ?? []).some((next) => next === to || reaches(next, to));
  return Object.keys(may).filter((part) => reaches(part, part));
}

/** The modules whose values a file imports when it is loaded: types are erased. */
function valuesFrom(file: string, text: string): string[] {
  const program = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  return program.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return bringsValues(statement) ? [moduleSpecifier.text] : [];
  });
}

function bringsValues(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
  if (clause === undefined) return true;
  if (clause.isTypeOnly) return false;
  const names = ts.isExportDeclaration(clause) ? clause.exportClause : clause.namedBindings;
  if (names === undefined || !(ts.isNamedImports(names) || ts.isNamedExports(names))) return true;
  return names.elements.some(({ isTypeOnly }) => !isTypeOnly);
}

/** The groups of modules each of which is loaded by all others of its group, by their names. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const reach = new Map<string, Set<string>>();
  for (const name of imports.keys()) {
    const found = new Set(imports.get(name));
    // A set is walked in the order in which it grows.
    for (const one of found) for (const next of imports.get(one) ?? []) found.add(next);
    reach.set(name, found);
  }
  const circle = (name: string): string[] =>
    [...imports.keys()].filter((other) => reach.get(name)!.has(other) && reach.get(other)!.has(name));
  const found = [...imports.keys()].map(circle).filter((names) => names.length > 0);
  return [...new Map(found.map((names) => [names.sort().join(), names])).values()];
}

/** The files below src by their path without an ending, with what they load. */
function loadedBySources(): Map<string, string[]> {
  const nameOf = (path: string): string => relative(src, path).split(sep).join("/").replace(/\.ts$/, ""); // prettier-ignore
  const names = new Set(sourceFiles(src).map(nameOf));
  const target = (file: string, name: string): string[] => {
    const path = nameOf(resolve(dirname(file), name)).replace(/\.js$/, "");
    return [path, `${path}/index`].filter((one) => names.has(one)).slice(0, 1);
  };
  return new Map(
    sourceFiles(src).map((file) => [
      nameOf(file),
      valuesFrom(file, readFileSync(file, "utf8")).flatMap((name) => target(file, name)),
    ]),
  );
}

describe("dependencies point one way", () => {
  const imports = sourceFiles(src).flatMap((file) => relativeImports(file, readFileSync(file, "utf8")));

  it("holds for every import below src", () => {
    assert.ok(imports.length > 0, "no imports were found: the check looks in the wrong place");
    assert.deepEqual(forbidden(imports), []);
  });

  it("every part has a row in the table", () => {
    const parts = new Set(sourceFiles(src).map(partOf));
    assert.deepEqual(
      [...parts].filter((part) => !(part in mayImport)),
      [],
    );
  });

  it("the table itself has no cycle", () => {
    assert.deepEqual(returning(mayImport), []);
  });

  it("an import of the library by the kernel would be caught", () => {
    const file = join(src, "kernel", "main.ts");
    for (const text of [
      `import { grad } from "../autograd/grad"`,
      `require("../index")`,
      `await import("../plot/plot")`,
    ]) {
      assert.equal(forbidden(relativeImports(file, text)).length, 1, text);
    }
  });

  it("the core of autograd imports nothing from autograd/more; its table of contents alone names it", () => {
    const [core, more] = [join(src, "autograd"), join(src, "autograd", "more")];
    const inside = sourceFiles(core).filter((file) => !file.startsWith(more + sep));
    const arrows = inside.filter((file) =>
      modulesNamed(readFileSync(file, "utf8")).some(
        (name) => name.startsWith(".") && `${resolve(dirname(file), name)}${sep}`.startsWith(more + sep),
      ),
    );
    assert.deepEqual(arrows, [join(core, "index.ts")]);
  });

  it("the kernel and the library do not reach each other by the package's name either", () => {
    const byName = sourceFiles(src).filter((file) =>
      modulesNamed(readFileSync(file, "utf8")).some((name) => name.split("/")[0] === "nablab"),
    );
    assert.deepEqual(byName, []);
  });
});

/** What runs cells, on whatever host: the folders, and single files of others. */
const onAnyHost = /^kernel\/(?:engine|handlers|comm|protocol)\/|^kernel\/(?:intrinsics|restored|info|tslab|editing|engine)\.|^kernel\/history\/history\.|^kernel\/output\/(?:bundle|host|locale|output)\.|^kernel\/requests\/(?:interrupts|requestScope|exit)\./; // prettier-ignore

/** The modules of Node's that a text loads. */
function ofNode(file: string, text: string): string[] {
  return valuesFrom(file, text).filter((name) => isBuiltin(name));
}

describe("within the kernel", () => {
  const files = sourceFiles(join(src, "kernel"));
  const imports = files.flatMap((file) => relativeImports(file, readFileSync(file, "utf8"), kernelPartOf));

  it("no import leads back up", () => {
    assert.ok(imports.length > 100, "no imports were found: the check looks in the wrong place");
    assert.deepEqual(forbidden(imports, mayImportInKernel), []);
    assert.deepEqual(returning(mayImportInKernel), []);
  });

  it("every part has a row in the table", () => {
    const parts = new Set(files.map((file) => kernelPartOf(file)!));
    assert.deepEqual(
      [...parts].filter((part) => !(part in mayImportInKernel)),
      [],
    );
  });

  it("what runs cells asks Node for nothing but through the host", () => {
    const named = (file: string): string => relative(src, file).split(sep).join("/");
    const running = files.filter((file) => onAnyHost.test(named(file)));
    assert.ok(running.length > 80, "the files were not found: the check looks in the wrong place");
    const found = running.map((file) => [named(file), ofNode(file, readFileSync(file, "utf8"))] as const);
    assert.deepEqual(
      found.filter(([, modules]) => modules.length > 0),
      [],
    );
    assert.deepEqual(ofNode("a.ts", `import type { A } from "node:fs"; import { b } from "node:path";`), ["node:path"]); // prettier-ignore
  });

  it("an import of the handlers by the protocol would be caught", () => {
    const file = join(src, "kernel", "protocol", "serve.ts");
    const text = `import { handlerTable } from "../handlers/table"`;
    assert.equal(forbidden(relativeImports(file, text, kernelPartOf), mayImportInKernel).length, 1);
  });
});

describe("files that load each other", () => {
  it("are those that are named here, and no others", () => {
    const loaded = loadedBySources();
    assert.ok(loaded.size > 400, "no files were found: the check looks in the wrong place");
    assert.deepEqual(circlesIn(loaded), circlesAllowed);
  });

  it("would be caught, unless they share types only", () => {
    const named = (text: string): string[] => valuesFrom("a.ts", text);
    assert.deepEqual(named(`import { b } from "./b"; export * from "./c"; import "./d";`), ["./b", "./c", "./d"]); // prettier-ignore
    assert.deepEqual(named(`import type { B } from "./b"; export type { C } from "./c";`), []);
    assert.deepEqual(named(`import { type B } from "./b"; import { type C, c } from "./c";`), ["./c"]);
    const circle = new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]]); // prettier-ignore
    assert.deepEqual(circlesIn(circle), [["b", "c"]]);
  });
});
