// A lesson's entry in the book's index: title, summary, picture.

import { existsSync, writeFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { hasTag } from "../../notebook/assignment";
import { isCode, type Notebook } from "../../notebook/format";
import { sha256 } from "../stamp";

export interface Lesson {
  /** The page, from the book's folder, with slashes. */
  path: string;
  /** The number that the course gives it; "" for the page with which it starts. */
  number: string;
  title: string;
  summary: string;
  /** Whether there is a sheet to print. */
  hasSheet: boolean;
  /** From the book's folder, with slashes; "" where the notebook has none. */
  picture: string;
}

/** What the book tells of a notebook whose page is at `path` in it. */
export function readLesson(notebook: Notebook, file: string, path: string, book: string): Lesson {
  const texts = notebook.cells.filter((cell) => !isCode(cell)).map((cell) => cell.source);
  const [heading, ...rest] = texts.join("\n\n").split(/\n{2,}/);
  const isTitled = /^# /.test(heading);
  return {
    path,
    number: numberOf(path),
    title: plain(isTitled ? heading.slice(2) : basename(file, ".ipynb")),
    summary: capital(plain((isTitled ? rest[0] : heading).replace(/^\*\*[^*]*\*\*\s*/, ""))),
    hasSheet: numberOf(path) !== "" && notebook.cells.some((cell) => hasTag(cell, "exercise")),
    picture: numbered(path, book) ?? kept(notebook, book) ?? "",
  };
}

/** `00b-typescript` comes before lesson 1; `00-start-here` is no lesson. */
function numberOf(path: string): string {
  const [, digits, letter] = /^(\d+)([a-z]?)-/.exec(posix.basename(path)) ?? [];
  return digits === undefined || (Number(digits) === 0 && letter === "") ? "" : String(Number(digits));
}

/** Markdown without its marks; formulas stay. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|`|\*(?=\S)|(?<=\S)\*/g, "")
    .replace(/\s+/g, " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The picture that bears the notebook's number, in the folder `images`. */
function numbered(path: string, book: string): string | undefined {
  const number = /^\d+[a-z]?(?=-)/.exec(posix.basename(path))?.[0];
  const picture = `images/${number}.png`;
  return number !== undefined && existsSync(join(book, picture)) ? picture : undefined;
}

/** The notebook's first figure, put into the book. */
function kept({ cells }: Notebook, book: string): string | undefined {
  const outputs = cells.filter(isCode).flatMap((cell) => cell.outputs);
  const png = outputs
    .map((output) => ("data" in output ? output.data["image/png"] : undefined))
    .find(Boolean);
  if (typeof png !== "string") return undefined;
  const name = `assets/${sha256(png).slice(0, 16)}.png`;
  writeFileSync(join(book, name), png, "base64");
  return name;
}
