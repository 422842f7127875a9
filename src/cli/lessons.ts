// `nablab lessons`: the course, copied out of the package to where a person can change it.

import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { renameFile } from "../notebook/renameFile";
import { filesBelow, fromPerson, root } from "./environment";
import { Failure, whyNotWritten } from "./failure";
import { type CommandLine, type Given, misuse } from "./options";
import { removeFolder } from "./stamp";

export const lessonsLine: CommandLine = {
  name: "lessons",
  summary: "Copies the course into a folder of your own.",
  options: { to: { takes: "FOLDER", help: "the folder, which is made; one that is there must be empty" } },
};

/**
 * Copies all notebooks, English and Chinese, and says where they are. Nothing that is there is overwritten.
 */
export function lessons({ values }: Given): Promise<number> {
  if (typeof values.to !== "string") throw misuse(lessonsLine, "Say where to: --to FOLDER.");
  const folder = fromPerson(values.to);
  copyLessons(folder);
  const count = filesBelow(folder).filter((file) => file.endsWith(".ipynb")).length;
  console.log(`${count} notebooks are in ${folder}\nOpen ${join(folder, "00-start-here.ipynb")}`);
  return Promise.resolve(0);
}

/** The copy is made beside its place and moved there when it is whole. */
function copyLessons(folder: string): void {
  const made = join(dirname(folder), `.${basename(folder)}.new-${process.pid}`);
  try {
    refuseFilled(folder);
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(join(root, "notebooks"), made, { recursive: true, filter: isLesson });
    removeFolder(folder);
    renameFile(made, folder);
  } catch (error) {
    throw whyNotWritten(folder, error, "Name a folder of your own: nablab lessons --to FOLDER");
  } finally {
    removeFolder(made);
  }
}

function refuseFilled(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new Failure(
    `${folder} is there already and is not empty.`,
    "Name another: nablab lessons --to FOLDER",
  );
}

/**
 * What Jupyter keeps beside notebooks is left, and so is the page for teachers, whose commands are for a
 * clone.
 */
function isLesson(file: string): boolean {
  return !file.includes(".ipynb_checkpoints") && basename(file) !== "TEACHING.md";
}
