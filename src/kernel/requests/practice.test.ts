import assert from "node:assert/strict";
import { test } from "node:test";
import { Practice } from "./practice";

/** Steps that count, of which there are so many. */
function steps(most: number): { step: () => boolean; count: () => number } {
  let count = 0;
  return { step: () => ++count < most, count: () => count };
}

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((done) => setTimeout(done, 1));
};

test("practice goes on to its end while there is nothing to do, and is over then", async () => {
  const { step, count } = steps(3);
  const practice = new Practice(step, () => true, 0);
  practice.rest();
  await until(() => count() === 3);
  practice.rest();
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(count(), 3);
});

test("work that comes stops it, and the next rest takes it up again", async () => {
  const { step, count } = steps(1000);
  const practice = new Practice(step, () => true, 0);
  practice.rest();
  await until(() => count() > 1);
  practice.work();
  const before = count();
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(count(), before);
  practice.rest();
  await until(() => count() > before);
  practice.work();
});

test("on a busy machine there is none, until a rest finds it free", async () => {
  const { step, count } = steps(2);
  let isFree = false;
  let asked = 0;
  const practice = new Practice(
    step,
    () => {
      asked++;
      return isFree;
    },
    0,
  );
  practice.rest();
  await until(() => asked > 0);
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(count(), 0);
  isFree = true;
  practice.rest();
  await until(() => count() === 2);
});
