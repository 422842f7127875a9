import { describe, it } from "node:test";
import { assertAsNbformatWrites } from "../testing/nbformat";
import { oldNotebookText, richNotebook } from "../testing/notebooks";
import { parseNotebook } from "./read";
import { notebookText } from "./write";

describe("a notebook's file is what nbformat itself writes, byte by byte", () => {
  it("with one of everything that a notebook can hold", () =>
    assertAsNbformatWrites(notebookText(richNotebook())));

  it("that was of nbformat 4.4", () =>
    assertAsNbformatWrites(notebookText(parseNotebook(oldNotebookText(), "old"))));
});
