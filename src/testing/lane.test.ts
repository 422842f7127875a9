import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Lane, lane, laneVariable, marksOf, perLane, runsIn } from "./lane";

describe("the lane of a run", () => {
  it("is the one that the runner tells, and quick where a test is run by itself", () => {
    assert.equal(lane({}), "quick");
    for (const told of ["quick", "usual", "release"]) assert.equal(lane({ [laneVariable]: told }), told);
    assert.throws(() => lane({ [laneVariable]: "slow" }), {
      message: 'NABLAB_LANE must be one of quick, usual, release, but got "slow"',
    });
  });

  it("gives the length of a test", () => {
    const lengths = { quick: 1, usual: 2, release: 3 };
    assert.deepEqual(
      (["quick", "usual", "release"] as const).map((of) => perLane(lengths, of)),
      [1, 2, 3],
    );
    assert.equal(perLane(lengths), lengths[lane()]);
  });
});

describe("a test's file name", () => {
  const lanesOf = (file: string): Lane[] =>
    (["quick", "usual", "release"] as const).filter((of) => runsIn(of, file));

  it("says what the test needs", () => {
    assert.deepEqual(marksOf("src/a/x.test.ts"), []);
    assert.deepEqual(marksOf("src/a.b/x.jupyter.test.ts"), ["jupyter"]);
    assert.deepEqual(marksOf("x.release.jupyter.browser.test.ts"), ["release", "jupyter", "browser"]);
  });

  it("says in which lanes it is run", () => {
    assert.deepEqual(lanesOf("x.test.ts"), ["quick", "usual", "release"]);
    assert.deepEqual(lanesOf("x.jupyter.test.ts"), ["usual", "release"]);
    assert.deepEqual(lanesOf("x.browser.test.ts"), ["usual", "release"]);
    assert.deepEqual(lanesOf("x.release.test.ts"), ["release"]);
    assert.deepEqual(lanesOf("x.release.jupyter.test.ts"), ["release"]);
  });

  it("with a word that is no lane is refused, so that no test is lost by a slip", () => {
    assert.throws(() => marksOf("x.jupiter.test.ts"), {
      message: /^x\.jupiter\.test\.ts: "\.jupiter" is no lane\./,
    });
  });
});
