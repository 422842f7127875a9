import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Pace } from "./pace";

void describe("a loop that asks whether it is to end", () => {
  void it("keeps its rounds when something else took long before its first question", () => {
    const pace = new Pace();
    assert.deepEqual(
      [30, 2, 3].map((since) => pace.next(2048, since)),
      [2048, 2048, 2048],
    );
  });

  void it("asks sooner while its rounds take long, one time after the other", () => {
    const pace = new Pace();
    let rounds = 1000;
    const made = [25, 25, 100, 5].map((since) => (rounds = pace.next(rounds, since)));
    assert.deepEqual(made, [1000, 250, 62, 62]);
  });

  void it("makes twice as many rounds each time they take nothing, up to a limit", () => {
    const pace = new Pace();
    let [calling, computing] = [1, 2048];
    for (let i = 0; i < 20; i++) {
      calling = pace.next(calling, 0);
      computing = pace.next(computing, 0);
    }
    assert.deepEqual([calling, computing], [1024, 1 << 20]);
  });
});
