import assert from "node:assert/strict";
import { test } from "node:test";
import { Afterwards } from "./afterwards";

test("what was put off is done once, in its order, when it is asked for", () => {
  const afterwards = new Afterwards();
  const done: number[] = [];
  for (const i of [1, 2, 3]) afterwards.add(() => void done.push(i));
  assert.equal(done.join(), "");
  afterwards.run();
  assert.equal(done.join(), "1,2,3");
  afterwards.add(() => void done.push(4));
  afterwards.run();
  afterwards.run();
  assert.equal(done.join(), "1,2,3,4");
});
