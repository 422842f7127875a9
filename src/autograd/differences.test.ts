// Every rule of the table against central differences, first and second derivatives, at seeded random points.

import { describe, it } from "node:test";
import { gradcheck, gradgradcheck } from "./gradcheck";
import { anywhere, draw } from "../testing/autograd/domain";
import { rows } from "../testing/autograd/rows";
import type { OpName } from "../testing/autograd/rules";
import { rules } from "../testing/autograd/rules";

const strict = { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };

describe("rules agree with differences", () => {
  for (const name of Object.keys(rules) as OpName[]) {
    it(`${name}: first and second derivatives`, () => {
      for (const { shapes, call, domain = anywhere } of rows[name]) {
        const inputs = shapes.map((shape) => draw(shape, domain));
        gradcheck(call, inputs, strict);
        gradgradcheck(call, inputs, strict);
      }
    });
  }
});
