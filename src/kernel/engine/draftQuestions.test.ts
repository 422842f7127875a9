import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { draft, edited, type Opened, openDrafts } from "../../testing/drafts";
import type { DraftCell, Editing } from "../editing";

const opened: Opened[] = [];
after(() => opened.forEach(({ session }) => session.close()));

function open(files: Readonly<Record<string, string>> = {}): Opened {
  opened.push(openDrafts(files));
  return opened.at(-1)!;
}

describe("questions about a place", () => {
  const { editing } = open();
  const above = [
    "/** Doubles it.\n * @param value what is doubled\n */\nfunction double(value: number, times = 1): number { return 2 * value * times }",
    "const shape = { height: 1, width: 2 }; let free = 1;",
  ];

  it("hover shows type and docstring of a cell above that has not run", () => {
    const { cells, at } = draft(...above, "doub|le(1)");
    const { plain } = editing.inspect(cells, at)!;
    assert.match(plain, /double\(value: number, times\?: number\): number/);
    assert.match(plain, /Doubles it\./);
  });

  it("call help says which parameter is meant, also while the bracket is open", () => {
    const { cells, at } = draft(...above, "if (true) { double(3, |");
    const { signatures, activeParameter } = editing.signature(cells, at)!;
    const [{ prefix, parameters, documentation }] = signatures;
    assert.deepEqual([prefix, activeParameter, documentation], ["double(", 1, "Doubles it."]);
    assert.deepEqual(
      parameters.map(({ label }) => label),
      ["value: number", "times?: number"],
    );
    assert.equal(parameters[0].documentation, "what is doubled");
  });

  it("there is no call help outside of a call", () => {
    const { cells, at } = draft(...above, "double(3);|");
    assert.equal(editing.signature(cells, at), undefined);
  });

  it("the library's functions have their texts", () => {
    const { cells, at } = draft('import { derivative } from "nablab";', "derivative(|");
    const [{ documentation, parameters }] = editing.signature(cells, at)!.signatures;
    assert.ok(documentation.length > 20 && parameters.length >= 2, documentation);
  });

  it("console and timers have their texts, though Node's types are not read for them", () => {
    for (const call of ["console.log", "setTimeout", "setInterval", "setImmediate", "clearTimeout"]) {
      const { cells, at } = draft(`${call}(|`);
      const [{ documentation }] = editing.signature(cells, at)!.signatures;
      assert.ok(documentation.length > 20, `${call}: ${documentation}`);
    }
  });

  it("completion knows the cells above, and has their documentation", () => {
    const { cells, at } = draft(...above, "const y = dou|");
    const { matches, start } = editing.complete(cells, at);
    assert.deepEqual([matches[0].text, matches[0].type, start], ["double", "function", 10]);
    assert.match(editing.completionDetail(cells, at, "double")!.plain, /Doubles it\./);
    const member = draft(...above, "shape.hei|");
    assert.equal(editing.complete(member.cells, member.at).matches[0].text, "height");
  });

  it("a definition is found in the cell above that makes the name, constants and variables alike", () => {
    const { cells, at } = draft(...above, "doub|le(1)");
    const start = above[0].indexOf("double(");
    assert.deepEqual(editing.definition(cells, at), { cell: { cell: "0", start, length: 6 } });
    const free = draft(...above, "fr|ee + 1");
    assert.deepEqual(editing.definition(free.cells, free.at), {
      cell: { cell: "1", start: above[1].indexOf("free"), length: 4 },
    });
    const own = draft("const mine = 1;\nmi|ne");
    assert.deepEqual(editing.definition(own.cells, own.at), { cell: { cell: "0", start: 6, length: 4 } });
  });

  it("a definition outside of the notebook is a reason", () => {
    const { cells, at } = draft("Ma|th.PI");
    assert.match(
      (editing.definition(cells, at) as { reason: string }).reason,
      /belongs to a package or to the language/,
    );
  });
});

describe("rename", () => {
  const { editing, session } = open();

  function renamed(name: string, ...texts: string[]): string[] | string {
    const { cells, at } = draft(...texts);
    const result = editing.rename(cells, at, name);
    if ("reason" in result) return result.reason;
    return cells.map(({ id, text }) => edited(text, result.edits[id]));
  }

  it("goes through all cells, whatever the kind of the name", () => {
    assert.deepEqual(
      renamed(
        "slope",
        "let sl|ow = 1;",
        "slow += 1; const o = { slow };",
        "function f(slow: number) { return slow }\nslow",
      ),
      [
        "let slope = 1;",
        "slope += 1; const o = { slow: slope };",
        "function f(slow: number) { return slow }\nslope",
      ],
    );
    assert.deepEqual(renamed("g", "const ff = (x: number) => x;", "ff(1)", "const h = [1].map(f|f)"), [
      "const g = (x: number) => x;",
      "g(1)",
      "const h = [1].map(g)",
    ]);
    assert.deepEqual(renamed("Point", "interface P1 { x: number }", "const p: P1 = { x: 1 }", "let q: P|1"), [
      "interface Point { x: number }",
      "const p: Point = { x: 1 }",
      "let q: Point",
    ]);
    assert.deepEqual(renamed("again", "let twice = 1;", "let twi|ce = 2;", "twice"), [
      "let again = 1;",
      "let again = 2;",
      "again",
    ]);
  });

  it("a name inside a function stays inside it, a member goes where its type goes", () => {
    assert.deepEqual(renamed("n", "const f = (num|ber: number) => number;", "const number = 1;"), [
      "const f = (n: number) => n;",
      "const number = 1;",
    ]);
    assert.deepEqual(renamed("tall", "const shape = { hei|ght: 1 };", "shape.height"), [
      "const shape = { tall: 1 };",
      "shape.tall",
    ]);
  });

  it("is refused with the reason where it cannot be whole", async () => {
    await session.run("const kernelOnly = 1;");
    const refused: readonly (readonly [RegExp, string, ...string[]])[] = [
      [
        /^"plot" is a name of the package nablab|the module "nablab"/,
        "draw",
        'import { plot } from "nablab";',
        "pl|ot",
      ],
      [/^"Math" is a name of the language/, "M", "Ma|th.PI"],
      [/only the kernel knows it/, "other", "kernel|Only + 1"],
      [/is in use already, in code cell 2/, "b", "const a|1 = 1;", "const b = 2;"],
      [/is a word of the language/, "class", "const a|1 = 1;"],
      [/is not a name/, "2x", "const a|1 = 1;"],
      [/Code cell 2 mentions "a1"/, "a2", "const a|1 = 1;", "a1 +"],
    ];
    for (const [reason, name, ...texts] of refused) assert.match(String(renamed(name, ...texts)), reason);
  });
});

describe("layout", () => {
  const { editing } = open();
  const formatted = (text: string): string => edited(text, editing.format(text));

  it("is TypeScript's own, and leaves alone what is no TypeScript", () => {
    assert.equal(
      formatted("const  f=(x:number)=>{\nreturn x*2}"),
      "const f = (x: number) => {\n  return x * 2\n}",
    );
    assert.equal(formatted("let = }"), "let = }");
  });
});

describe("cells that have to run again", () => {
  function stale(editing: Editing, cells: readonly DraftCell[]): Record<string, readonly string[]> {
    return Object.fromEntries(
      Object.entries(editing.diagnose(cells).stale).map(([id, { names }]) => [id, names]),
    );
  }

  it("are those that used a name which a later run has changed", () => {
    const { editing } = open();
    const { cells } = draft("let a = 1;", "const b = a + 1;", "b * 2", "const c = 3;");
    const run = (i: number, text = cells[i].text): void => editing.ran({ id: cells[i].id, text });
    [0, 1, 2, 3].forEach((i) => run(i));
    assert.deepEqual(stale(editing, cells), {});
    run(0, "let a = 2;");
    assert.deepEqual(stale(editing, cells), { 1: ["a"] });
    run(1);
    assert.deepEqual(stale(editing, cells), { 2: ["b"] });
    run(2);
    assert.deepEqual(stale(editing, cells), {});
  });

  it("a definition that runs again as it was changes nothing; a local of the same name is another one", () => {
    const { editing } = open();
    const { cells } = draft(
      'import { plot } from "nablab"; const f = (x: number) => x;',
      "f(1); plot",
      "((f: number) => f)(1)",
    );
    for (const { id, text } of cells) editing.ran({ id, text });
    editing.ran(cells[0]);
    assert.deepEqual(stale(editing, cells), {});
    editing.ran({ id: "0", text: "const f = (x: number) => 2 * x;" });
    assert.deepEqual(stale(editing, cells), { 1: ["f"] });
  });

  it("an assignment and a change of the insides count as a change, in the notebook's order", () => {
    const { editing } = open();
    const { cells } = draft("let n = 0; const xs = [1];", "n += 1; xs.push(2);", "[n, xs]");
    for (const { id, text } of cells) editing.ran({ id, text });
    assert.deepEqual(stale(editing, cells), {});
    editing.ran(cells[1]);
    assert.deepEqual(stale(editing, cells), { 2: ["n", "xs"] });
  });

  it("what follows from a cell is told from the text as it stands, by way of other cells", () => {
    const { editing } = open();
    const { cells } = draft("let a = 1;", "const b = a;", "const z = 1;", "b + 1", "let a = 5;", "a");
    assert.deepEqual(editing.dependents(cells, "0"), ["1", "3"]);
  });
});
