// What every lesson of the course keeps to, in both languages.

import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
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

/** What a lesson asks of a student, by the tags of its cells, each with how many there are to be. */
const asked = { exercise: 5, predict: 1, write: 1, bug: 1, starred: 1, drill: 3 } as const;
const known = [...Object.keys(asked), "solution", "hide-input", "notebook-only"];
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

/** The pieces of a template: words move from one to another where a sentence has another order. */
const pieces = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
]);

/**
 * Where two cells differ in more than words that are shown: those may stand in Chinese in place of the
 * English ones.
 */
function differences(left: string, right: string): string[] {
  const [a, b] = [tokensOf(left), tokensOf(right)];
  if (a.length !== b.length) return [`${a.length} pieces of code in place of ${b.length}`];
  return a.flatMap(([kind, text], i) => {
    const [otherKind, other] = b[i];
    const isWords =
      kind === ts.SyntaxKind.StringLiteral && /[\p{Script=Han}，。：；？！、（）…]/u.test(other);
    const isPiece = pieces.has(kind) && /\p{Script=Han}/u.test(right);
    const translated = kind === otherKind && (isWords || isPiece);
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
      const [chooses] = right.cells.splice(1, 1);
      assert.match(chooses.source, /^import { setLanguage } from "nablab";\nsetLanguage\("zh"\);$/);
      assert.deepEqual(shape(right), shape(left));
      left.cells.filter(isCode).forEach((cell) => {
        const other = right.cells.find(({ id }) => id === cell.id)!;
        assert.deepEqual(differences(cell.source, other.source), [], cell.id);
      });
      const answers = (notebook: Notebook): string[] =>
        notebook.cells.filter((cell) => hasTag(cell, "solution")).map(solutionCode);
      answers(left).forEach((answer, i) => assert.deepEqual(differences(answer, answers(right)[i]), []));
      for (const { id, source } of right.cells.filter((cell) => !isCode(cell))) {
        assert.match(source, /\p{Script=Han}/u, id);
        // Markdown takes the end of bold text for one only where a space or a mark follows its own last mark.
        const bolds = Array.from(source.matchAll(/\*\*([^*\n]+)\*\*(.?)/gu));
        const open = bolds.filter(
          ([, bold, next]) => /[：，。！？）]$/u.test(bold) && /[^\s\p{P}]/u.test(next),
        );
        assert.deepEqual(open, [], id);
      }
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
    it("walks backward with the debugger in lesson 13: a picture, the line to stop at, and a row for each edge", () => {
      const { cells } = read(folder, "13-inside-autograd.ipynb");
      const sourceOf = (id: string): string => cells.find((cell) => cell.id === id)!.source;
      const picture = /\]\(([^)]+debugger\.png)\)/.exec(sourceOf("watch"))?.[1] ?? "none";
      assert.ok(existsSync(join(folder, picture)), picture);
      const line = Number(/line (\d+)|第 (\d+) 行/.exec(sourceOf("watch"))?.slice(1).find(Boolean));
      assert.match(sourceOf("backward").split("\n")[line - 1], /input\.grad \+= slope \* value\.grad/);
      const rows = sourceOf("watch-text").match(/^\| \$.*\|$/gm)!;
      const sums = rows.map((row) => row.split("|").slice(3, -1).map(Number));
      for (const [slope, arrived, before, after] of sums) assert.equal(before + slope * arrived, after);
      const [left, right] = [sums[2][3], sums[3][3]];
      assert.ok(sourceOf("watch-cell").includes(`[u.grad, v.grad], [${left}, ${right}]`));
    });

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
        const { kernelspec, language_info, title, ...more } = metadata;
        assert.ok(kernelspec && language_info && title, "kernelspec, language_info and title are there");
        assert.deepEqual(more, folder === chinese ? { language: "zh" } : {});
        const [heading] = cells[0].source.replaceAll("$", "").split("\n");
        assert.equal(
          `# ${String(metadata.title)}`,
          heading,
          "the title that pages show is the one that stands on top",
        );
        const tags = new Set(cells.flatMap((cell) => (cell.metadata.tags as string[] | undefined) ?? []));
        assert.deepEqual(
          [...tags].filter((tag) => !known.includes(tag)),
          [],
        );
        const named = cells.filter(({ id }) => !/^[a-z][a-z0-9-]*$/.test(id));
        assert.deepEqual(named, [], "ids are words, which stay when cells move");
      });

      it(`${lesson} has its marks for slides, and no key to press on a page that cannot run`, () => {
        const kindOf = (cell: NotebookCell): unknown =>
          (cell.metadata.slideshow as { slide_type?: string } | undefined)?.slide_type;
        for (const cell of cells.filter((one) => !isCode(one))) {
          const isLeft = hasTag(cell, "solution") || hasTag(cell, "notebook-only");
          const wanted = isLeft ? "skip" : /^#{1,2} /.test(cell.source) ? "slide" : "subslide";
          assert.equal(kindOf(cell), wanted, cell.id);
        }
        const read = texts(cells.filter((cell) => !hasTag(cell, "notebook-only")));
        assert.doesNotMatch(
          read,
          /\bpress \*\*|Shift|\brun (the|this) cell\b|Click into|按 \*\*|点进去|运行(这个|每个)单元格/i,
        );
      });

      it(`${lesson} is stored in less than a megabyte`, () =>
        assert.ok(statSync(join(folder, lesson)).size < 1_000_000));

      it(`${lesson} writes formulas as formulas: no method is called on the result of another's arithmetic`, () => {
        const chain = /\.(mul|add|sub|div)\([^()]*\)\.(mul|add|sub|div|pow)\(/;
        const programs = cells.map((cell) => (isCode(cell) ? cell.source : solutionCode(cell)));
        const chained = programs.flatMap((source) => source.split("\n")).filter((line) => chain.test(line));
        assert.ok(chained.length <= 1, chained.join("\n"));
      });

      it(`${lesson} has short cells`, () => {
        const lines = (cell: NotebookCell): number => cell.source.split("\n").length;
        const code = cells.filter(isCode);
        const told = code.filter((cell) => !hasTag(cell, "exercise") && !hasTag(cell, "drill")).map(lines);
        assert.ok(Math.max(...code.map(lines)) <= 12 && median(told) <= 8, told.join(" "));
      });

      if (lesson === index) return;
      it(`${lesson} has an exercise with its solution, a picture, something to move, and where to read on`, () => {
        const exercises = cells.filter((cell) => hasTag(cell, "exercise")) as CodeCell[];
        for (const exercise of exercises) {
          const solution = cells[cells.indexOf(exercise) + 1];
          assert.match(solution.source, /^<details>\n<summary>.+<\/summary>\n\n[\s\S]+\n\n<\/details>$/);
          const { answers, questions } = readExercise(exercise.source, solutionCode(solution), exercise.id);
          assert.ok(answers.length > 0 && questions.length > 0);
          const open = folder === chinese ? /○ .*：待完成/ : /○ .*: todo/;
          assert.match(
            JSON.stringify(exercise.outputs),
            hasTag(exercise, "bug") ? /✗ / : open,
            "stored unsolved",
          );
        }
        for (const [tag, least] of Object.entries(asked)) {
          const count = cells.filter((cell) => hasTag(cell, tag)).length;
          assert.ok(count >= least, `${count} of ${least} cells tagged ${tag}`);
        }
        const sources = exercises.map(({ source }) => source);
        const hinted = sources.filter((source) => source.includes("hint:"));
        assert.ok(hinted.length >= 5, `${hinted.length} exercises with hints`);
        const stepwise = countIn(sources, /hint: (\["|hints)/g);
        assert.ok(stepwise >= 3, `${stepwise} exercises with hints in steps`);
        const mistakes = countIn(sources, /known: \[\[/g);
        assert.ok(mistakes >= 3, `${mistakes} exercises that recognise a mistake`);
        const drills = cells.filter((cell) => hasTag(cell, "drill")).map(({ source }) => source);
        const knowing = drills.filter((source) => /\bknown\b(:|,? })/.test(source)).length;
        assert.ok(knowing >= 2, `${knowing} drills that recognise a mistake`);
        for (const source of drills) assert.match(source, /random\.(integer|pick)\(/, "numbers that change");
        const predicted = cells.findIndex((cell) => hasTag(cell, "predict"));
        const moved = cells.findLastIndex(({ source }) => /\binteract\(/.test(source));
        assert.ok(predicted < moved, "a prediction stands before something is moved");
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

/** How often something stands in the texts. */
function countIn(sources: readonly string[], what: RegExp): number {
  return sources.reduce((sum, source) => sum + Array.from(source.matchAll(what)).length, 0);
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
