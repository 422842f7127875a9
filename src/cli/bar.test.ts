import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bar } from "./bar";

function written(isTTY: boolean, columns = 80): string {
  let text = "";
  const out = { isTTY, columns, write: (more: string) => Boolean((text += more)) };
  const line = bar("a.ipynb", out as unknown as NodeJS.WriteStream);
  line.at(0, 4);
  line.at(1, 4);
  line.at(4, 4);
  line.end("1.0 s");
  return text;
}

describe("a progress bar", () => {
  it("is redrawn in its line on a terminal", () => {
    const [, none, some, all, end] = written(true).split("\r\x1b[K");
    assert.equal(none, `a.ipynb  ${"░".repeat(24)}  0/4`);
    assert.equal(some, `a.ipynb  ${"█".repeat(6)}${"░".repeat(18)}  1/4`);
    assert.equal(all, `a.ipynb  ${"█".repeat(24)}  4/4`);
    assert.equal(end, "a.ipynb  4/4 cells  1.0 s\n");
  });

  it("never breaks its line on a narrow one", () => {
    for (const drawn of written(true, 20).split("\r\x1b[K").slice(0, -1)) assert.ok(drawn.length < 20, drawn);
  });

  it("is one plain line elsewhere", () => assert.equal(written(false), "a.ipynb  4/4 cells  1.0 s\n"));
});
