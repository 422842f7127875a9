import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Script } from "node:vm";
import { keepIntrinsics, surviving, undoAll, withBuiltins, withIntrinsics } from "./restored";

const scope = globalThis as unknown as Record<string, unknown>;

/** Runs a function that V8 ends: no `finally` in it is carried out. */
function ended(run: () => void): void {
  scope.run = run;
  assert.throws(() => new Script("run()").runInThisContext({ timeout: 20 }), /timed out/);
  delete scope.run;
}

const forEver = (): never => {
  for (;;);
};

void describe("a built-in that a cell has replaced", () => {
  const { flat } = Array.prototype;
  const theirs = (): never[] => [];
  const isTrue = (): boolean => Array.prototype.flat === flat;
  before(() => {
    keepIntrinsics();
    Array.prototype.flat = theirs;
  });
  after(() => {
    Array.prototype.flat = flat;
  });

  void it("is the true one in the kernel's code, and the cell's again behind it", () => {
    for (const way of [withIntrinsics, withBuiltins]) {
      assert.equal(way(isTrue), true);
      assert.equal(
        way(() => way(isTrue)),
        true,
      );
      assert.throws(() => way(() => assert.fail("its error")), /its error/);
      assert.equal(Array.prototype.flat, theirs);
    }
  });

  void it("is looked for again in what is called by code of a cell's", () => {
    const getter = (): boolean => {
      Array.prototype.flat = theirs;
      return withIntrinsics(isTrue) && Array.prototype.flat === theirs;
    };
    assert.equal(withBuiltins(getter), true);
    assert.equal(Array.prototype.flat, theirs);
  });

  void it("is the cell's again when the kernel's code was ended from outside", () => {
    for (const way of [withIntrinsics, withBuiltins]) {
      surviving(() => ended(() => way(forEver)));
      assert.equal(Array.prototype.flat, theirs);
      assert.equal(way(isTrue), true);
      ended(() => way(forEver));
      undoAll();
      assert.equal(Array.prototype.flat, theirs);
      assert.equal(way(isTrue), true);
    }
  });
});
