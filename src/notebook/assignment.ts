// A lesson as the source of an nbgrader assignment: exercises become cells to solve and cells that test them.

import ts from "typescript";
import { type CodeCell, isCode, type Notebook, type NotebookCell } from "./format";
import { Problem } from "./problem";

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

/** The statements of an exercise by what they are for; each answer as the student finds it and as it is right. */
interface Exercise {
  given: string[];
  answers: { asked: string; right: string }[];
  checks: string[];
}

/**
 * The instructor's version of a lesson: what is tagged `exercise` becomes a cell to solve, with the answer from the next cell tagged
 * `solution` between nbgrader's marks, and a locked cell whose checks count one point each and are hidden from students. All other
 * cells are locked; the collapsed answers are left out.
 *
 * @throws Problem for a lesson without exercises, or where an exercise and its solution do not fit
 */
export function assignmentOf(lesson: Notebook, name: string): Notebook {
  const cells = lesson.cells.flatMap((cell, i) => {
    if (hasTag(cell, "solution")) return [];
    if (!hasTag(cell, "exercise")) return [locked(cell)];
    const solution = lesson.cells.slice(i).find((later) => hasTag(later, "solution"));
    return exerciseCells(cell as CodeCell, solutionCode(solution), `${name}: ${cell.id}`);
  });
  if (cells.some((cell) => (cell.metadata.nbgrader as Grading).grade)) return { ...lesson, cells };
  throw new Problem(`${name} has no exercise: no code cell is tagged "exercise".`);
}

export function hasTag({ metadata }: NotebookCell, tag: string): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes(tag);
}

/** The program in the collapsed answer to an exercise; empty where there is none. */
export function solutionCode(solution: NotebookCell | undefined): string {
  return /^```ts\n([\s\S]*?)\n```$/m.exec(solution?.source ?? "")?.[1] ?? "";
}

function exerciseCells(cell: CodeCell, solution: string, where: string): CodeCell[] {
  const { given, answers, checks } = readExercise(cell.source, solution, where);
  const cells = [
    codeCell(`${cell.id}-answer`, solvable(answers), { solution: true, locked: false }),
    codeCell(`${cell.id}-test`, hidden(checks), { grade: true, points: checks.length }),
  ];
  return given.length === 0 ? cells : [codeCell(cell.id, given.join("\n"), {}), ...cells];
}

/** Sorts an exercise's statements; each answer is the solution's statement in the same place. */
export function readExercise(exercise: string, solution: string, where: string): Exercise {
  const [asked, right] = [statements(exercise), statements(solution)];
  if (asked.length !== right.length) {
    throw new Problem(
      `${where}: the exercise has ${asked.length} statements and its solution ${right.length}.`,
    );
  }
  const sorted: Exercise = { given: [], answers: [], checks: [] };
  asked.forEach((statement, i) => {
    if (/\btodo\b/.test(statement)) sorted.answers.push({ asked: statement, right: right[i] });
    else if (statement !== right[i])
      throw new Problem(`${where}: the solution changes more than the answers: ${right[i]}`);
    else (statement.startsWith("check(") ? sorted.checks : sorted.given).push(statement);
  });
  return sorted;
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

/** With an import of its own: what a student's cell calls `check` is not asked. */
function hidden(checks: readonly string[]): string {
  return [
    "// BEGIN HIDDEN TESTS",
    'import { check } from "nablab";',
    "",
    ...checks,
    "// END HIDDEN TESTS",
  ].join("\n");
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
