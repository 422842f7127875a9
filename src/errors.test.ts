import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asIs, refusal, refuseUnknownOptions, wrongType, wrongValue } from "./errors";

const what = { fn: "tangentLine", argument: "x0", got: "x", wanted: "a finite number" };

describe("an error", () => {
  it("names the function, the argument, what came and what was wanted", () => {
    assert.equal(refusal(what), `tangentLine: x0 must be a finite number, but got 'x'.`);
  });

  it("ends with the way out where there is one", () => {
    assert.match(
      refusal({ ...what, hint: "Give the point of contact." }),
      /got 'x'\. Give the point of contact\.$/,
    );
  });

  it("shows a computed fact without quotes", () => {
    assert.match(refusal({ ...what, got: asIs("f(0) = Infinity") }), /but got f\(0\) = Infinity\.$/);
  });

  it("shortens what would fill the screen", () => {
    assert.ok(
      refusal({ ...what, got: Array.from({ length: 1000 }, () => "word word word word word") }).length < 200,
    );
  });

  it("shortens whatever came from outside, in every part of the sentence", () => {
    const long = "x".repeat(2e6);
    for (const part of ["fn", "argument", "wanted", "hint"])
      assert.match(refusal({ ...what, [part]: long }), /^.{100,1500}$/s, part);
    assert.match(refusal({ ...what, got: asIs(long) }), /2000000 characters/);
    assert.match(refusal({ ...what, got: { [long]: 1 } }), /^.{10,400}$/s);
  });

  it("is a TypeError for the wrong kind and a RangeError for the wrong value", () => {
    assert.ok(wrongType(what) instanceof TypeError);
    assert.ok(wrongValue(what) instanceof RangeError);
  });
});

describe("refuseUnknownOptions", () => {
  it("accepts no options and known options", () => {
    refuseUnknownOptions("derivative", undefined, ["h"]);
    refuseUnknownOptions("derivative", { h: 1 }, ["h"]);
  });

  it("names an unknown option, lists the known ones and proposes the nearest", () => {
    assert.throws(() => refuseUnknownOptions("plot", { xLabel: "x" }, ["xlabel", "ylabel"]), {
      name: "TypeError",
      message:
        "plot: the name of an option must be one of xlabel, ylabel, but got 'xLabel'. Did you mean xlabel?",
    });
  });

  it("refuses options that are no object", () => {
    assert.throws(() => refuseUnknownOptions("plot", 3 as unknown as object, ["xlabel"]), TypeError);
  });
});
