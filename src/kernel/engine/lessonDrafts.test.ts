import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { perLane } from "../../testing/lane";
import type { DraftCell, Mark } from "../editing";
import { createLanguage } from "./language/language";
import type { Diagnostic, Language } from "./language/types";
import { globalTypes } from "./provided";

const packageFolder = join(__dirname, "..", "..", "..");
const notebooks = join(packageFolder, "notebooks");

/** The engine's compiler: compiling a cell is what running it is to the checker. */
function language(): Language {
  return createLanguage({
    folder: notebooks,
    fallbacks: [packageFolder],
    globals: globalTypes,
    selfContained: ["nablab"],
  });
}

function codeCells(file: string): DraftCell[] {
  const { cells } = JSON.parse(readFileSync(join(notebooks, file), "utf8")) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }, i) => ({ id: `${file} ${i}`, text: [source].flat().join("") }));
}

/** All marks of a notebook in words. */
function marksIn(compiler: Language, cells: readonly DraftCell[]): string[] {
  const { marks } = compiler.editing().diagnose(cells);
  return cells.flatMap(({ id }) => marks[id].map(({ message }) => `${id}: ${message}`));
}

const [english, chinese] = ["", "zh"].map((folder) =>
  readdirSync(join(notebooks, folder))
    .filter((name) => name.endsWith(".ipynb"))
    .sort(),
);
const files = [...english, ...chinese.map((name) => join("zh", name))];
const some = files.slice(0, perLane({ quick: 3, usual: 6, release: files.length }));

describe("the lessons have no mark", () => {
  it("in both languages, which have the same lessons", () => {
    assert.deepEqual(chinese, english);
    assert.ok(english.includes("01-tangent-line.ipynb"));
  });

  for (const file of some)
    it(`${file}, whichever of its cells have run`, () => {
      const compiler = language();
      const cells = codeCells(file);
      assert.deepEqual(marksIn(compiler, cells), []);
      for (const { text } of cells) {
        assert.equal(compiler.compile(text).ok, true);
        assert.deepEqual(marksIn(compiler, cells), []);
      }
    });
});

/** A mistake: how it is put into a cell, and the text that is to be marked. */
interface Mistake {
  name: string;
  plant: (text: string) => { text: string; marked: string } | undefined;
}

const mistakes: readonly Mistake[] = [
  {
    name: "a misspelt function of the library",
    plant(text) {
      const called =
        /(?<![.\w])(derivative|numericalGradient|tensor|plot|grad|check|symbolic|linspace)\(/.exec(text);
      if (called === null || text.includes(`{ ${called[1]}`)) return undefined;
      const wrong = `${called[1].slice(0, -1)}q`;
      return { text: text.replace(`${called[1]}(`, `${wrong}(`), marked: wrong };
    },
  },
  {
    name: "a name that nobody has declared",
    plant: (text) => ({ text: `${text}\n;(undeclaredName + 1);`, marked: "undeclaredName" }),
  },
  {
    name: "a member that is not there",
    plant: (text) => ({ text: `${text}\n;[1, 2].lenght;`, marked: "lenght" }),
  },
  {
    name: "a text where a number is wanted",
    plant: (text) => ({ text: `const planted: number = "three";\n${text}`, marked: "planted" }),
  },
  {
    name: "a name that is not exported",
    plant: (text) => ({ text: `import { derivativ as d9 } from "nablab";\n${text}`, marked: "derivativ" }),
  },
  {
    name: "a bracket that is not closed",
    plant: (text) => ({ text: `${text}\n;Math.abs((1 + 2`, marked: "(" }),
  },
];

/** As `describeRefused` words it. */
function wordsOf({ advice, code, message }: Diagnostic): string {
  return [...(advice ? [advice.sentence.en] : []), `TS${code}: ${message}`].join("\n");
}

function covers({ start, length }: Mark, text: string, marked: string): boolean {
  return text.slice(start, start + Math.max(length, 1)).includes(marked) || marked === "(";
}

describe("mistakes in the lessons", () => {
  const chosen = files.slice(0, perLane({ quick: 1, usual: 3, release: 14 }));
  let planted = 0;

  for (const file of chosen)
    it(`${file}: each is marked at its place, with the words of the refusal`, () => {
      const [ran, drafted] = [language(), language()];
      const cells = codeCells(file);
      for (const [k, { plant, name }] of mistakes.entries()) {
        // Another cell for each kind, so that the cells above are part of the question.
        const at = cells.findIndex(({ text }, i) => i >= k && plant(text) !== undefined);
        if (at < 0) continue;
        const { text, marked } = plant(cells[at].text)!;
        for (const cell of cells.slice(0, at)) assert.equal(ran.compile(cell.text).ok, true);
        const refused = ran.compile(text);
        assert.ok(!refused.ok, name);
        const changed = cells.map((cell, i) => (i === at ? { ...cell, text } : cell));
        const found = drafted.editing().diagnose(changed).marks[cells[at].id];
        assert.deepEqual(
          found.map(({ message, start, length }) => ({ message, start, length })),
          refused.diagnostics.map((d) => ({ message: wordsOf(d), start: d.start, length: d.length })),
        );
        assert.ok(
          found.some((mark) => covers(mark, text, marked)),
          `${name}: ${JSON.stringify(found)}`,
        );
        planted++;
      }
    });

  it("were many", () => assert.ok(planted >= perLane({ quick: 5, usual: 15, release: 60 }), String(planted)));
});
