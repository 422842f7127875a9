import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as n from "../../index";
import * as further from "../../autograd/more";
import * as core from "../../autograd/ops";
import { perLane } from "../lane";
import { allWithin, fixedSeed, run } from "./run";
import { noDefinitions, noOperations, operationNames, table } from "./table";

describe("random programs", () => {
  const programs = perLane({ quick: 300, usual: 1_500, release: 10_000 });
  const { findings, missing, derivatives } = run({ programs });

  it(`${programs} of them give the reference's values, shapes, dtypes, refusals and gradients`, () => {
    const texts = findings.map(({ program, text }) => `program ${program} of seed ${fixedSeed}\n${text}`);
    assert.equal(texts.join("\n\n"), "");
  });

  it(`use every operation within ${allWithin} programs`, () => {
    assert.ok(programs >= allWithin);
    assert.deepEqual(missing, []);
  });

  it("compare several derivatives with differences in each program", () => {
    assert.ok(derivatives > 3 * programs, `${derivatives} derivatives in ${programs} programs`);
  });
});

describe("the table of definitions", () => {
  const known = new Set<string>([
    ...operationNames,
    ...noOperations,
    ...noDefinitions,
    "view",
    "constructor",
  ]);

  it("has an entry for every operation that is exported", () => {
    assert.deepEqual(
      Object.keys({ ...core, ...further }).filter((name) => !(name in table)),
      [],
    );
  });

  it("has an entry for every method of a tensor", () => {
    const methods = Object.getOwnPropertyNames(n.Tensor.prototype);
    assert.deepEqual(
      methods.filter((name) => !known.has(name)),
      [],
    );
  });
});
