// `nablab book`: the whole course as pages in one folder, alive and without a network.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { escapeHtml } from "../display/markup";
import { templates } from "../labextension/build";
import { filesBelow, pythonOf, root, venv, venvVariables } from "./environment";
import { Failure } from "./failure";
import type { CommandLine, Given } from "./options";
import { step } from "./progress";
import { run } from "./run";
import { sha256 } from "./stamp";
import { own } from "./start";

export const bookLine: CommandLine = {
  name: "book",
  calledAs: process.env.npm_lifecycle_event === "book" ? "npm run book --" : undefined,
  summary: "Makes pages of all notebooks, with an index: to be read without Jupyter and without a network.",
  takes: "[FOLDER]",
  options: {},
};

const course = join(root, "notebooks");
/** Scripts of more characters stand beside the pages. */
const large = 20_000;

/** A page of the book. */
interface Page {
  /** From the book's folder, with slashes. */
  path: string;
  title: string;
}

/** Makes the book and says where it is. */
export async function book({ words }: Given): Promise<number> {
  const folder = resolve(process.env.INIT_CWD ?? "", words[0] ?? join(root, "dist", "book"));
  await own();
  const line = step("book");
  const pages = await makeBook(folder, course, (name) => line.doing(name));
  line.done(`${pages.length} pages`);
  console.log(`\n  ${join(folder, "index.html")}`);
  return 0;
}

/** Makes the pages of all notebooks below `source`, and the index. */
export async function makeBook(
  folder: string,
  source: string,
  doing: (name: string) => void = () => undefined,
): Promise<Page[]> {
  const notebooks = filesBelow(source).filter((file) => file.endsWith(".ipynb"));
  if (notebooks.length === 0) throw new Failure(`There are no notebooks below ${source}.`);
  refuseOthersFolder(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "assets"), { recursive: true });
  const pages: Page[] = [];
  for (const notebook of notebooks) {
    const path = relative(source, notebook)
      .split(sep)
      .join("/")
      .replace(/ipynb$/, "html");
    doing(path);
    await convert(notebook, join(folder, path));
    lighten(join(folder, path), folder);
    pages.push({ path, title: titleOf(notebook) });
  }
  writeFileSync(join(folder, "index.html"), indexOf(pages));
  return pages;
}

/** What stands there and is no book is not ours to remove. */
function refuseOthersFolder(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, "index.html"))) return;
  throw new Failure(`${folder} is there already, and is no book.`, "Name a folder that is to be made.");
}

async function convert(notebook: string, page: string): Promise<void> {
  const options = [
    "--to=html",
    "--template=nablab",
    "--embed-images",
    `--TemplateExporter.extra_template_basedirs=${templates}`,
    `--output-dir=${dirname(page)}`,
    `--output=${basename(page)}`,
  ];
  const words = [pythonOf(venv), "-m", "nbconvert", ...options, notebook];
  const { status, stderr } = await run(words, { env: venvVariables() });
  if (status !== 0)
    throw new Failure(`${notebook} could not be converted: ${stderr.trim().split("\n").at(-1)}`);
}

/** Takes the large scripts out of a page: they stand once beside all pages. Links lead to pages. */
function lighten(file: string, folder: string): void {
  const up = relative(dirname(file), folder).split(sep).join("/") || ".";
  const html = readFileSync(file, "utf8").replace(
    /<script >\n([\s\S]*?)<\/script>/g,
    (whole, script: string) => {
      if (script.length < large) return whole;
      const name = `${sha256(script).slice(0, 16)}.js`;
      writeFileSync(join(folder, "assets", name), script);
      return `<script src="${up}/assets/${name}"></script>`;
    },
  );
  writeFileSync(file, html.replace(/(href="(?!\w+:)[^"#]*)\.ipynb/g, "$1.html"));
}

/** The first heading. */
function titleOf(notebook: string): string {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as { cells: { source: string | string[] }[] };
  const text = cells.map(({ source }) => [source].flat().join("")).join("\n");
  return /^# +(.+)$/m.exec(text)?.[1].replace(/[*_`$\\]/g, "") ?? basename(notebook, ".ipynb");
}

function indexOf(pages: readonly Page[]): string {
  const groups = [...new Set(pages.map(({ path }) => dirname(path)))];
  const list = (group: string): string =>
    pages
      .filter(({ path }) => dirname(path) === group)
      .map(({ path, title }) => `<li><a href="${encodeURI(path)}">${escapeHtml(title)}</a></li>`)
      .join("\n");
  const heads: Record<string, string> = { ".": "The course", zh: "中文" };
  const body = groups.map(
    (group) => `<h2>${escapeHtml(heads[group] ?? group)}</h2>\n<ul>\n${list(group)}\n</ul>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nablab</title>
<style>body { font-family: sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em; line-height: 1.6; }</style>
<h1>nablab</h1>
<p>The calculus lab for TypeScript in Jupyter. These pages need no network; figures answer the mouse.</p>
${body.join("\n")}
</html>
`;
}
