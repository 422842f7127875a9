// What every lesson of the course keeps to, in both languages.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";
import { root } from "../cli/environment";
import { hasTag, readExercise, solutionCode } from "./assignment";
import { type CodeCell, isCode, type Notebook, type NotebookCell } from "./format";
import { readNotebook } from "./read";

const english = join(root, "notebooks");
const chinese = join(english, "zh");
const index = "00-start-here.ipynb";
const widgetView = "application/vnd.jupyter.widget-view+json";

function lessonsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort();
}

function read(...path: string[]): Notebook {
  return readNotebook(join(...path)).notebook;
}

const lessons = lessonsIn(english);
const texts = (cells: readonly NotebookCell[]): string =>
  cells
    .filter((cell) => !isCode(cell))
    .map(({ source }) => source)
    .join("\n\n");

/** A piece of code: its kind, and its text. */
type Token = readonly [kind: ts.SyntaxKind, text: string];

function tokensOf(source: string): Token[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
  const tokens: Token[] = [];
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    if (children.length === 0) tokens.push([node.kind, node.getText(file)]);
    children.forEach(visit);
  };
  visit(file);
  return tokens;
}

const words = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
]);

/** Where two cells differ in more than words that are shown: those may stand in Chinese in place of the English ones. */
function differences(left: string, right: string): string[] {
  const [a, b] = [tokensOf(left), tokensOf(right)];
  if (a.length !== b.length) return [`${a.length} pieces of code in place of ${b.length}`];
  return a.flatMap(([kind, text], i) => {
    const [otherKind, other] = b[i];
    const translated = words.has(kind) && kind === otherKind && /\p{Script=Han}/u.test(other);
    return text === other || translated ? [] : [`${other} in place of ${text}`];
  });
}

describe("the Chinese course", () => {
  it("has the same files", () => assert.deepEqual(lessonsIn(chinese), lessons));

  for (const lesson of lessons) {
    it(`${lesson} has the same cells, and the same code but for words that are shown`, () => {
      const [left, right] = [read(english, lesson), read(chinese, lesson)];
      const shape = ({ cells }: Notebook): unknown[] =>
        cells.map(({ id, cell_type, metadata }) => ({ id, cell_type, metadata }));
      assert.deepEqual(shape(right), shape(left));
      left.cells.filter(isCode).forEach((cell) => {
        const other = right.cells.find(({ id }) => id === cell.id)!;
        assert.deepEqual(differences(cell.source, other.source), [], cell.id);
      });
      const answers = (notebook: Notebook): string[] =>
        notebook.cells.filter((cell) => hasTag(cell, "solution")).map(solutionCode);
      answers(left).forEach((answer, i) => assert.deepEqual(differences(answer, answers(right)[i]), []));
      for (const { id, source } of right.cells.filter((cell) => !isCode(cell)))
        assert.match(source, /\p{Script=Han}/u, id);
    });
  }

  it("would be told of a changed number, name or option", () => {
    const cell = 'check("the slope", slope, 4, { rtol: 1e-6 }); plot(x, y, { yscale: "log" });';
    assert.deepEqual(differences(cell, cell.replace("the slope", "斜率")), []);
    for (const [from, to] of [
      ["4", "5"],
      ["slope,", "slopes,"],
      ["rtol", "atol"],
      ["log", "linear"],
      ["the slope", "le pente"],
    ])
      assert.equal(differences(cell, cell.replace(from, to)).length, 1, from);
  });
});

for (const [language, folder] of Object.entries({ English: english, Chinese: chinese })) {
  describe(`the ${language} course`, () => {
    it("has an index with a line and a picture for each lesson", () => {
      const table = texts(read(folder, index).cells).split("\n");
      for (const lesson of lessons.filter((name) => name !== index)) {
        const rows = table.filter((line) => line.startsWith("|") && line.includes(`](${lesson})`));
        assert.equal(rows.length, 1, `one row of the table links ${lesson}`);
        const picture = /<img src="([^"]+)"/.exec(rows[0])?.[1] ?? "";
        assert.ok(existsSync(join(folder, picture)) && picture !== "", `a picture beside ${lesson}`);
        assert.match(rows[0], /\| [^|<]{10,} \|$/, "a line that says what it is about");
      }
    });

    lessons.forEach((lesson, i) => {
      const { cells, metadata } = read(folder, lesson);
      const last = cells.at(-1)!;

      it(`${lesson} ends with a link to the next`, () =>
        assert.ok(last.source.includes(`](${lessons[(i + 1) % lessons.length]})`), last.source));

      it(`${lesson} links only files that are there`, () => {
        const targets = Array.from(
          texts(cells).matchAll(/\]\(([^)#]+)\)|src="([^"]+)"/g),
          (m) => m[1] ?? m[2],
        );
        const gone = targets.filter((link) => !/^https?:/.test(link) && !existsSync(join(folder, link)));
        assert.deepEqual(gone, []);
      });

      it(`${lesson} names kernel, language, title and nobody, and has the tags that tools read`, () => {
        assert.deepEqual(Object.keys(metadata).sort(), ["kernelspec", "language_info", "title"]);
        const [heading] = cells[0].source.replaceAll("$", "").split("\n");
        assert.equal(
          `# ${String(metadata.title)}`,
          heading,
          "the title that pages show is the one that stands on top",
        );
        const tags = new Set(cells.flatMap((cell) => (cell.metadata.tags as string[] | undefined) ?? []));
        assert.deepEqual(
          [...tags].filter((tag) => !["exercise", "solution", "hide-input"].includes(tag)),
          [],
        );
        const named = cells.filter(({ id }) => !/^[a-z][a-z0-9-]*$/.test(id));
        assert.deepEqual(named, [], "ids are words, which stay when cells move");
      });

      it(`${lesson} has short cells`, () => {
        const sizes = cells.filter(isCode).map((cell) => cell.source.split("\n").length);
        assert.ok(Math.max(...sizes) <= 12 && median(sizes) <= 6, sizes.join(" "));
      });

      if (lesson === index) return;
      it(`${lesson} has an exercise with its solution, a picture, something to move, and where to read on`, () => {
        const exercises = cells.filter((cell) => hasTag(cell, "exercise")) as CodeCell[];
        assert.ok(exercises.length > 0);
        for (const exercise of exercises) {
          const solution = cells[cells.indexOf(exercise) + 1];
          assert.match(solution.source, /^<details>\n<summary>.+<\/summary>\n\n[\s\S]+\n\n<\/details>$/);
          const { answers, checks } = readExercise(exercise.source, solutionCode(solution), exercise.id);
          assert.ok(answers.length > 0 && checks.length > 0);
          assert.match(JSON.stringify(exercise.outputs), /○ .*: todo/, "stored unsolved");
        }
        const outputs = cells.filter(isCode).flatMap((cell) => cell.outputs);
        const pictures = outputs.filter((output) => "data" in output && "image/png" in output.data);
        assert.ok(pictures.length > 0, "a picture that is seen without running anything");
        const controls = outputs.filter((output) => "data" in output && widgetView in output.data);
        assert.ok(controls.length > 0, "a control that moves a figure");
        assert.ok(cells.some(({ id }) => id === "read-on"));
      });
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

describe("quotations", () => {
  it("of the source say what stands there", () => {
    const quotation = /^```ts\n\/\/ (src\/\S+\.ts)\n([\s\S]*?)\n```$/gm;
    const all = lessons.map((lesson) => texts(read(english, lesson).cells)).join("\n");
    const found = Array.from(all.matchAll(quotation), ([, file, code]) => ({ file, code }));
    assert.ok(found.length > 0, "no quotation was found: the check looks in the wrong place");
    for (const { file, code } of found)
      assert.ok(readSource(file).includes(code), `${file} is quoted otherwise than it is`);
  });
});

function readSource(file: string): string {
  const path = join(root, file);
  assert.ok(existsSync(dirname(path)), file);
  return ts.sys.readFile(path) ?? "";
}
