import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { draft, edited, type Opened, openDrafts } from "../../testing/drafts";
import type { Diagnosis, DraftCell, Editing, Mark } from "../editing";

const opened: Opened[] = [];
after(() => opened.forEach(({ session }) => session.close()));

function open(files: Readonly<Record<string, string>> = {}): Opened {
  opened.push(openDrafts(files));
  return opened.at(-1)!;
}

/** What is marked, as `cell: text marked: code`. */
function marked(editing: Editing, ...texts: string[]): string[] {
  const { cells } = draft(...texts);
  const { marks } = editing.diagnose(cells);
  return cells.flatMap(({ id, text }) =>
    marks[id].map(({ start, length, code }) => `${id}: ${text.slice(start, start + length)}: ${code}`),
  );
}

describe("diagnostics of cells that have not run", () => {
  const { editing, session } = open({
    "near.ts": "export const near = 1;\n",
    "wrong.ts": "export const a: number = 'x';\n",
  });

  it("a name of a cell above is known, of one below it is not", () => {
    assert.deepEqual(marked(editing, "const a = 1;", "a + 1; b", "const b = 2;"), ["1: b: 2304"]);
  });

  it("types go from cell to cell, and the latest declaration above counts", () => {
    const cells = ["let x = 1;", "const s: string = x;", 'let x = "a";', "const t: string = x;"];
    assert.deepEqual(marked(editing, ...cells), ["1: s: 2322"]);
  });

  it("what only the kernel knows counts, beneath the cells above", async () => {
    await session.run("const known = 3; let shadowed = 'text';");
    assert.deepEqual(marked(editing, "known.toFixed(); shadowed.length"), []);
    assert.deepEqual(marked(editing, "let shadowed = 1;", "shadowed.length; known.lenght"), [
      "1: length: 2339",
      "1: lenght: 2339",
    ]);
  });

  it("a cell that changes is followed by the ones below, and the marks go when the cause goes", () => {
    assert.deepEqual(marked(editing, "const f = (n: number) => n;", "f('a')"), ["1: 'a': 2345"]);
    assert.deepEqual(marked(editing, "const f = (n: string) => n;", "f('a')"), []);
    assert.deepEqual(marked(editing, "interface P { x: number }", "const p: P = { y: 1 }"), ["1: y: 2353"]);
    assert.deepEqual(marked(editing, "interface P { y: number }", "const p: P = { y: 1 }"), []);
  });

  it("a type that reaches a cell by way of another one is followed", () => {
    const last = ["interface Q { p: P }", "declare const q: Q; q.p.x"];
    assert.deepEqual(marked(editing, "interface P { x: number }", ...last), []);
    assert.deepEqual(marked(editing, "interface P { y: number }", ...last), ["2: x: 2339"]);
  });

  it("while a cell is no TypeScript, those below see its last text that was", () => {
    assert.deepEqual(marked(editing, "const kept = 1;", "kept + 1"), []);
    assert.deepEqual(marked(editing, "const kept = 1; kept.", "kept + 1"), ["0: : 1003"]);
    assert.deepEqual(marked(editing, "const kept = 1; {", "kept + 1"), ["0: : 1005"]);
  });

  it("the words are those of the refusal, the beginner's sentence first", async () => {
    const wrong = [
      "derivativ((x) => x, 1)",
      "const n: number = 'a';",
      "let = }",
      "[1].append(2)",
      "'a'.lenght",
    ];
    for (const text of wrong) {
      const [outcome] = await session.run(text);
      assert.ok(outcome.status === "error");
      const { marks } = editing.diagnose([{ id: "w", text }]);
      assert.equal(marks.w.map(({ message }) => message).join("\n"), outcome.error.evalue);
    }
  });

  it("offsets are UTF-16 units, also behind an emoji, and lines may end in CRLF", () => {
    assert.deepEqual(marked(editing, "const e = '😀😀';\r\nconst n: number = e;"), ["0: n: 2322"]);
  });

  it("names of Node's and of the newest libraries are known, local files are checked where they are imported", () => {
    assert.deepEqual(
      marked(editing, 'import { near } from "./near"; near.toFixed()', "process.pid; [1].toSorted()"),
      [],
    );
    assert.deepEqual(marked(editing, 'import { a } from "./wrong"; a'), ["0: wrong: 2322"]);
    assert.deepEqual(
      marked(editing, "const id: NodeJS.Timeout = setTimeout(() => {}, 1); new Intl.NumberFormat()"),
      [],
    );
  });

  it("cells for another program, and imports of a cell that is a module, are left alone", () => {
    assert.deepEqual(
      marked(
        editing,
        "/** @browser */ alert(1)",
        "/** @module made */ export const m = 1;",
        'import { m } from "./made"; m',
      ),
      [],
    );
  });

  it("a name that was asked for by typeof is not known afterwards", () => {
    assert.deepEqual(marked(editing, "typeof nowhere"), []);
    assert.deepEqual(marked(editing, "nowhere"), ["0: nowhere: 2304"]);
  });

  it("what the kernel only says beside the output is a warning with its fix", () => {
    const { marks } = editing.diagnose([{ id: "p", text: "const side = 3;\nside ^ 2" }]);
    const [{ severity, fixes }] = marks.p;
    assert.deepEqual([severity, fixes[0].edits], ["warning", [{ start: 16, length: 8, text: "side ** 2" }]]);
  });

  it("an unfinished text is told from a mistake", () => {
    const isUnfinished = (text: string): boolean[] =>
      editing.diagnose([{ id: "u", text }]).marks.u.map((mark: Mark) => mark.isUnfinished);
    assert.deepEqual([isUnfinished("Math."), isUnfinished("nowhere + 1")], [[true], [false]]);
  });

  it("an edit removes its cause, and the cell is right afterwards", () => {
    const cells = [
      { id: "a", text: 'import { tensor } from "nablab";' },
      { id: "f", text: "const t = tensor(2);\nt * t" },
    ];
    const [{ fixes }] = editing.diagnose(cells).marks.f;
    const fixed = edited(cells[1].text, fixes[0].edits);
    assert.equal(fixed, "const t = tensor(2);\nt.mul(t)");
    assert.deepEqual(editing.diagnose([cells[0], { id: "f", text: fixed }]).marks.f, []);
  });

  it("asking declares nothing to the kernel", async () => {
    marked(editing, "const onlyDraft = 1;", "onlyDraft + 1");
    const [{ status }] = await session.run("onlyDraft");
    assert.equal(status, "error");
  });

  it("a chain of 400 cells, a text that is no TypeScript and one that is nested too deep do no harm", () => {
    const chain = Array.from(
      { length: 400 },
      (_, i) => `const o${i} = { n: ${i === 0 ? 0 : `o${i - 1}.n + 1`} };`,
    );
    assert.deepEqual(marked(editing, ...chain, "o399.n.toFixed()"), []);
    assert.deepEqual(marked(editing, ...chain, "o399.n.toFixed(); o399.m"), ["400: m: 2339"]);
    const junk = "~~~ lorem ipsum { [ ( \n".repeat(100);
    const deep = `${"(".repeat(20_000)}1`;
    const { marks } = editing.diagnose([
      { id: "j", text: junk },
      { id: "d", text: deep },
      { id: "k", text: "missing" },
    ]);
    assert.ok(marks.j.length > 0 && marks.j.length <= 30);
    assert.deepEqual([marks.d, marks.k.length], [[], 1]);
  });

  /** Asks until all is checked, each time for as little as there is. */
  function step(cells: readonly DraftCell[], focus: string): Diagnosis[] {
    const answers = [editing.diagnose(cells, { focus, budget: 0 })];
    while (answers.at(-1)!.isPending && answers.length < 2000)
      answers.push(editing.diagnose(cells, { focus, budget: 0 }));
    return answers;
  }

  it("answers within its budget, the focus first, and goes on where it was", () => {
    const cells = Array.from({ length: 40 }, (_, i) => ({
      id: `b${i}`,
      text: `const b${i} = ${i}; b${i}.toFixed()`,
    }));
    const answers = step(cells, "b30");
    assert.equal(answers.length, 40);
    assert.deepEqual(answers.map(({ isPending }) => isPending).indexOf(false), 39);
    assert.deepEqual([Object.keys(answers[0].marks), Object.keys(answers[39].marks).length], [["b30"], 40]);
    assert.equal(Object.keys(answers[39].marks)[0], "b30");
  });

  it("a long cell is checked in pieces, with the marks that it has as a whole", () => {
    const lines = Array.from({ length: 400 }, (_, i) => `const l${i} = ${i} + Math.sin(${i});`);
    lines[7] = "const l7: string = 7;";
    lines[250] = "l7.nothing; function late() { return l399.none; }";
    const long = { id: "long", text: lines.join("\n") };
    const answers = step([long, { id: "next", text: "l0.toFixed(); l401" }], "long");
    // A piece has 20 of the 401 statements; a cell with marks may be checked with the larger library, too.
    assert.ok(answers.length >= 22 && answers.length < 50, String(answers.length));
    const { marks } = answers.at(-1)!;
    const other = open().editing.diagnose([long]);
    assert.deepEqual(marks.long, other.marks.long);
    assert.deepEqual(
      marks.long.map(({ start, length }) => long.text.slice(start, start + length)),
      ["l7", "nothing", "none"],
    );
    assert.equal(marks.next.length, 1);
  });

  it("a change of a long cell that is half checked begins anew, with no mark of before", () => {
    const lines = Array.from({ length: 300 }, (_, i) => `const h${i} = ${i};`);
    const wrong = [...lines.slice(0, -1), "const h299: string = 299;"];
    const cell = (text: readonly string[]): DraftCell[] => [{ id: "half", text: text.join("\n") }];
    for (let i = 0; i < 5; i++) editing.diagnose(cell(wrong), { budget: 0 });
    assert.deepEqual(step(cell(lines), "half").at(-1)!.marks.half, []);
    assert.equal(step(cell(wrong), "half").at(-1)!.marks.half.length, 1);
  });
});
