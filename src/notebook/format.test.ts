import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "../cli/environment";
import { isCode } from "./format";
import { Problem } from "./problem";
import { parseNotebook, readNotebook } from "./read";
import { notebookOf, oldNotebookText, richNotebook } from "../testing/notebooks";
import { notebookText, saveNotebook } from "./write";

const folder = mkdtempSync(join(tmpdir(), "nablab-format-"));
after(() => rmSync(folder, { recursive: true }));

let files = 0;

function fileWith(text: string): string {
  const file = join(folder, `${++files}.ipynb`);
  writeFileSync(file, text);
  return file;
}

describe("a notebook's file", () => {
  it("read and written is the same", () => {
    const text = notebookText(richNotebook());
    assert.deepEqual(parseNotebook(text, "n"), richNotebook());
    assert.equal(notebookText(parseNotebook(text, "n")), text);
  });

  for (const file of readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"))) {
    it(`of ours, ${file}, read and written is the same`, () => {
      const text = readFileSync(join(root, "notebooks", file), "utf8");
      assert.equal(notebookText(parseNotebook(text, file)), text);
    });
  }

  it("of nbformat 4.4 gets ids, the same every time, and is 4.5", () => {
    const old = oldNotebookText();
    const notebook = parseNotebook(old, "old");
    const ids = notebook.cells.map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(
      parseNotebook(old, "old").cells.map(({ id }) => id),
      ids,
    );
    assert.equal(notebook.nbformat_minor, 5);
    const text = notebookText(notebook);
    assert.doesNotMatch(text, /trusted|signature|orig_nbformat/);
  });

  it("keeps its ids; of two that are the same the first", () => {
    const notebook = notebookOf("a", "b", "c");
    notebook.cells[2].id = "cell-1";
    const [first, second, third] = parseNotebook(notebookText(notebook), "n").cells.map(({ id }) => id);
    assert.deepEqual([first, second], ["cell-1", "cell-2"]);
    assert.match(third, /^[0-9a-f]{8}$/);
  });

  it("keeps numbers in its metadata digit by digit", () => {
    const text =
      '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"a": 1.0, "b": 12345678901234567890}, "cells": []}';
    assert.match(notebookText(parseNotebook(text, "n")), /"a": 1\.0,\n {2}"b": 12345678901234567890/);
  });
});

describe("what is no notebook is refused with a sentence", () => {
  const wrong: [what: string, text: string, message: RegExp][] = [
    ["an empty file", " \n", /^n is empty: not a notebook\.$/],
    ["not JSON", "import x", /^n is not JSON, and so not a notebook: .*\.$/],
    ["other JSON", '{"a": 1}', /^n is JSON, but not a notebook: it has no "nbformat"\.$/],
    ["a list", "[]", /not a notebook/],
    [
      "nbformat 3",
      '{"nbformat": 3, "worksheets": []}',
      /^n is a notebook of nbformat 3\. Convert it first: jupyter nbconvert/,
    ],
    ["nbformat 5", '{"nbformat": 5}', /^n is a notebook of nbformat 5\. This reads nbformat 4\.$/],
    ["no cells", '{"nbformat": 4, "nbformat_minor": 5}', /^n is not a whole notebook/],
    [
      "a strange cell",
      '{"nbformat": 4, "cells": [{"cell_type": "x"}]}',
      /^n: cell 1 is not a code, markdown or raw cell\.$/,
    ],
    [
      "a cell without source",
      '{"nbformat": 4, "cells": [{"cell_type": "raw"}]}',
      /^n: cell 1 has no source\.$/,
    ],
    [
      "outputs that are none",
      '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [1]}]}',
      /^n: cell 1 has no list of outputs\.$/,
    ],
  ];
  for (const [what, text, message] of wrong) {
    it(what, () => {
      assert.throws(
        () => parseNotebook(text, "n"),
        (error) => error instanceof Problem && message.test(error.message),
      );
    });
  }

  it("no file, and a folder", () => {
    assert.throws(() => readNotebook(join(folder, "none.ipynb")), {
      message: /^There is no file .*none\.ipynb\.$/,
    });
    assert.throws(() => readNotebook(folder), { message: /is a folder\. Name its notebooks:/ });
  });
});

describe("saving", () => {
  it("writes what is new, says whether it did, and leaves nothing beside it", () => {
    const path = fileWith(notebookText(notebookOf("1")));
    const file = readNotebook(path);
    assert.equal(saveNotebook(file, file.text), false);
    assert.equal(saveNotebook(file, "new"), true);
    assert.equal(readFileSync(path, "utf8"), "new");
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".new")),
      [],
    );
  });

  it("leaves what another program has written meanwhile", () => {
    const path = fileWith(notebookText(notebookOf("1")));
    const file = readNotebook(path);
    writeFileSync(path, "theirs");
    assert.throws(() => saveNotebook(file, "ours"), {
      message: /was changed by another program while it ran/,
    });
    assert.equal(readFileSync(path, "utf8"), "theirs");
  });

  it("keeps the file's rights, and a link a link", { skip: process.platform === "win32" }, () => {
    const path = fileWith(notebookText(notebookOf("1")));
    chmodSync(path, 0o640);
    const link = join(folder, "link.ipynb");
    symlinkSync(path, link);
    saveNotebook(readNotebook(link), "new");
    assert.equal(readFileSync(path, "utf8"), "new");
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(statSync(path).mode & 0o777, 0o640);
  });

  it("that cannot be done leaves the file as it was and says so", () => {
    const path = fileWith(notebookText(notebookOf("1")));
    const file = readNotebook(path);
    rmSync(path);
    assert.throws(() => saveNotebook(file, "new"), {
      message: /^cannot be written: ENOENT.* The file is as it was\.$/,
    });
  });

  it("reads cells whose texts are lists of lines as whole texts", () => {
    const [cell] = parseNotebook(notebookText(notebookOf("a\nb")), "n").cells;
    assert.ok(isCode(cell));
    assert.equal(cell.source, "a\nb");
  });
});

it("metadata that is nested too deeply is refused in words", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const text = `{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"a": ${deep}}}`;
  assert.throws(() => notebookText(parseNotebook(text, "deep.ipynb")), /nested too deeply/);
});
