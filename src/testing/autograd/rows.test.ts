import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OpName } from "./rules";
import { rules } from "./rules";
import * as lib from "../../index";
import { matrixRows } from "./matrixRows";
import { rows } from "./rows";

describe("the table of rows", () => {
  it("has inputs for every rule", () => {
    for (const name of Object.keys(rules) as OpName[]) assert.ok(rows[name].length > 0, name);
  });
});

describe("the rows of matrices", () => {
  it("give tensors that can be differentiated", () => {
    for (const [name, list] of Object.entries(matrixRows))
      for (const { shapes, call } of list) {
        const inputs = shapes.map((shape) => lib.ones(shape, { requiresGrad: true }).mul(0.3));
        assert.ok(call(...inputs).requiresGrad, name);
      }
  });
});
