import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { channelsOf, contrastOf, hexOf, readableOn } from "./contrast";

describe("the contrast of two colours", () => {
  it("is WCAG's: 21 for black on white, 1 for a colour on itself, the same both ways", () => {
    assert.equal(contrastOf([0, 0, 0], [255, 255, 255]), 21);
    assert.equal(contrastOf([9, 99, 199], [9, 99, 199]), 1);
    // The darkest grey that WCAG's own documents call just readable on white.
    assert.ok(Math.abs(contrastOf([118, 118, 118], [255, 255, 255]) - 4.54) < 0.01);
    assert.equal(contrastOf([1, 2, 3], [200, 100, 0]), contrastOf([200, 100, 0], [1, 2, 3]));
  });

  it("is reached on every paper, and a colour that can be read stays", () => {
    for (const paper of [
      [255, 255, 255],
      [17, 17, 17],
      [48, 48, 48],
      [120, 120, 120],
    ] as const)
      // prettier-ignore
      for (const color of [[0, 114, 178], [204, 121, 167], [0, 0, 0], [255, 255, 255], [120, 120, 120]] as const) // prettier-ignore
        assert.ok(contrastOf(readableOn(paper, color), paper) >= 4.5, `${color.join()} on ${paper.join()}`);
    assert.deepEqual(readableOn([255, 255, 255], [0, 0, 128]), [0, 0, 128]);
  });

  it("reads hexadecimal colours and writes them", () => {
    assert.deepEqual(channelsOf("#fa0"), [255, 170, 0]);
    assert.equal(hexOf(channelsOf("#0072b2")!), "#0072b2");
    assert.equal(channelsOf("red"), undefined);
  });
});
