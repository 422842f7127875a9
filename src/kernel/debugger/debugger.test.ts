import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { debuggingEngine } from "../../testing/debuggingEngine";
import { isHit } from "./check";
import { murmur2 } from "./murmur2";
import { Presence } from "./presence";
import { TwoWayMap } from "./sourceMap";
import { partsOf, textOf, typeOf } from "./values";

describe("the hash of a cell", () => {
  it("is MurmurHash2 of the UTF-8 bytes, whatever their number", () => {
    // Reckoned by a program of its own in Python (`murmur2` in src/testing/conformance/rows_debugger.py).
    const hashes = {
      "": 3990065800,
      a: 2167009006,
      ab: 2805137849,
      abc: 3350977461,
      abcd: 804720481,
      "const é = 'ü∂';": 891962100,
    };
    for (const [text, hash] of Object.entries(hashes)) assert.equal(murmur2(text, 0xc70f6907), hash, text);
  });
});

describe("a source map", () => {
  const map = new TwoWayMap(JSON.stringify({ mappings: "AAAA;EACE,IADF;;ACDA" }));

  it("goes from the generated text to the source, also behind the last place of a line", () => {
    assert.deepEqual(map.original({ line: 1, column: 3 }), { line: 1, column: 2 });
    assert.equal(map.original({ line: 2, column: 0 }), undefined);
  });

  it("goes from the source to the first generated place", () => {
    assert.deepEqual(map.generated({ line: 1, column: 0 }), { line: 1, column: 2 });
    assert.equal(map.generated({ line: 7, column: 0 }), undefined);
  });
});

describe("a count of hits", () => {
  it("is a number, with a comparison or a divisor", () => {
    const hits = (condition: string): number[] => [1, 2, 3, 4, 5, 6].filter((hit) => isHit(hit, condition));
    assert.deepEqual(hits("3"), [3]);
    assert.deepEqual(hits("> 4"), [5, 6]);
    assert.deepEqual(hits("<=2"), [1, 2]);
    assert.deepEqual(hits("%2"), [2, 4, 6]);
    assert.throws(() => isHit(1, "often"), /"often" is not a count of hits/);
  });
});

describe("the presence of a front end", () => {
  const waits = (tell: boolean): Promise<boolean> =>
    new Promise((done) => {
      const presence = new Presence(() => done(true), 1);
      if (tell) presence.told();
      presence.paused(true);
      if (!tell) setTimeout(() => done(false), 20);
    });

  it("is missed when one that said so says it no more, and not when none ever did", async () => {
    assert.equal(await waits(true), true);
    assert.equal(await waits(false), false);
  });
});

describe("values in a debugger", () => {
  it("are texts of limited size with a type", () => {
    assert.equal(textOf("a\nb"), '"a\\nb"');
    assert.equal(textOf(-0), "-0");
    assert.ok(textOf("x".repeat(1e6)).length < 3000);
    assert.equal(typeOf(new Map([[1, 2]])), "Map(1)");
    assert.equal(typeOf(Object.create(null)), "Object");
  });

  it("are asked for nothing: no getter, no trap, no constructor", () => {
    let asked = 0;
    const traps = new Proxy(
      {},
      { get: () => asked++, getPrototypeOf: () => (asked++, null), ownKeys: () => (asked++, []) },
    );
    const value = {
      get own(): number {
        return ++asked;
      },
      traps,
    };
    const parts = partsOf(value);
    assert.deepEqual(
      parts.map(({ name }) => name),
      ["own", "traps"],
    );
    textOf(value);
    typeOf(traps);
    assert.equal(asked, 0);
    assert.equal(parts[0].get!(), 1);
  });

  it("show a long array in groups, each of at most 100 parts", () => {
    const groups = partsOf(Array.from<number>({ length: 12_345 }));
    assert.ok(groups.length <= 100);
    assert.equal(groups.at(-1)!.name, "[12000…12344]");
    assert.equal(partsOf(groups.at(-1)!.value as object).at(-1)!.name, "[12300…12344]");
  });
});

describe("what a debugger asks of the engine", () => {
  const engine = debuggingEngine();

  it("code can be stopped at where statements begin, not at types, imports and comments", async () => {
    const { debuggee } = await engine;
    const lines = (source: string): number[] => [
      ...new Set(debuggee.stops(source).map(({ line }) => line + 1)),
    ];
    assert.deepEqual(lines("// one\ninterface A { x: 1 }\nimport { a } from 'a';\nlet x = 1;\n\nx;"), [4, 6]);
    assert.deepEqual(
      lines("function f() {\n  return 1;\n}\nclass C {\n  m() {\n    f();\n  }\n}"),
      [2, 4, 6, 7],
    );
    assert.deepEqual(lines("[1].map(\n  (x) => x,\n);"), [1, 2]);
    assert.deepEqual(lines("this does not ( parse"), [1]);
  });

  it("an expression in TypeScript becomes JavaScript with the notebook's names in boxes, and locals left alone", async () => {
    const { debuggee, run } = await engine;
    await run("let a = 1; const f = (x: number) => x;");
    const code = (text: string, ...locals: string[]): string => debuggee.expression(text, locals, "box").code;
    assert.equal(code("a as number"), 'box("a").v;');
    assert.equal(code("a + 1", "a"), "(a + 1);");
    assert.equal(code("f(a)"), '((0, box("f").v)(box("a").v));');
    assert.equal(code("[a].map((a) => a * 2)"), '([box("a").v].map((a) => a * 2));');
    assert.equal(code("{ a }"), '({ a: box("a").v });');
    assert.equal(code("o.a"), "(o.a);");
    assert.throws(() => code("a +"), /is not an expression/);
  });

  it("a condition takes the names of the scopes around its place, and the cell's own before it has run", async () => {
    const { debuggee } = await engine;
    const source = "let own = 1;\nfor (let i = 0; i < 3; i++) {\n  own += i;\n}";
    const at = (text: string): unknown => debuggee.expressionAt(text, source, { line: 2, column: 2 }, "box");
    assert.deepEqual(at("i < own"), { code: '(i < box("own").v);', isPlain: true });
    assert.deepEqual(at("f(i)"), { code: "(f(i));".replace("f", '(0, box("f").v)'), isPlain: false });
  });

  it("a name that a debugger makes is known to later cells", async () => {
    const { debuggee, run } = await engine;
    debuggee.define("made", { n: 41 });
    assert.equal(await run("made.n + 1"), 42);
    assert.throws(() => debuggee.define("not a name", 1));
  });
});
