import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { installed } from "../../testing/installed";
import type { DraftCell, Mark } from "../editing";
import { createLanguage } from "./language/language";
import type { Diagnostic, Language } from "./language/types";
import { globalTypes } from "./provided";

const packageFolder = join(__dirname, "..", "..", "..");

/** The cells of a row of the conformance list. */
interface Row {
  name: string;
  cells: readonly string[];
}

/** Reads the list where it is kept; its functions, which need a kernel, are not called. */
function readRows(): Row[] {
  const program = [
    "import json, sys, rows",
    "codes = [(f'{r.group}: {r.name}', r.code.get('typescript')) for r in rows.ROWS]",
    "text = lambda c: [x for x in (c if isinstance(c, (list, tuple)) else [c]) if isinstance(x, str)]",
    "json.dump([{'name': n, 'cells': text(c)} for n, c in codes if c is not None], sys.stdout)",
  ].join("\n");
  const { python, variables } = installed();
  const cwd = join(packageFolder, "src", "testing", "conformance");
  const env = { ...variables, PYTHONPATH: cwd, PYTHONDONTWRITEBYTECODE: "1" };
  const found = execFileSync(python, ["-c", program], { cwd, env, encoding: "utf8", maxBuffer: 1e8 });
  return JSON.parse(found) as Row[];
}

/** Cells that no compiler sees: questions about a name, and those of tslab's for another program. */
function isProgram(text: string): boolean {
  return !/\?\s*$/.test(text) && !/@browser|@module|@jsx/.test(text);
}

/** Types that are checked for minutes: a kernel stops that by its clock, of which nothing is started here. */
function isSlow({ name }: Row): boolean {
  return /types that take long/.test(name);
}

function wordsOf({ advice, code, message }: Diagnostic): string {
  return [...(advice ? [advice.sentence.en] : []), `TS${code}: ${message}`].join("\n");
}

function errorsIn(marks: readonly Mark[]): string[] {
  return marks.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

describe("the cells of the conformance list", () => {
  const folder = mkdtempSync(join(tmpdir(), "nablab-drafts-"));
  let rows: Row[];

  before(() => void (rows = readRows()));
  after(() => rmSync(folder, { recursive: true }));

  /** Marks and refusals of a row's cells, none of which has run when they are marked. */
  function compared(language: Language, { cells }: Row): { marked: string[]; refused: string[] }[] {
    const drafts = cells.map((text, i): DraftCell => ({ id: String(i), text }));
    const { marks } = language.editing().diagnose(drafts);
    const found: { marked: string[]; refused: string[] }[] = [];
    for (const { id, text } of drafts) {
      const compiled = language.compile(text);
      found.push({
        marked: errorsIn(marks[id]),
        refused: compiled.ok ? [] : compiled.diagnostics.map(wordsOf),
      });
      // What stands below a refused cell sees other names when it runs than when it is written.
      if (!compiled.ok) break;
    }
    return found;
  }

  it("are marked where they are refused, in the same words, and nowhere else", () => {
    const language = createLanguage({
      ...{ folder, fallbacks: [packageFolder], globals: globalTypes, selfContained: ["nablab"] },
    });
    let [right, refused] = [0, 0];
    for (const row of rows) {
      if (!row.cells.every(isProgram) || isSlow(row)) continue;
      for (const cell of compared(language, row)) {
        assert.deepEqual(cell.marked, cell.refused, row.name);
        if (cell.refused.length > 0) refused++;
        else right++;
      }
    }
    // The list is long, and has both kinds.
    assert.ok(right > 150 && refused > 10, `${right} right, ${refused} refused`);
  });
});
