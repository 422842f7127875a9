// Random expressions in x as texts: all functions, long sums and products, deep nestings. fast-check draws
// and shrinks them.

import fc from "fast-check";
import { functions } from "../symbolic/rules";

const unary = Object.entries(functions).flatMap(([name, { args }]) => (args[1] === 1 ? [name] : []));
const binary = ["min", "max", "hypot", "atan2", "log"];
const atom = fc.oneof({ weight: 3, arbitrary: fc.constant("x") }, fc.constantFrom("1", "2", "3", "0.5", "1/3", "pi", "e")); // prettier-ignore
const line = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `(x/${a} + ${b})`); // prettier-ignore

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const part = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 3, depthIdentifier: "expression" },
      atom,
      fc.tuple(part, fc.constantFrom("+", "-", "*", "/"), part).map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(part, fc.constantFrom("2", "3", "(-1)", "(1/2)", "1.5")).map(([a, n]) => `(${a})^${n}`),
      fc.tuple(fc.constantFrom(...unary), part).map(([fn, a]) => `${fn}(${a})`),
      fc.tuple(fc.constantFrom(...binary), part, part).map(([fn, a, b]) => `${fn}(${a}, ${b})`),
      fc.tuple(part, part, part).map(([a, b, c]) => `(${a} > 1 ? ${b} : ${c})`),
    ),
  };
});

const longSum = fc.array(fc.tuple(fc.constantFrom("+", "-"), expression), { minLength: 33, maxLength: 80 }).map((parts) => parts.map(([sign, part]) => ` ${sign} ${part}`).join("")); // prettier-ignore
const longProduct = fc.array(line, { minLength: 33, maxLength: 70 }).map((parts) => parts.join("*"));
const nesting = fc.array(fc.constantFrom("sin", "cos", "atan", "tanh", "asinh"), { minLength: 10, maxLength: 60 }).map((names) => `${names.map((name) => `${name}(`).join("")}x${")".repeat(names.length)}`); // prettier-ignore

/** The texts; one in six is long or deep. */
export const expressionTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 15, arbitrary: expression },
  longSum,
  longProduct,
  nesting,
);
