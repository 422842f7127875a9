import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plot } from "./plot";

const x = [0, 1, 2, 3];
const squares = [0, 1, 4, 9];

/** The call throws an error with these words. */
function refuses(call: () => unknown, words: RegExp | string): void {
  let message = "nothing was refused";
  try {
    call();
  } catch (error) {
    message = (error as Error).message;
  }
  if (typeof words === "string") assert.equal(message, words);
  else assert.match(message, words);
}

describe("plot refuses", () => {
  it("arrays of different lengths", () => {
    refuses(() => plot(x, [1, 2]), "plot: Y must be as many numbers as X, but got 2 for the 4 of X.");
    refuses(() => plot([x, x], [squares, [1]]), /^plot: Y\[1\] must be as many numbers as X\[1\]/);
    refuses(
      () => plot([x, x], squares),
      "plot: Y must be as many curves as X, or X a single one, but got X with 2 curves and Y with 1.",
    );
  });

  it("empty data", () => {
    refuses(() => plot([]), /^plot: X must be an array with at least one number, but got an empty array/);
    refuses(() => plot(x, []), /^plot: Y must be an array with at least one number/);
    refuses(() => plot([x, []]), /^plot: X\[1\] must be/);
  });

  it("what is no array of numbers", () => {
    refuses(
      // @ts-expect-error text is no curve
      () => plot("x", squares),
      /^plot: X must be an array of numbers, a function.*but got 'x'/,
    );
    refuses(
      // @ts-expect-error text is no number
      () => plot([1, "2"]),
      /^plot: X\[1\] must be a number, but got '2'/,
    );
    refuses(
      // @ts-expect-error an array in three levels is no matrix
      () => plot([[[1]]]),
      /^plot: X\[0\]\[0\] must be a number, but got \[ 1 \]/,
    );
    refuses(
      // @ts-expect-error null is no curve
      () => plot(x, [null]),
      /^plot: Y\[0\] must be an array of numbers, a function/,
    );
  });

  it("a function that throws in the middle, with the place and the way out", () => {
    const f = (t: number): number => {
      if (t === 2) throw new Error("no 2, please");
      return t;
    };
    refuses(
      () => plot(x, [x, f]),
      "plot: Y[1] must be a function that can be evaluated on the whole of the x axis, but got one that threw at x = 2 " +
        "(Error: no 2, please). Return NaN where it is not defined, and the picture has a gap there; or choose other limits.",
    );
  });

  it("a function that returns no number", () => {
    refuses(
      // @ts-expect-error this one returns text
      () => plot(x, (t) => `${t}`),
      /^plot: Y must be a function that returns a number, but got one with the value '0' at x = 0/,
    );
  });

  it("a function without limits, or in the place of X", () => {
    const square = (t: number): number => t * t;

    refuses(
      // @ts-expect-error limits are needed
      () => plot(square),
      /^plot: options\.xlim must be two limits such as \[0, 3\]/,
    );
    refuses(
      // @ts-expect-error limits are needed
      () => plot(square, { xlabel: "x" }),
      /^plot: options\.xlim must be two limits/,
    );
    refuses(
      // @ts-expect-error a function goes second
      () => plot(square, x),
      /^plot: X must be numbers where Y is given.*plot\(x, f\)/,
    );
  });

  it("limits in the wrong order, or not finite, or not positive on a log axis", () => {
    refuses(
      () => plot(x, squares, { xlim: [3, 0] }),
      "plot: options.xlim must be two limits, the smaller one first, but got [ 3, 0 ].",
    );
    refuses(() => plot(x, squares, { ylim: [1, 1] }), /options\.ylim must be two limits, the smaller one/);
    refuses(() => plot(x, squares, { ylim: [0, NaN] }), /options\.ylim must be two finite numbers/);
    refuses(() => plot(x, squares, { xlim: [0, 1], xscale: "log" }), /two positive limits on a log axis/);
  });

  it("unknown options and values of options", () => {
    refuses(
      // @ts-expect-error there is no such option
      () => plot(x, squares, { xLabel: "x" }),
      /but got 'xLabel'\. Did you mean xlabel\?/,
    );
    refuses(
      // @ts-expect-error there is no such scale
      () => plot(x, squares, { xscale: "symlog" }),
      /xscale must be "linear" or "log", but got 'symlog'/,
    );
    refuses(() => plot(x, squares, { fmts: ["-", "q"] }), /options\.fmts\[1\] must be one of Matplotlib's/);
    refuses(() => plot(x, squares, { fmts: [] }), /options\.fmts must be/);
    refuses(
      () => plot(x, squares, { legend: ["a", "b"] }),
      /options\.legend must be at most 1 name, one a curve/,
    );
    refuses(() => plot(x, squares, { figsize: [560, 360] }), /width and height in inches, from 1 to 40/);
    refuses(
      // @ts-expect-error a label is text
      () => plot(x, squares, { xlabel: 3 }),
      /options\.xlabel must be a string, but got 3/,
    );
    refuses(
      // @ts-expect-error options are an object
      () => plot(x, squares, "x"),
      /options must be an object/,
    );
  });
});
