// A released assignment, handed in by four students and graded by nbgrader itself.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { installed, privateFolder, root } from "../../cli/environment";
import { run } from "../../cli/run";
import { readIfThere, writeWhole } from "../../cli/stamp";
import { parseNotebook } from "../read";
import { notebookText } from "../write";

const lesson = "02-gradient";
const course = mkdtempSync(join(tmpdir(), "nablab-grading-"));
after(() => rmSync(course, { recursive: true }));

/** What students put into the cell for the gradient of x₁x₂² at (2, 3); `undefined` leaves nbgrader's stub. */
const answers: Record<string, string | undefined> = {
  right: "const myGradient = [9, 12];",
  wrong: "const myGradient = [9, 11];",
  unsolved: 'import { todo } from "nablab";\nconst myGradient = [todo, todo];',
  throwing: undefined,
  cheating: "const check = () => undefined;\nconst myGradient = [0, 0];",
};

describe("an assignment made of the second notebook", () => {
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
    for (const [student, answer] of Object.entries(answers)) handIn(student, answer);
    await nbgrader("autograde", lesson, "--create");
    await nbgrader("export", "--to", join(course, "grades.csv"));
    scores = readScores();
  });

  it("is released without its answers and without the tests that students are not to see", () => {
    assert.doesNotMatch(released, /\[9, 12\]/);
    assert.doesNotMatch(released, /check\(\\?"the gradient of x₁x₂²/);
    assert.match(released, /not answered yet/);
  });

  it("gives full marks for a right answer", () => assert.equal(scores.right, "1.0 of 1.0"));

  for (const student of ["wrong", "unsolved", "throwing", "cheating"])
    it(`gives none to the ${student} one`, () => assert.equal(scores[student], "0.0 of 1.0"));
});

/** The released notebook with an answer in it, as nbgrader expects it from a student. */
function handIn(student: string, answer: string | undefined): void {
  const folder = join(course, "submitted", student, lesson);
  const notebook = parseNotebook(
    readFileSync(join(course, "release", lesson, `${lesson}.ipynb`), "utf8"),
    student,
  );
  const cell = notebook.cells.find(({ source }) => source.includes("not answered yet"))!;
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

/** nbgrader beside the project's environment, not in it: its extensions of JupyterLab are not wanted there. */
async function ensureNbgrader(): Promise<void> {
  const file = join(root, "src", "notebook", "grading", "requirements.txt");
  const wanted = `${readFileSync(file, "utf8")}${installed().python}`;
  if (readIfThere(join(packages, ".nablab")) === wanted) return;
  rmSync(packages, { recursive: true, force: true });
  const pip = [installed().python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"];
  await succeed([...pip, "--no-deps", "--require-hashes", "--target", packages, "-r", file]);
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
