import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { furtherSituations } from "./situations";

describe("situations that print", () => {
  it("print what a tensor shows", () => {
    const lines: unknown[] = [];
    furtherSituations.hook_changes_gradient((line) => lines.push(String(line)));
    assert.deepEqual(lines, ["tensor([2., 2., 2.])"]);
  });
});
