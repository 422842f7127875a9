import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { root } from "../cli/environment";
import { installed } from "../testing/installed";
import { Foreign, kernelName } from "../testing/conformance/foreign";

const foreign = new Foreign(installed());
after(() => foreign.close());

interface CodeCell {
  execution_count: number | null;
  source: string | string[];
  outputs: readonly {
    output_type: string;
    data?: Record<string, string | string[]>;
    ename?: string;
    traceback?: string[];
  }[];
}

function writeNotebook(file: string, sources: readonly string[], tags: readonly string[] = []): void {
  const cells = sources.map((source, i) => {
    const metadata = i === 0 ? { tags } : {};
    return { cell_type: "code", id: `c${i}`, metadata, source, outputs: [], execution_count: null };
  });
  const kernelspec = { name: kernelName, display_name: "TypeScript", language: "typescript" };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells };
  writeFileSync(join(foreign.folder, file), JSON.stringify(notebook));
}

function cellsOf(file: string): CodeCell[] {
  return (JSON.parse(readFileSync(join(foreign.folder, file), "utf8")) as { cells: CodeCell[] }).cells;
}

const textOf = (text: string | string[] = ""): string => [text].flat().join("");

/** What the cells of an executed notebook show: the text of a result, or the name of an error. */
function shownIn(file: string): (string | undefined)[] {
  return cellsOf(file).map(({ outputs: [output] }) => output?.ename ?? textOf(output?.data?.["text/plain"]));
}

const failing = ["1 + 2", "\nthrow new RangeError('on purpose')", "40 + 2"];

void test("nbclient executes a notebook in place", async () => {
  writeNotebook("plain.ipynb", ["const x: number = 1", "x + 1"]);
  const { status, stderr } = await foreign.run(["-m", "jupyter", "execute", "--inplace", "plain.ipynb"]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(shownIn("plain.ipynb"), ["", "2"]);
});

void test("nbconvert --execute ends at an error and prints the traceback", async () => {
  writeNotebook("stops.ipynb", failing);
  const words = ["-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "stops.ipynb"];
  const { status, stderr } = await foreign.run(words);
  assert.notEqual(status, 0);
  assert.match(stderr, /RangeError: on purpose\n {4}at Cell \[2\], line 2, column 7\n/);
});

void test("nbconvert --execute --allow-errors keeps the error and runs every cell", async () => {
  writeNotebook("goes-on.ipynb", failing);
  const words = [
    "-m",
    "jupyter",
    "nbconvert",
    "--to",
    "notebook",
    "--execute",
    "--allow-errors",
    "--inplace",
  ];
  const { status, stderr } = await foreign.run([...words, "goes-on.ipynb"]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(shownIn("goes-on.ipynb"), ["3", "RangeError", "42"]);
});

void test("nbconvert writes a notebook as a TypeScript file", async () => {
  writeNotebook("script.ipynb", ["const x: number = 1"]);
  const execute = ["-m", "jupyter", "execute", "--inplace", "script.ipynb"];
  assert.equal((await foreign.run(execute)).status, 0);
  const { status, stderr } = await foreign.run([
    "-m",
    "jupyter",
    "nbconvert",
    "--to",
    "script",
    "script.ipynb",
  ]);
  assert.equal(status, 0, stderr);
  assert.match(readFileSync(join(foreign.folder, "script.ts"), "utf8"), /^const x: number = 1$/m);
});

void test("jupyter run executes files and fails with a cell's error", async () => {
  writeFileSync(join(foreign.folder, "good.ts"), "const a: number = 20;\nconsole.log(a * 2 + 2);\na + 1\n");
  writeFileSync(join(foreign.folder, "bad.ts"), "const b: string = 1");
  const run = ["-m", "jupyter", "run", `--kernel=${kernelName}`];
  const { status, stdout, stderr } = await foreign.run([...run, "good.ts"]);
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), "42\n21");
  const failed = await foreign.run([...run, "bad.ts"]);
  assert.notEqual(failed.status, 0);
  assert.match(failed.stderr, /Cell \[1\], line 1, column 7: TS2322/);
});

void test("jupyter console shows values, errors and questions", async () => {
  const words = ["-m", "jupyter", "console", "--simple-prompt", `--kernel=${kernelName}`];
  const typed = '1 + 2\nconst q: string = 1\n"Hello, " + prompt("name? ")\nAda\n';
  const { stdout, stderr } = await foreign.run(words, typed);
  assert.match(stdout, /Out\[1\]: 3\n[\s\S]*name\? Out\[3\]: 'Hello, Ada'/, stdout + stderr);
  assert.match(stdout + stderr, /Cell \[2\], line 1, column 7: TS2322/);
});

async function papermill(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CodeCell[]> {
  const parameters = "const x: number = 1; // how many\nlet name = 'Ada';\nlet flag = false";
  writeNotebook("parameters.ipynb", [parameters, "`${name}: ${x + 1}, ${flag}`"], ["parameters"]);
  const command = ["-m", "papermill", "--no-progress-bar", "parameters.ipynb", "filled.ipynb"];
  const { status, stderr } = await foreign.run([...command, ...words], "", env);
  assert.equal(status, 0, stderr);
  return cellsOf("filled.ipynb");
}

const given = ["-p", "x", "5", "-p", "name", 'B"ö', "-p", "flag", "True"];

void test("papermill with parameters, with the plug-in of this package", async () => {
  const plugin = {
    PYTHONPATH: [join(root, "src", "papermill"), process.env.PYTHONPATH ?? ""].join(delimiter),
  };
  const more = ["-y", "{list: [1, null, true], record: {a b: 12345678901234567890}}"];
  const [, injected] = await papermill([...more, ...given], plugin);
  assert.deepEqual(textOf(injected.source).split("\n"), [
    "// Parameters",
    "let list = [1, null, true];",
    'let record = { "a b": 12345678901234567890n };',
    "let x = 5;",
    'let name = "B\\"\\u00f6";',
    "let flag = true;",
    "",
  ]);
  assert.equal(shownIn("filled.ipynb").at(-1), "'B\"ö: 6, true'");
});

void test("papermill with parameters, without it", async () => {
  await papermill(["--language", ".net-csharp", ...given]);
  assert.equal(shownIn("filled.ipynb").at(-1), "'B\"ö: 6, true'");
});
