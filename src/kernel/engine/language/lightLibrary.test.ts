import assert from "node:assert/strict";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import ts from "typescript";
import { perLane } from "../../../testing/lane";
import { loadCompiler } from "../../host/compiler";
import { packageFolder } from "../../host/machine";
import { globalTypes } from "../provided";
import { createLanguage } from "./language";
import { holdsLight } from "./options";
import { noSettings } from "./tsconfig";
import type { Language } from "./types";

const root = mkdtempSync(join(tmpdir(), "nablab-light-"));
after(() => rmSync(root, { recursive: true }));

let writes = 0;

function configure(folder: string, options: object): void {
  const file = join(folder, "tsconfig.json");
  writeFileSync(file, JSON.stringify({ compilerOptions: options }));
  // Two writes within one tick of the disk's clock are told apart by it.
  utimesSync(file, 1e9, 1e9 + writes++);
}

function open(options: object): { folder: string; language: Language } {
  const folder = mkdtempSync(join(root, "case-"));
  configure(folder, options);
  const language = createLanguage({ folder, globals: globalTypes, fallbacks: [packageFolder] });
  return { folder, language };
}

/** What a cell amounts to: its code, or its complaints. */
function judged(language: Language, source: string): unknown {
  const compiled = language.compile(source);
  return compiled.ok
    ? compiled.code.replace(whole, note)
    : compiled.diagnostics.map(({ code, line, column, message }) => ({ code, line, column, message }));
}

/** A reference to a library, or what could be one, is left to the whole library. */
const whole = "///";
const note = "//";

const libraryFolder = join(ts.sys.getExecutingFilePath(), "..");
const read = (part: string): string | undefined => ts.sys.readFile(join(libraryFolder, part));
const file = (name: string): string => `lib.${name.toLowerCase()}.d.ts`;

describe("the smaller library under a tsconfig.json", () => {
  it("is asked first where it is a part of what is asked for", () => {
    const holds = (lib: string[] | undefined, ...types: string[]): boolean =>
      holdsLight({ ...noSettings, lib: lib?.map(file), types }, read);
    for (const lib of [undefined, ["ES2022"], ["ES2023", "DOM"], ["ES2024", "DOM.Iterable"], ["ESNext"]])
      for (const types of [[], ["node"]]) assert.equal(holds(lib, ...types), true, String([lib, types]));
    for (const lib of [["ES5"], ["ES2021"], ["DOM"], ["ES2022", "ScriptHost"], ["ES2022", "WebWorker"], []])
      assert.equal(holds(lib), false, String(lib));
    assert.equal(holds(["ES2022"], "node", "mocha"), false);
    assert.equal(holds(undefined, "jest"), false);
  });

  it("spares a cell the types of Node", () => {
    const { sys } = loadCompiler();
    const readFile = sys.readFile.bind(sys);
    const files: string[] = [];
    sys.readFile = (path, encoding) => {
      files.push(path);
      return readFile(path, encoding);
    };
    try {
      const { language } = open({ lib: ["ES2023", "DOM"], types: ["node"], strict: true });
      const isRead = (): boolean => files.some((path) => path.includes("/@types/node/"));
      assert.equal(language.compile("const xs = [1, 2].map((x) => x + 1); console.log(xs)").ok, true);
      assert.equal(isRead(), false);
      assert.equal(language.compile("new URL('http://a.b').host").ok, true);
      assert.equal(isRead(), true);
    } finally {
      sys.readFile = readFile;
    }
  });

  const pieces = [
    ...["[1, 2].includes(1)", "[1, 2].at(-1)", "'a'.replaceAll('a', 'b')", "Object.entries({ a: 1 })", "2n ** 3n"],
    ...["new Map([[1, 'a']]).get(1)", "Promise.any([])", "new WeakRef({})", "[3, 1].toSorted()", "[1].with(0, 'a')"],
    ...["Array.fromAsync([])", "document.title", "null as unknown as HTMLElement", "(e: Event) => e.target"],
    ...["setTimeout(() => 0, 1).unref()", "prompt('x').length", "console.log(1, 'a')", "console.table([])", "name"],
    ...["new Error('a', { cause: 1 }).cause", "Object.groupBy([1], String)", "new Set([1]).union(new Set([2]))"],
    ...["const s: string = [1].at(0)", "let u: string = null", "function f(a) { return a }", "class C { x: number }"],
    ...["interface Event { own: 1 }", "type Node = 1", "const event = 1", "enum E { A }", "new Date(1).getVarDate()"],
    ...["for (const x of document.querySelectorAll('a')) x", "Array.from('ab', (x) => x.codePointAt(0))", "missing"],
    ...["clearTimeout(setTimeout(() => 0))", "const i: NodeJS.Timeout = setInterval(() => 0, 1); clearInterval(i)"],
    ...["setTimeout((a: number) => a, 1, 'x')", "setTimeout((a: number, b: string) => a, 1, 2, 'x')", "setTimeout('1')"],
    ...["await new Promise((r) => setTimeout(r, 1))", "setImmediate(() => 0).hasRef()", "setTimeout(() => 0).close().missing"],
    ...["const t = setTimeout(() => 0); `${t[Symbol.toPrimitive]()}`", "[1].map(setTimeout)", "setTimeout = () => 0"],
    ...["type K = keyof NodeJS.Timeout; let k: K = 'x'", "const d: Disposable = setImmediate(() => 0)", "Symbol.asyncDispose"],
    ...["{ using t = setTimeout(() => 0); t.ref() }", "class T implements NodeJS.Timer {}", "NodeJS.x", "clearTimeout({})"],
    ...["let m: NodeJS.MemoryUsage", "setTimeout(console.log, 1, 'a')", "setInterval(async () => 1)", "clearImmediate(1)"],
    ...["input('x')", "const p: string = prompt()", "let t: number = setTimeout(() => 0)", "fetch('a')", "self"],
  ]; // prettier-ignore

  for (const options of [
    { lib: ["ES2022"], types: ["node"] },
    { lib: ["ES2023", "DOM", "DOM.Iterable"], strict: true },
    { lib: ["ESNext"], types: [], strict: true, target: "ES2020" },
  ])
    it(`refuses and allows as the whole one does: ${JSON.stringify(options)}`, () => {
      const [light, full] = [open(options).language, open(options).language];
      const same = (cell: string): void =>
        assert.deepEqual(judged(light, `${cell}\n${note}`), judged(full, `${cell}\n${whole}`), cell);
      pieces.forEach(same);
      const cells = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 4 });
      fc.assert(
        fc.property(cells, (parts) => same(parts.map((part) => `{ ${part}; }`).join("\n"))),
        { numRuns: perLane({ quick: 5, usual: 15, release: 200 }) },
      );
    });

  it("gives way at once when tsconfig.json asks for less, and comes back", () => {
    const { folder, language } = open({ lib: ["ES2023"] });
    // Types of Node bring the library of 2020 with them.
    const cell = "'a'.replaceAll('b', 'c')";
    assert.equal(language.compile(cell).ok, true);
    configure(folder, { lib: ["ES5"] });
    const refused = language.compile(cell);
    assert.deepEqual(refused.ok ? [] : refused.diagnostics.map(({ code }) => code), [2550]);
    configure(folder, { lib: ["ES2023"], types: ["node"] });
    assert.equal(language.compile(cell).ok, true);
  });
});
