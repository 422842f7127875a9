import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captured } from "../display/capture";
import { setLanguage } from "../display/language";
import { todo } from "../display/todo";
import { exercise } from "./exercise";

/** What an exercise shows, as text. */
function said(...args: Parameters<typeof exercise>): string {
  const outputs = captured(() => exercise(...args));
  assert.equal(outputs.length, 1, "one output an exercise");
  return String(outputs[0].data["text/plain"]);
}

const anything = (value: unknown): never => value as never;

describe("exercise", () => {
  it("marks right answers of every kind", () => {
    assert.equal(said("a number", 0.1 + 0.2, 0.3), "✓ a number");
    assert.equal(said("text", "up", "up"), "✓ text");
    assert.equal(said("a list for a tensor", [1, 2], { tolist: () => [1, 2] }), "✓ a list for a tensor");
    assert.equal(
      said(
        "a function",
        (x: number) => x * 2,
        (x: number) => x + x,
        { at: [1, 5] },
      ),
      "✓ a function",
    );
    assert.equal(
      said("a function of lists", ([a, b]: number[]) => [b, a], ([a, b]: number[]) => [b, a], { at: [[1, 2]] }), // prettier-ignore
      "✓ a function of lists",
    );
  });

  it("waits for todo, also where it was computed with, in a list, and in a function", () => {
    assert.equal(said("m", todo, 4), "○ m: todo");
    assert.equal(said("m", [1, todo], [1, 2]), "○ m: todo");
    assert.equal(
      said("m", () => todo, Math.sqrt, { at: [4] }),
      "○ m: todo",
    );
    const refused = (): number => {
      throw new TypeError("derivative: x must be a finite number, but got todo.");
    };
    assert.equal(said("m", refused, 4), "○ m: todo");
    for (const spoiled of [
      anything((todo as number) + 1),
      anything(2 * todo),
      anything([(todo as number) - 1]),
    ])
      assert.match(said("m", spoiled, Array.isArray(spoiled) ? [1] : 1), /^○ m: todo/);
  });

  it("shows neither the right answer nor how far away it is, whatever the wrong one", () => {
    const right = 3.7249871;
    const wrong = [0, 3.72, Infinity, "3.72", true, [3.72], undefined, null, {}, () => 1, Symbol("s"), 10n];
    for (const mine of wrong) {
      const text = said("m", anything(mine), right);
      assert.match(text, /^✗ m: /, text);
      assert.doesNotMatch(text, /3\.7249|0\.0049|expected|rtol/, text);
    }
    assert.equal(said("m", 3.7499999999999774, right), "✗ m: not 3.75 yet");
    assert.equal(said("m", [1, 5], [1, 6]), "✗ m: not [1, 5] yet, look at [1]");
    assert.match(said("m", [1], [1, 6]), /^✗ m: \[1\] has another form than what is asked for$/);
  });

  it("tells the errors of a student's function in a line, and what does not return", () => {
    const stops = (): number => {
      throw new Error("no such thing");
    };
    assert.equal(said("m", stops, 1), "✗ m: the function stops with an error: no such thing");
    assert.match(said("m", anything(() => undefined), 1), /nothing came; does the function return/); // prettier-ignore
    assert.equal(
      said("m", (x: number) => x, (x: number) => x ** 2, { at: [1, 3] }), // prettier-ignore
      "✗ m: at 3 it gives 3, which is not right yet",
    );
  });

  it("gives hints in steps: a further wrong answer, not the same one again, gets the next", () => {
    const options = { hint: ["first", "second"] };
    const lines = [1, 1, 2, 3].map((mine) => said("steps", mine, 4, options).split("\n")[1]);
    assert.deepEqual(lines, ["first", "first", "second", "second"].map((hint, i) => `Hint ${[1, 1, 2, 2][i]} of 2: ${hint}`)); // prettier-ignore
    assert.equal(said("one", 1, 4, { hint: "only" }), "✗ one: not 1 yet\nHint: only");
    assert.equal(said("right", 4, 4, { hint: "only" }), "✓ right");
  });

  it("names the mistake behind a known wrong answer in place of a hint", () => {
    const options = { hint: "h", known: [[4.25, "The sign of 1/x²."], [[1, 2], "Another."]] as const }; // prettier-ignore
    assert.equal(said("k", 4.25, 3.75, options), "✗ k: not 4.25 yet\nThe sign of 1/x².");
    const ofFunctions = { at: [1, 2], known: [[(x: number) => x, "x is its own derivative?"]] as const };
    assert.match(said("k", (x: number) => x, (x: number) => 2 * x, ofFunctions), /\nx is its own derivative\?$/); // prettier-ignore
  });

  it("escapes what it shows", () => {
    const [{ data }] = captured(() => exercise("a < b", "<b>", "c"));
    assert.equal(data["text/html"], '<span style="color: #cf222e">✗ a &lt; b: not &lt;b&gt; yet</span>');
  });

  it("speaks Chinese", () => {
    setLanguage("zh");
    try {
      assert.equal(said("斜率", 4, 3, { hint: "再想想" }), "✗ 斜率：还不是 4\n提示：再想想");
      assert.equal(said("斜率", todo, 3), "○ 斜率：待完成");
    } finally {
      setLanguage("en");
    }
  });

  it("refuses what its author wrote wrongly", () => {
    assert.throws(() => exercise(anything(1), 1, 1), /^TypeError: exercise: name must be a string/);
    assert.throws(() => exercise("m", 1, anything({})), /exercise: right must be a number, text/);
    assert.throws(() => exercise("m", 1, 1, { rtol: -1 }), /^RangeError: exercise: options\.rtol must be/);
    assert.throws(() => exercise("m", 1, 1, { hint: anything(3) }), /options\.hint must be text/);
    assert.throws(() => exercise("m", 1, 1, { known: anything([[1]]) }), /options\.known must be a list of/);
    assert.throws(() => exercise("m", 1, 1, { at: [] }), /options\.at must be a list of places/);
    assert.throws(() => exercise("m", 1, 1, anything({ hints: "x" })), /Did you mean hint\?/);
  });
});
