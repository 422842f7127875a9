import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { framesOf, readStacksAsV8 } from "./foreignStacks";

/** As Firefox writes it. */
const raw = [
  "f@cell:2:5:11",
  "outer/<@cell:3:3:19",
  "@cell:3:7:9",
  "async*g@/notebook/a b/x@2.ts:4:2",
  "run@http://127.0.0.1:8000/kernel.js:160:3968",
  "setTimeout handler*late@cell:1:1:1",
  "after@cell:1:1:2",
  "",
].join("\n");

/** An error with Firefox's accessor. */
function foreign(): { prototype: object; make: () => Error } {
  const prototype = Object.create(Error.prototype) as object;
  Object.defineProperty(prototype, "stack", {
    configurable: true,
    get: () => raw,
    set(this: object, value: unknown) {
      Object.defineProperty(this, "stack", { value, configurable: true, writable: true });
    },
  });
  const make = (): Error => Object.assign(Object.create(prototype) as Error, { message: "no" });
  return { prototype, make };
}

describe("a stack of another engine than V8", () => {
  const { prepareStackTrace } = Error as { prepareStackTrace?: unknown };
  afterEach(() => {
    Object.assign(Error, { prepareStackTrace });
  });

  it("has V8's frames, without guessed names, and ends where a timer has called", () => {
    assert.deepEqual(framesOf(raw), [
      "f (cell:2:5:11)",
      "cell:3:3:19",
      "cell:3:7:9",
      "async g (/notebook/a b/x@2.ts:4:2)",
      "run (http://127.0.0.1:8000/kernel.js:160:3968)",
    ]);
  });

  it("is made once by Error.prepareStackTrace, where there is one, and else as V8 would", () => {
    const { prototype, make } = foreign();
    readStacksAsV8(prototype);
    Object.assign(Error, { prepareStackTrace: undefined });
    assert.equal(make().stack!.split("\n")[1], "    at f (cell:2:5:11)");
    let calls = 0;
    Error.prepareStackTrace = (error, frames) => `${++calls} ${error.message} ${frames.length}`;
    const error = make();
    assert.deepEqual([error.stack, error.stack], ["1 no 5", "1 no 5"]);
  });

  it("can be replaced", () => {
    const { prototype, make } = foreign();
    readStacksAsV8(prototype);
    const error = make();
    error.stack = "mine";
    assert.equal(error.stack, "mine");
  });

  it("of V8 is left alone", () => {
    const before = Object.getOwnPropertyDescriptors(Error.prototype);
    readStacksAsV8();
    assert.deepEqual(Object.getOwnPropertyDescriptors(Error.prototype), before);
  });
});
