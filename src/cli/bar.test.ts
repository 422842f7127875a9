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

  it("shares the line with others that are under way", () => {
    let text = "";
    const out = { isTTY: true, columns: 50, write: (more: string) => Boolean((text += more)) };
    const [a, b] = ["a", "b"].map((name) => bar(name, out as unknown as NodeJS.WriteStream));
    a.at(1, 1);
    b.at(0, 2);
    a.end("done");
    b.at(2, 2);
    b.end("done");
    const [, , both, first, second] = text.split("\r\x1b[K");
    assert.equal(both, `a  ${"█".repeat(20)}  b  ${"░".repeat(20)}`);
    assert.deepEqual([first, second], ["a  1/1 cells  done\n", `b  ${"█".repeat(24)}  2/2`]);
  });

  it("never breaks its line on a narrow one", () => {
    for (const drawn of written(true, 20).split("\r\x1b[K").slice(0, -1)) assert.ok(drawn.length < 20, drawn);
  });

  it("is one plain line elsewhere", () => assert.equal(written(false), "a.ipynb  4/4 cells  1.0 s\n"));
});
