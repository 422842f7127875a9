// A released assignment, handed in by four students and graded by nbgrader itself.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { privateFolder, root } from "../../cli/environment";
import { installed } from "../../testing/installed";
import { run } from "../../cli/run";
import { readIfThere, writeWhole } from "../../cli/stamp";
import { parseNotebook } from "../read";
import { notebookText } from "../write";
import { cheats } from "./cheats";

const lesson = "01-tangent-line";
const course = mkdtempSync(join(tmpdir(), "nablab-grading-"));
after(() => rmSync(course, { recursive: true }));

/** All cheats are judged in cheats.release.test.ts; these have to get past nbgrader's own client, too. */
const tried = [
  "the given function",
  "the environment",
  "the exports",
  "Math",
  "Array.prototype.push",
  "Error",
  "process",
  "vm.Script.prototype",
  "replies that say ok",
  "functions that leave",
];

/**
 * What students put into the cell for the slope and the intercept, and how many of the two points that is
 * worth.
 */
const answers: Record<string, readonly [source: string | undefined, points: number]> = {
  right: ["const mySlope = 3.75;\nconst myIntercept = -3;", 2],
  half: ["const mySlope = 3.75;\nconst myIntercept = 3;", 1],
  wrong: ["const mySlope = 4.25;\nconst myIntercept = 3;", 0],
  unsolved: ['import { todo } from "nablab";\nconst mySlope = todo;\nconst myIntercept = todo;', 0],
  throwing: [undefined, 0],
  ...Object.fromEntries(tried.map((what, i) => [`cheat-${i}`, [cheats[what], 0] as const])),
};

describe("an assignment made of the first lesson", () => {
  let scores: Record<string, string>;
  let released: string;

  before(async () => {
    await ensureNbgrader();
    const notebook = join(root, "notebooks", `${lesson}.ipynb`);
    await succeed([
      process.execPath,
      join(root, "dist", "cli", "main.js"),
      "assign",
      notebook,
      "--to",
      course,
    ]);
    await nbgrader("generate_assignment", lesson, "--create");
    released = readFileSync(join(course, "release", lesson, `${lesson}.ipynb`), "utf8");
    for (const [student, [answer]] of Object.entries(answers)) handIn(student, answer);
    await nbgrader("autograde", lesson, "--create");
    await nbgrader("export", "--to", join(course, "grades.csv"));
    scores = readScores();
  });

  it("is released without its answers and without the tests that students are not to see", () => {
    assert.doesNotMatch(released, /mySlope = 3\.75/);
    assert.doesNotMatch(released, /isNear|exercise\(\\?"slope of g at 2/);
    assert.match(released, /not answered yet/);
  });

  for (const [student, [, points]] of Object.entries(answers))
    it(`gives ${points} of 2 points for ${titleOf(student)}`, () =>
      assert.equal(scores[student], `${points.toFixed(1)} of 9.0`));
});

/** What a student has tried; names of students are folders. */
function titleOf(student: string): string {
  const [, number] = /^cheat-(\d+)$/.exec(student) ?? [];
  return number === undefined ? `the answer "${student}"` : `wrong answers and ${tried[Number(number)]}`;
}

/** The released notebook with an answer in it, as nbgrader expects it from a student. */
function handIn(student: string, answer: string | undefined): void {
  const folder = join(course, "submitted", student, lesson);
  const notebook = parseNotebook(
    readFileSync(join(course, "release", lesson, `${lesson}.ipynb`), "utf8"),
    student,
  );
  const cell = notebook.cells.find(({ metadata }) => {
    const { grade_id: id } = (metadata.nbgrader ?? {}) as { grade_id?: string };
    return id === "try-cell-answer";
  })!;
  assert.match(cell.source, /not answered yet/);
  cell.source = answer ?? cell.source;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${lesson}.ipynb`), notebookText(notebook));
}

function readScores(): Record<string, string> {
  const [head, ...rows] = readFileSync(join(course, "grades.csv"), "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const column = (row: string, name: string): string => row.split(",")[names.indexOf(name)];
  return Object.fromEntries(
    rows.map((row) => [column(row, "student_id"), `${column(row, "score")} of ${column(row, "max_score")}`]),
  );
}

const packages = join(privateFolder, "grading");

/**
 * nbgrader beside the project's environment, not in it: its extensions of JupyterLab are not wanted there.
 */
async function ensureNbgrader(): Promise<void> {
  const file = join(root, "src", "notebook", "grading", "requirements.txt");
  const wanted = `${readFileSync(file, "utf8")}${installed().python}`;
  if (readIfThere(join(packages, ".nablab")) === wanted) return;
  rmSync(packages, { recursive: true, force: true });
  const pip = [installed().python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"];
  const download = [...pip, "--no-deps", "--require-hashes", "--target", packages, "-r", file];
  const { status, stderr } = await run(download);
  assert.equal(status, 0, `The download of nbgrader failed, in the step: ${download.join(" ")}\n${stderr}`);
  writeWhole(join(packages, ".nablab"), wanted);
}

function nbgrader(...words: string[]): Promise<void> {
  const { python, variables } = installed();
  const PATH = [join(packages, "bin"), variables.PATH].join(delimiter);
  return succeed([python, "-m", "nbgrader", ...words], { ...variables, PATH, PYTHONPATH: packages });
}

async function succeed(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { status, stdout, stderr } = await run(command, { cwd: course, env });
  assert.equal(status, 0, `${command.join(" ")}\n${stdout}\n${stderr}`);
}
