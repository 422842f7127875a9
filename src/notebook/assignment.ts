// A lesson as the source of an nbgrader assignment: exercises become cells to solve and cells that test them.

import ts from "typescript";
import { type CodeCell, isCode, type Notebook, type NotebookCell } from "./format";
import { Problem } from "./problem";
import { type Literals, testOf } from "./testCell";

/** What nbgrader keeps in a cell's metadata, version 3 of its schema. */
interface Grading {
  grade: boolean;
  grade_id: string;
  locked: boolean;
  points?: number;
  schema_version: 3;
  solution: boolean;
  task: false;
}

/**
 * The statements of an exercise by what they are for; each answer as the student finds it and as it is right.
 */
interface Exercise {
  given: string[];
  answers: { asked: string; right: string }[];
  /** The calls of `exercise`, each judged by itself. */
  questions: string[];
}

/** What the calls of `exercise` in a cell ask for, by the cell's id; in the order of the calls. */
export type LessonLiterals = ReadonlyMap<string, readonly Literals[]>;

/**
 * The instructor's version of a lesson: what is tagged `exercise` becomes a cell to solve, with the answer
 * from the next cell tagged `solution` between nbgrader's marks, and for each call of `exercise` a locked
 * cell that counts one point and whose test is hidden from students. It compares with literals, and repeats
 * the statements that are given. All other cells are locked, but for drills; the collapsed answers are left
 * out.
 *
 * @throws Problem for a lesson without exercises, or where an exercise and its solution do not fit
 */
export function assignmentOf(lesson: Notebook, name: string, literals: LessonLiterals): Notebook {
  const cells = lesson.cells.flatMap((cell, i) => {
    if (hasTag(cell, "solution")) return [];
    if (hasTag(cell, "drill"))
      return [{ ...cell, ...(isCode(cell) && { execution_count: null, outputs: [] }) }];
    if (!hasTag(cell, "exercise")) return [locked(cell)];
    const solution = lesson.cells.slice(i).find((later) => hasTag(later, "solution"));
    const exercise = readExercise((cell as CodeCell).source, solutionCode(solution), `${name}: ${cell.id}`);
    return exerciseCells(cell.id, exercise, literals.get(cell.id) ?? []);
  });
  if (cells.some(({ metadata }) => (metadata.nbgrader as Grading | undefined)?.grade))
    return { ...lesson, cells };
  throw noExercise(name);
}

export function noExercise(name: string): Problem {
  return new Problem(`${name} has no exercise: no code cell is tagged "exercise".`);
}

export function hasTag({ metadata }: NotebookCell, tag: string): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes(tag);
}

/** The program in the collapsed answer to an exercise; empty where there is none. */
export function solutionCode(solution: NotebookCell | undefined): string {
  return /^```ts\n([\s\S]*?)\n```$/m.exec(solution?.source ?? "")?.[1] ?? "";
}

function exerciseCells(id: string, exercise: Exercise, literals: readonly Literals[]): CodeCell[] {
  const { given, answers, questions } = exercise;
  const answer = codeCell(`${id}-answer`, solvable(answers), { solution: true, locked: false });
  const tests = questions.map((question, i) => {
    const source = testOf(question, given, literals[i]);
    return codeCell(`${id}-test-${i + 1}`, source, { grade: true, points: 1 });
  });
  return [...(given.length === 0 ? [] : [codeCell(id, given.join("\n"), {})]), answer, ...tests];
}

/** Sorts an exercise's statements; each answer is the solution's statement in the same place. */
export function readExercise(exercise: string, solution: string, where: string): Exercise {
  const [asked, right] = [statements(exercise), statements(solution)];
  if (asked.length !== right.length) {
    throw new Problem(
      `${where}: the exercise has ${asked.length} statements and its solution ${right.length}.`,
    );
  }
  const sorted: Exercise = { given: [], answers: [], questions: [] };
  asked.forEach((statement, i) => {
    if (statement.startsWith("exercise(")) sorted.questions.push(statement);
    else if (statement !== right[i] || isAsked(statement))
      sorted.answers.push({ asked: statement, right: right[i] });
    else sorted.given.push(statement);
    if (statement !== right[i] && (statement.startsWith("exercise(") || !isAsked(statement)))
      throw new Problem(`${where}: the solution changes more than the answers: ${right[i]}`);
  });
  return sorted;
}

/** What a student is to write: there is `todo` in it, or it is marked as a mistake to be found. */
function isAsked(statement: string): boolean {
  return /\btodo\b|\/\/ (find the bug|找出错误)/.test(statement.replace(/^import .*$/gm, ""));
}

function statements(source: string): string[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  return file.statements.map((statement) => statement.getText(file));
}

/** A student sees what is asked for, and below it nbgrader's stub in place of the answers. */
function solvable(answers: Exercise["answers"]): string {
  const asked = answers.map((answer) => `// ${answer.asked.replaceAll("\n", "\n// ")}`);
  return [...asked, "// BEGIN SOLUTION", ...answers.map(({ right }) => right), "// END SOLUTION"].join("\n");
}

function codeCell(id: string, source: string, grading: Partial<Grading>): CodeCell {
  const metadata = { nbgrader: gradingOf(id, grading) };
  return { cell_type: "code", id, source, metadata, execution_count: null, outputs: [] };
}

function locked(cell: NotebookCell): NotebookCell {
  const metadata = { ...cell.metadata, nbgrader: gradingOf(cell.id, {}) };
  return isCode(cell) ? { ...cell, metadata, execution_count: null, outputs: [] } : { ...cell, metadata };
}

function gradingOf(id: string, grading: Partial<Grading>): Grading {
  return {
    grade: false,
    grade_id: id,
    locked: true,
    schema_version: 3,
    solution: false,
    task: false,
    ...grading,
  };
}
