// `nablab book`: notebooks as pages in one folder, alive and without a network.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { filesBelow, fromPerson, pythonOf, root, venv, venvVariables } from "../environment";
import { Failure } from "../failure";
import type { CommandLine, Given } from "../options";
import type { Notebook } from "../../notebook/format";
import { readNotebook } from "../../notebook/read";
import { renameFile } from "../../notebook/renameFile";
import { notebookText } from "../../notebook/write";
import { step } from "../progress";
import { isSite, siteAddress } from "../siteAddress";
import { run } from "../run";
import { own } from "../start";
import { furnished } from "./furniture";
import { indexPage, isBook } from "./indexPage";
import { type Lesson, readLesson } from "./lesson";
import { lighten } from "./lighten";
import { prepared } from "./prepared";
import { asSheets, type Read, sheetsOf } from "./sheets";
import { type Language, languageOf } from "./words";

export const bookLine: CommandLine = {
  name: "book",
  calledAs: process.env.npm_lifecycle_event === "book" ? "npm run book --" : undefined,
  summary: "Makes pages of notebooks, with an index: to be read without Jupyter and without a network.",
  takes: "[FOLDER]",
  options: {
    from: { takes: "NOTEBOOKS", help: "the folder of the notebooks (those of the course)" },
    site: {
      takes: "ADDRESS",
      help: "the site that runs them, which the pages link: whole, or from FOLDER (../site/ where there is one)",
    },
  },
};

/** Makes the book and says where it is. */
export async function book({ values, words }: Given): Promise<number> {
  const folder = words.length > 0 ? fromPerson(words[0]) : join(root, "dist", "book");
  const source = typeof values.from === "string" ? fromPerson(values.from) : join(root, "notebooks");
  const given = typeof values.site === "string" ? siteAddress(values.site) : undefined;
  const site = given ?? (isSite(join(folder, "..", "site")) ? "../site/" : undefined);
  refuseOthersFolder(folder);
  await own();
  const line = step("book");
  const lessons = await makeBook(folder, source, { doing: (what) => line.doing(what), site });
  line.done(`${lessons.length} pages`);
  console.log(`\n  ${join(folder, "index.html")}`);
  return 0;
}

interface Making {
  /** Told what is being done. */
  doing?: (what: string) => void;
  /** The address of the site that runs the notebooks, whole or from the book's folder. */
  site?: string;
}

/**
 * Makes the pages of all notebooks below `source`, and the index. The book that was there before is replaced
 * when the new one is whole.
 */
export async function makeBook(
  folder: string,
  source: string,
  { doing = () => undefined, site }: Making = {},
): Promise<Lesson[]> {
  refuseOthersFolder(folder);
  const made = `${folder}.new-${process.pid}`;
  try {
    const lessons = await fill(made, source, { doing, site });
    rmSync(folder, { recursive: true, force: true });
    renameFile(made, folder);
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

async function fill(
  folder: string,
  source: string,
  { doing, site }: Required<Pick<Making, "doing">> & Making,
): Promise<Lesson[]> {
  const files = filesBelow(source);
  const notebooks = files.filter((file) => file.endsWith(".ipynb"));
  if (notebooks.length === 0) throw new Failure(`There are no notebooks below ${source}.`);
  mkdirSync(join(folder, "assets"), { recursive: true });
  for (const file of files.filter((name) => /\.(png|jpe?g|gif|svg|webp)$/i.test(name)))
    cpSync(file, join(folder, relative(source, file)));
  const pages = await readAll(notebooks, folder, source, doing);
  for (const group of new Set(pages.map(({ lesson }) => dirname(lesson.path)))) {
    const some = pages.filter(({ lesson }) => dirname(lesson.path) === group);
    doing(`${some.length} pages of ${basename(group === "." ? source : group)}`);
    await writeGroup(some, pages, folder, site);
  }
  doing("the API reference");
  const hasReference = await writeReference(join(folder, "reference"));
  const lessons = pages.map(({ lesson }) => lesson);
  writeFileSync(join(folder, "index.html"), lighten(indexPage(lessons, { hasReference, site }), folder, "."));
  return lessons;
}

/** Reads the notebooks and makes them ready for their pages, two at a time: each may be run by a kernel. */
async function readAll(
  notebooks: readonly string[],
  folder: string,
  source: string,
  doing: (what: string) => void,
): Promise<Read[]> {
  const pages: Read[] = [];
  const waiting = [...notebooks.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, file] = next;
      doing(`controls of ${basename(file)}`);
      const { notebook } = readNotebook(file);
      const path = relative(source, file)
        .replace(/ipynb$/, "html")
        .split(sep)
        .join("/");
      pages[i] = {
        lesson: readLesson(notebook, file, path, folder),
        notebook: await prepared(notebook, file),
      };
    }
  };
  await Promise.all([worker(), worker()]);
  return pages;
}

/** The pages of one folder, and the sheets of its lessons. */
async function writeGroup(
  some: readonly Read[],
  all: readonly Read[],
  folder: string,
  site: string | undefined,
): Promise<void> {
  const place = join(folder, dirname(some[0].lesson.path));
  const copies = mkdtempSync(join(tmpdir(), "nablab-book-"));
  try {
    const withSheets = some.filter(({ lesson }) => lesson.hasSheet);
    const kinds = withSheets.length > 0 ? (["sheets", "answers"] as const) : [];
    const copy = (name: string, notebook: Notebook): string => {
      writeFileSync(join(copies, `${name}.ipynb`), notebookText(notebook));
      return join(copies, `${name}.ipynb`);
    };
    const sheets = kinds.map((kind) => copy(kind, sheetsOf(withSheets, kind)));
    const lessons = some.map(({ lesson, notebook }) => copy(basename(lesson.path, ".html"), notebook));
    await convert([...lessons, ...sheets], place, languageOf(some[0].lesson.path));
    const others = all.map(({ lesson }) => lesson);
    for (const { lesson } of some)
      finish(join(folder, lesson.path), folder, (html) => furnished(html, lesson, { lessons: others, site }));
    for (const kind of kinds) finish(join(place, `${kind}.html`), folder, (html) => asSheets(html));
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

/**
 * The pages of the library's exports, made from its sources; the package has neither these nor what makes the
 * pages.
 */
async function writeReference(folder: string): Promise<boolean> {
  const maker = join(root, "dist", "apiReference", "main.js");
  if (!existsSync(maker)) return false;
  const { status, stderr } = await run([process.execPath, maker, folder]);
  if (status === 0) return true;
  throw new Failure(`typedoc could not make the API reference: ${stderr.trim().split("\n").at(-1)}`);
}

/** Python takes longer to start than to make a page: the notebooks of one folder are made together. */
async function convert(notebooks: readonly string[], folder: string, language: Language): Promise<void> {
  const options = ["--to=html", "--template=nablab", `--output-dir=${folder}`];
  const words = [
    pythonOf(venv),
    "-m",
    "nbconvert",
    ...options,
    `--HTMLExporter.language_code=${language}`,
    ...notebooks,
  ];
  const { status, stderr } = await run(words, { env: venvVariables() });
  if (status !== 0)
    throw new Failure(`nbconvert could not make the pages: ${stderr.trim().split("\n").at(-1)}`);
}

/** A page as it stands in the book: what all pages share is beside them, and links lead to pages. */
function finish(page: string, folder: string, surrounded: (html: string) => string): void {
  const up = relative(dirname(page), folder).split(sep).join("/") || ".";
  const linked = readFileSync(page, "utf8").replace(/(href="(?!\w+:)[^"#]*)\.ipynb/g, "$1.html");
  writeFileSync(page, lighten(surrounded(linked), folder, up));
}
