import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Check, type Evaluate } from "./check";

describe("what a breakpoint asks before it stops", () => {
  /** Gives these values one after the other, and remembers what it was asked. */
  function answering(...values: unknown[]): { evaluate: Evaluate; asked: string[] } {
    const asked: string[] = [];
    const evaluate: Evaluate = (code) => {
      asked.push(code);
      const value = values.shift();
      return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
    };
    return { evaluate, asked };
  }

  it("is its condition, as JavaScript takes a value for true", async () => {
    const check = new Check("here", "c", undefined, undefined);
    const { evaluate, asked } = answering(1, 0, "", "yes");
    const held = [];
    for (let i = 0; i < 4; i++) held.push(await check.holds(evaluate));
    assert.deepEqual(held, [true, false, false, true]);
    assert.deepEqual(asked, ["c", "c", "c", "c"]);
  });

  it("counts only the times at which the condition holds", async () => {
    const check = new Check("here", "c", "2", undefined);
    const { evaluate } = answering(true, false, true, true);
    const held = [];
    for (let i = 0; i < 4; i++) held.push(await check.holds(evaluate));
    assert.deepEqual(held, [false, false, true, false]);
  });

  it("writes a log point's text and never stops", async () => {
    const check = new Check("here", undefined, "> 1", "log()");
    const { evaluate, asked } = answering(undefined, undefined);
    for (let i = 0; i < 3; i++) assert.equal(await check.holds(evaluate), false);
    assert.deepEqual(asked, ["log()", "log()"]);
  });

  it("rejects with what a condition throws, and asks again the next time", async () => {
    const check = new Check("here", "c", undefined, undefined);
    const { evaluate } = answering(new Error("no x"), true);
    await assert.rejects(check.holds(evaluate), /no x/);
    assert.equal(await check.holds(evaluate), true);
  });

  it("does not ask a condition again that took all its time", async () => {
    const check = new Check("here", "c", undefined, undefined);
    let asked = 0;
    const late: Evaluate = (_code, timeout) => {
      asked++;
      return new Promise((_, refuse) => setTimeout(() => refuse(new Error("terminated")), timeout + 20));
    };
    await assert.rejects(check.holds(late), /takes more than 2000 ms/);
    assert.equal(await check.holds(late), false);
    assert.equal(asked, 1);
  });

  it("refuses a count of hits that is none when it is made", () => {
    assert.throws(() => new Check("here", undefined, "often", undefined), /"often" is not a count of hits/);
  });
});
