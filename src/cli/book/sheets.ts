// Printouts: what a class works with on paper, one page a lesson, and the answers on another.

import { hasTag, solutionCode } from "../../notebook/assignment";
import { isCode, type Notebook, type NotebookCell } from "../../notebook/format";
import type { Lesson } from "./lesson";
import { numbered, sheetId } from "./furniture";
import { languageOf, words } from "./words";

/** A lesson and what stands in its notebook. */
export interface Read {
  lesson: Lesson;
  notebook: Notebook;
}

/** One Markdown cell a lesson; its page is made as those of the lessons are. */
export function sheetsOf(lessons: readonly Read[], kind: "sheets" | "answers"): Notebook {
  const cells = lessons.map((read): NotebookCell => ({
    cell_type: "markdown",
    id: sheetId(read.lesson),
    metadata: {},
    source: kind === "sheets" ? sheetOf(read) : answersOf(read),
  }));
  const language = languageOf(lessons[0].lesson.path);
  const metadata = {
    title: words[language][kind],
    kernelspec: { name: "tslab", display_name: "TypeScript" },
  };
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}

function sheetOf({ lesson, notebook }: Read): string {
  const { cells } = notebook;
  const text = words[languageOf(lesson.path)];
  const line = `\n\n${text.answer}: <span class="line"></span>`;
  const asked = cells.flatMap((cell, i) =>
    hasTag(cell, "exercise") ? [`1. ${indented(question(cells, i))}${indented(line)}`] : [],
  );
  const drills = cells.flatMap((cell) =>
    hasTag(cell, "drill") ? [`1. ${drillText(cell)}${indented(line)}`] : [],
  );
  const formulas = formulasOf(cells);
  return [
    `<p class="name">${text.name}: <span class="line"></span></p>`,
    `# ${numbered(lesson)}`,
    opening(cells),
    ...(formulas.length > 0 ? [`## ${text.formulas}`, ...formulas] : []),
    `## ${text.exercises}`,
    asked.join("\n\n"),
    `## ${text.drills}`,
    drills.join("\n\n"),
  ].join("\n\n");
}

/** What is learnt, and the exercise of the book. */
function opening(cells: readonly NotebookCell[]): string {
  const [, ...paragraphs] = cells[0].source.split(/\n{2,}/);
  return withoutLinks(paragraphs.join("\n\n"));
}

/** The formulas that stand by themselves; a sheet has room for a few. */
function formulasOf(cells: readonly NotebookCell[]): string[] {
  const told = cells.filter((cell) => !isCode(cell) && !hasTag(cell, "solution"));
  const all = told.flatMap(({ source }) =>
    Array.from(source.matchAll(/\$\$[\s\S]+?\$\$/g), ([formula]) => formula),
  );
  return all.slice(0, 3);
}

/** The text above an exercise, and the program in which a mistake is to be found. */
function question(cells: readonly NotebookCell[], at: number): string {
  const before = cells.slice(0, at).filter((cell) => !isCode(cell));
  const prose = (before.at(-1)?.source ?? "").replace(/^#+ .*\n+/, "");
  if (!hasTag(cells[at], "bug")) return withoutLinks(prose);
  const program = cells[at].source.split(/^(?:exercise\(|const )/m)[0].trim();
  return `${withoutLinks(prose)}\n\n\`\`\`ts\n${program}\n\`\`\``;
}

/** The question of a drill, as it was asked when the notebook was stored. */
function drillText(cell: NotebookCell): string {
  const outputs = isCode(cell) ? cell.outputs : [];
  const [text] = outputs.flatMap((output) =>
    "data" in output && "text/markdown" in output.data ? [String(output.data["text/markdown"])] : [],
  );
  return text ?? "";
}

function answersOf({ lesson, notebook }: Read): string {
  const answers = notebook.cells.flatMap((cell) => {
    if (!hasTag(cell, "solution")) return [];
    const prose = cell.source
      .replace(/<\/?details>|<summary>.*<\/summary>/g, "")
      .replace(/^```ts\n[\s\S]*?\n```$/m, "")
      .trim();
    const names = Array.from(
      solutionCode(cell).matchAll(/^exercise\("((?:[^"\\]|\\.)*)"/gm),
      ([, name]) => name,
    );
    return [`1. **${names.join("; ")}.** ${indented(withoutLinks(prose))}`];
  });
  return [`# ${numbered(lesson)}`, answers.join("\n\n")].join("\n\n");
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n   ");
}

/** Paper has no links. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

/** The page of the sheets: each cell is a page of paper, in the largest letters that fit. */
export function asSheets(html: string): string {
  return html
    .replace("</head>", () => `<style>${style}</style>\n</head>`)
    .replace("</body>", () => `<script>${script}</script>\n</body>`);
}

const style = `
@page { size: A4; margin: 12mm; }
body { background: #fff !important; color: #111; }
main { padding: 0; }
.jp-Cell { padding: 0 !important; margin: 0 auto 8mm !important; width: 186mm; box-shadow: 0 0 4px #999; break-after: page; break-inside: avoid; overflow: hidden; }
.jp-Cell:last-child { break-after: auto; }
.jp-MarkdownOutput { display: block !important; box-sizing: border-box; height: 270mm; width: 186mm; max-width: none !important; padding: 3mm !important; columns: 2; column-gap: 7mm; column-fill: auto; overflow: hidden; background: #fff; color: #111 !important; --jp-content-font-size1: inherit; }
.jp-MarkdownOutput * { color: #111 !important; }
.jp-Cell-inputWrapper, .jp-InputArea { display: block !important; }
.jp-InputPrompt, .jp-Collapser, .anchor-link { display: none !important; }
.jp-MarkdownOutput h1 { font-size: 1.35em !important; margin: 0 0 0.4em !important; }
.jp-MarkdownOutput h2 { font-size: 1.1em !important; margin: 0.6em 0 0.3em !important; border: 0 !important; }
.jp-MarkdownOutput p, .jp-MarkdownOutput li, .jp-MarkdownOutput pre, .jp-MarkdownOutput blockquote { font-size: 1em !important; line-height: 1.3 !important; margin: 0 0 0.35em !important; }
.jp-MarkdownOutput ol { padding-left: 1.6em !important; margin: 0 !important; }
.jp-MarkdownOutput pre, .jp-MarkdownOutput code { font-size: 0.92em !important; white-space: pre-wrap !important; background: none !important; }
.jp-MarkdownOutput li, .jp-MarkdownOutput pre, mjx-container { break-inside: avoid; }
mjx-container[display="true"] { margin: 0.3em 0 !important; overflow: hidden; }
.line { display: inline-block; width: 60%; height: 1.3em; border-bottom: 1px solid #777; }
main:has(.jp-Cell:target) .jp-Cell:not(:target) { display: none; }
@media print { .jp-Cell { box-shadow: none; margin: 0 !important; } }
`;

/** The letters become smaller until nothing runs over into a third column. */
const script = `
(async () => {
  await globalThis.MathJax?.startup.promise;
  for (const sheet of document.querySelectorAll(".jp-MarkdownOutput")) {
    const fits = () => sheet.scrollWidth <= sheet.clientWidth + 1 && sheet.scrollHeight <= sheet.clientHeight + 1;
    for (let size = 11; size >= 5; size -= 0.25) {
      sheet.style.fontSize = size + "pt";
      if (fits()) break;
    }
  }
  document.documentElement.dataset.fitted = "yes";
})();`;
