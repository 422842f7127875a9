import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { captured } from "../display/capture";
import { setLanguage } from "../display/language";
import { todo } from "../display/todo";
import { drill, type Drill, type DrillQuestion } from "./drill";
import { DrillRandom } from "./random";

const make = (random: DrillRandom): DrillQuestion => {
  const [a, b] = [random.integer(2, 99), random.integer(2, 99)];
  return { ask: `${a} + ${b}`, right: a + b, hint: "Add.", known: [[a - b, "That is the difference."]] };
};

const texts = (f: () => void): string[] => captured(f).map(({ data }) => String(data["text/plain"]));

function quietly(options?: { seed?: number }): Drill {
  let made: Drill | undefined;
  captured(() => {
    made = drill("sum", make, options);
  });
  return made!;
}

describe("drill", () => {
  it("asks the same question for the same seed, and shows the seed", () => {
    const [first] = texts(() => drill("sum", make, { seed: 7 }));
    assert.match(first, /^sum \(seed 7\) \d+ \+ \d+$/);
    assert.equal(texts(() => drill("sum", make, { seed: 7 }))[0], first);
    const asked = Array.from({ length: 20 }, (_, seed) => quietly({ seed }).ask);
    assert.ok(new Set(asked).size > 15, "other seeds ask something else");
  });

  it("judges answers as an exercise does, without the right one", () => {
    const question = quietly({ seed: 3 });
    const [a, b] = question.ask.split(" + ").map(Number);
    assert.deepEqual(
      texts(() => question.answer(a + b)),
      ["✓ sum (seed 3)"],
    );
    assert.deepEqual(
      texts(() => question.answer(todo)),
      ["○ sum (seed 3): todo"],
    );
    assert.deepEqual(
      texts(() => question.answer(a - b)),
      [`✗ sum (seed 3): not ${a - b} yet\nThat is the difference.`],
    );
    assert.match(texts(() => question.answer(0.5))[0], /^✗ sum \(seed 3\): not 0\.5 yet\nHint: Add\.$/);
  });

  it("has new numbers at a command: those of the next seed, or of a given one", () => {
    const question = quietly();
    const before = question.ask;
    assert.match(texts(() => question.next())[0], /^sum \(seed 2\)/);
    assert.equal(question.seed, 2);
    captured(() => question.next(1));
    assert.equal(question.ask, before);
    assert.equal(inspect(question), `${before} (seed 1)`);
  });

  it("speaks Chinese", () => {
    setLanguage("zh");
    try {
      assert.match(texts(() => drill("求和", make))[0], /^求和（种子 1） /);
    } finally {
      setLanguage("en");
    }
  });

  it("refuses seeds that are no whole numbers, and functions that ask nothing", () => {
    for (const seed of [0.5, -1, NaN, 2 ** 32])
      assert.throws(() => drill("m", make, { seed }), /^RangeError: drill: seed must be a whole number/);
    assert.throws(() => drill("m", (() => ({})) as never), /returns \{ ask: text, right: … \}/);
    assert.throws(() => drill("m", 3 as never), /drill: f must be a function/);
  });
});

describe("a drill's random numbers", () => {
  it("reach both ends and nothing beyond", () => {
    const random = new DrillRandom(1);
    const drawn = new Set(Array.from({ length: 300 }, () => random.integer(-1, 2)));
    assert.deepEqual([...drawn].sort((a, b) => a - b), [-1, 0, 1, 2]); // prettier-ignore
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", "b"])));
    assert.deepEqual([...picked].sort(), ["a", "b"]);
  });

  it("are refused where nothing can be drawn", () => {
    const random = new DrillRandom(1);
    assert.throws(() => random.integer(3, 1), /random\.integer: low, high must be whole numbers in order/);
    assert.throws(() => random.pick([]), /random\.pick: items must be a list of at least one item/);
  });
});
