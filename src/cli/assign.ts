// `nablab assign NOTEBOOK… --to FOLDER`: lessons as the sources of nbgrader assignments.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { assignmentOf } from "../notebook/assignment";
import { lessonLiterals } from "../notebook/literals";
import { Problem } from "../notebook/problem";
import { readNotebook } from "../notebook/read";
import { notebookText } from "../notebook/write";
import { Failure } from "./failure";
import { kernelspec, notebookName } from "./kernelspec";
import { type CommandLine, type Given, misuse } from "./options";

export const assignLine: CommandLine = {
  name: "assign",
  summary: "Makes nbgrader assignments of lessons with exercises.",
  takes: "NOTEBOOK…",
  options: { to: { takes: "FOLDER", help: "the folder of the nbgrader course" } },
};

/** What nbgrader has to be told: the stub that stands in a student's notebook in place of an answer. */
const config = `c = get_config()  # noqa: F821
c.ClearSolutions.code_stub = {"typescript": '// YOUR CODE HERE\\nthrow new Error("not answered yet");'}
`;

/** Writes `source/NAME/NAME.ipynb` for every lesson, and nbgrader's settings unless there are some. */
export async function assign({ values, words }: Given): Promise<number> {
  if (words.length === 0) throw misuse(assignLine, "Say of which notebooks.");
  if (typeof values.to !== "string") throw misuse(assignLine, "Say into which folder, with --to.");
  const folder = values.to;
  for (const path of words) {
    const name = basename(path, ".ipynb");
    const source = join(folder, "source", name);
    const text = await assignmentText(path).catch(asFailure);
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, `${name}.ipynb`), text);
    console.log(`${join(source, `${name}.ipynb`)}  for: nbgrader generate_assignment ${name}`);
  }
  const settings = join(folder, "nbgrader_config.py");
  if (!existsSync(settings)) writeFileSync(settings, config);
  return 0;
}

/** The lesson is run once: what its exercises compare with is written into the tests. */
async function assignmentText(path: string): Promise<string> {
  const { notebook } = readNotebook(path);
  const kernel = { name: notebookName, argv: kernelspec().argv };
  const literals = await lessonLiterals(notebook, path, kernel, dirname(resolve(path)));
  return notebookText(assignmentOf(notebook, path, literals));
}

function asFailure(error: unknown): never {
  throw error instanceof Problem ? new Failure(error.message) : error;
}
