// From a tree to a JavaScript function. The text of it is made of numbers, names of ours and `Math` alone.

import { toNumber } from "./algebra/rational";
import { functions } from "./rules";
import { type Expr, nameOf, type Test, type Variable } from "./tree";

/** JavaScript names for the variables, chosen by us. */
export type Names = ReadonlyMap<string, string>;

const symbols = { add: "+", sub: "-", mul: "*", div: "/", pow: "**" } as const;
const constants = { e: "Math.E", pi: "Math.PI" } as const;

/** JavaScript for the value of an expression; every part stands in brackets. */
export function codeOf(node: Expr, names: Names): string {
  const code = (part: Expr): string => codeOf(part, names);
  switch (node.kind) {
    case "number":
      return numeral(toNumber(node.value));
    case "constant":
      return constants[node.name];
    case "variable":
      return names.get(nameOf(node))!;
    case "neg":
      return `(-${code(node.a)})`;
    case "call":
      return functions[node.fn].js(...node.args.map(code));
    case "cases":
      return `(${testCode(node.test, names)} ? ${code(node.then)} : ${code(node.otherwise)})`;
    case "pow":
      return powerCode(node.a, node.b, names);
    case "derivative":
      throw new Error("an explanation cannot be computed with");
    case "add":
    case "sub":
    case "mul":
    case "div":
      return `(${code(node.a)} ${symbols[node.kind]} ${code(node.b)})`;
  }
}

function powerCode(base: Expr, exponent: Expr, names: Names): string {
  if (base.kind === "constant" && base.name === "e") return `Math.exp(${codeOf(exponent, names)})`;
  return `(${codeOf(base, names)} ** ${codeOf(exponent, names)})`;
}

function numeral(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

function testCode(test: Test, names: Names): string {
  if (test.kind === "compare") return `${codeOf(test.a, names)} ${test.op} ${codeOf(test.b, names)}`;
  return `(${testCode(test.a, names)}) ${test.kind === "and" ? "&&" : "||"} (${testCode(test.b, names)})`;
}

/** Functions that JavaScript does not have. */
const helpers = {
  root: (x: number, n: number): number => (n % 2 === 1 && x < 0 ? -((-x) ** (1 / n)) : x ** (1 / n)),
  softplus: (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** A parameter of the compiled function: a number, or a vector of which some elements are used. */
export interface Parameter {
  readonly name: string;
  /** How many elements a vector must have; undefined for a number. */
  readonly length: number | undefined;
}

/** A compiled function: of numbers, or of what `otherwise` takes. */
export type Compiled = (...values: unknown[]) => unknown;

/**
 * The function of the parameters. Where an argument is no number (or no list of numbers for a vector) it
 * returns what `otherwise` makes of all arguments.
 */
export function compile(
  tree: Expr,
  parameters: readonly Parameter[],
  variables: readonly Variable[],
  otherwise: Compiled,
): Compiled {
  const parts = parameters.map((parameter, i) => argumentCode(parameter, i, variables));
  const names = new Map(parts.flatMap((part) => part.names));
  const list = parameters.map((_, i) => `p${i}`).join(", ");
  const source = [
    `"use strict"; return (${list}) => {`,
    ...parts.map(({ check }) => `if (${check}) return otherwise(${list});`),
    ...parts.map(({ elements }) => elements),
    `return ${codeOf(tree, names)}; };`,
  ].join("\n");
  // Only numerals, operators, Math and the names made here can be in the text: nothing of the user's is.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function("otherwise", ...Object.keys(helpers), source) as (
    ...given: unknown[]
  ) => Compiled;
  return make(otherwise, ...Object.values(helpers));
}

function argumentCode(
  { name, length }: Parameter,
  i: number,
  variables: readonly Variable[],
): { check: string; elements: string; names: [string, string][] } {
  if (length === undefined)
    return { check: `typeof p${i} !== "number"`, elements: "", names: [[name, `p${i}`]] };
  const used = variables.filter((variable) => variable.name === name);
  const elements = used.map(({ index }) => `const p${i}_${index} = p${i}[${index}];`).join(" ");
  const isList = `p${i} === null || typeof p${i} !== "object" || !(p${i}.length >= ${length})`;
  const notNumbers = used.map(({ index }) => ` || typeof p${i}[${index}] !== "number"`).join("");
  return { check: isList + notNumbers, elements, names: used.map((v) => [nameOf(v), `p${i}_${v.index}`]) };
}
