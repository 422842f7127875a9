// `nablab book`: notebooks as pages in one folder, alive and without a network.

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { filesBelow, fromPerson, pythonOf, root, venv, venvVariables } from "../environment";
import { Failure } from "../failure";
import type { CommandLine, Given } from "../options";
import { step } from "../progress";
import { run } from "../run";
import { own } from "../start";
import { indexPage, isBook } from "./indexPage";
import { lighten } from "./lighten";
import { type Lesson, readLesson } from "./lesson";

export const bookLine: CommandLine = {
  name: "book",
  calledAs: process.env.npm_lifecycle_event === "book" ? "npm run book --" : undefined,
  summary: "Makes pages of notebooks, with an index: to be read without Jupyter and without a network.",
  takes: "[FOLDER]",
  options: { from: { takes: "NOTEBOOKS", help: "the folder of the notebooks (those of the course)" } },
};

/** Makes the book and says where it is. */
export async function book({ values, words }: Given): Promise<number> {
  const folder = words.length > 0 ? fromPerson(words[0]) : join(root, "dist", "book");
  const source = typeof values.from === "string" ? fromPerson(values.from) : join(root, "notebooks");
  refuseOthersFolder(folder);
  await own();
  const line = step("book");
  const lessons = await makeBook(folder, source, (what) => line.doing(what));
  line.done(`${lessons.length} pages`);
  console.log(`\n  ${join(folder, "index.html")}`);
  return 0;
}

/** Makes the pages of all notebooks below `source`, and the index. The book that was there before is replaced when the new one is whole. */
export async function makeBook(
  folder: string,
  source: string,
  doing: (what: string) => void = () => undefined,
): Promise<Lesson[]> {
  refuseOthersFolder(folder);
  const made = `${folder}.new-${process.pid}`;
  try {
    const lessons = await fill(made, source, doing);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
    return lessons;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** What stands there and is no book is not ours to remove. */
function refuseOthersFolder(folder: string): void {
  if (!existsSync(folder) || isBook(folder)) return;
  throw new Failure(`${folder} is there already, and is no book.`, "Name a folder that is to be made.");
}

async function fill(folder: string, source: string, doing: (what: string) => void): Promise<Lesson[]> {
  const files = filesBelow(source);
  const notebooks = files.filter((file) => file.endsWith(".ipynb"));
  if (notebooks.length === 0) throw new Failure(`There are no notebooks below ${source}.`);
  mkdirSync(join(folder, "assets"), { recursive: true });
  for (const file of files.filter((name) => /\.(png|jpe?g|gif|svg|webp)$/i.test(name)))
    cpSync(file, join(folder, relative(source, file)));
  const lessons: Lesson[] = [];
  for (const group of new Set(notebooks.map((notebook) => dirname(notebook)))) {
    const some = notebooks.filter((notebook) => dirname(notebook) === group);
    const place = join(folder, relative(source, group));
    doing(`${some.length} notebooks of ${basename(group)}`);
    await convert(some, place);
    for (const notebook of some) {
      const page = join(place, basename(notebook).replace(/ipynb$/, "html"));
      finish(page, folder);
      lessons.push(readLesson(notebook, relative(folder, page).split(sep).join("/"), folder));
    }
  }
  writeFileSync(join(folder, "index.html"), lighten(indexPage(lessons), folder, "."));
  return lessons;
}

/** Python takes longer to start than to make a page: the notebooks of one folder are made together. */
async function convert(notebooks: readonly string[], folder: string): Promise<void> {
  const options = ["--to=html", "--template=nablab", `--output-dir=${folder}`];
  const language = `--HTMLExporter.language_code=${basename(dirname(notebooks[0])) === "zh" ? "zh" : "en"}`;
  const words = [pythonOf(venv), "-m", "nbconvert", ...options, language, ...notebooks];
  const { status, stderr } = await run(words, { env: venvVariables() });
  if (status !== 0)
    throw new Failure(`nbconvert could not make the pages: ${stderr.trim().split("\n").at(-1)}`);
}

/** A page as it stands in the book: what all pages share is beside them, links lead to pages, one of them to the index. */
function finish(page: string, folder: string): void {
  const up = relative(dirname(page), folder).split(sep).join("/") || ".";
  const html = lighten(readFileSync(page, "utf8"), folder, up)
    .replace(/(href="(?!\w+:)[^"#]*)\.ipynb/g, "$1.html")
    .replace("<main>", `<main>\n${linkBack(up)}`);
  writeFileSync(page, html);
}

function linkBack(up: string): string {
  const style =
    "display: block; padding: 8px; font-family: sans-serif; color: #0072b2; text-decoration: none";
  return `<nav><a style="${style}" href="${up}/index.html">‹ nablab</a></nav>`;
}
