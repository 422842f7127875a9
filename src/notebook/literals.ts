// The right answers of a lesson's exercises, computed by running the lesson once, with its solutions.

import { join } from "node:path";
import { hasTag, type LessonLiterals, noExercise, readExercise, solutionCode } from "./assignment";
import { executeNotebook } from "./execute";
import { type CodeCell, isCode, type Notebook } from "./format";
import { Problem } from "./problem";
import type { KernelCommand } from "./process";
import type { Literals } from "./testCell";

/** Stands before a line of literals in a cell's output. */
const mark = "nablab literals: ";

/**
 * Where the cell finds what writes literals; the library is not imported here, it runs in the notebook's
 * kernel.
 */
const writer = join(__dirname, "..", "exercise", "literal.js");

/** Runs the lesson in a kernel and takes from it what each call of `exercise` compares with. */
export async function lessonLiterals(
  lesson: Notebook,
  name: string,
  kernel: KernelCommand,
  folder: string,
): Promise<LessonLiterals> {
  if (!lesson.cells.some((cell) => hasTag(cell, "exercise"))) throw noExercise(name);
  const cells = lesson.cells.filter(isCode).map((cell) => solved(cell, lesson, name));
  const { notebook, failed } = await executeNotebook({ ...lesson, cells }, { kernel, folder });
  if (failed !== undefined) throw new Problem(`${name}: ${failed.cell.id} fails: ${failed.traceback}`);
  const found = notebook.cells.filter(isCode).map((cell) => [cell.id, literalsIn(cell)] as const);
  return new Map(found.filter(([, literals]) => literals.length > 0));
}

/** An exercise with its solution, whose questions write down what they compare with. */
function solved(cell: CodeCell, lesson: Notebook, name: string): CodeCell {
  if (!hasTag(cell, "exercise")) return cell;
  const rest = lesson.cells.slice(lesson.cells.findIndex(({ id }) => id === cell.id));
  const solution = solutionCode(rest.find((later) => hasTag(later, "solution")));
  const { questions } = readExercise(cell.source, solution, `${name}: ${cell.id}`);
  const writing = questions.map((question) => {
    const call = question.replace(/^exercise\(/, `require(${JSON.stringify(writer)}).literalsOf(`);
    return `console.log(${JSON.stringify(mark)} + JSON.stringify(${call.replace(/;$/, "")}));`;
  });
  return { ...cell, source: [solution, ...writing].join("\n") };
}

function literalsIn({ outputs }: CodeCell): Literals[] {
  const text = outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
  const lines = text.split("\n").filter((line) => line.startsWith(mark));
  return lines.map((line) => JSON.parse(line.slice(mark.length)) as Literals);
}
