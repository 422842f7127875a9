// From a TypeScript function of one expression to a tree: its own text, parsed by acorn.

import type * as Acorn from "acorn";
import { fromDecimal } from "../algebra/rational";
import { wrongType } from "../../errors";
import { type Expr, num, type Variable } from "../tree";
import { treeOf } from "./javascript";
import { type Scope, valueIn } from "./names";
import { wrongExpression } from "./problem";
import { functionNamed, functions } from "../rules";
import { call } from "../tree";

/** A function taken apart: the names of its parameters and the value that it returns. */
export interface ParsedFunction {
  tree: Expr;
  parameters: string[];
  /** Refuses the function as a whole. */
  fail: (problem: string, hint?: string) => never;
}

/** Who reads a function, for errors, and what is said of a name that is no parameter. */
export interface Reader {
  readonly fn: string;
  readonly wayOut: (name: string) => string;
}

const symbolicReads: Reader = {
  fn: "symbolic",
  wayOut: (name) => `If it is a constant of your cell, give it as the scope: symbolic(f, { ${name} }).`,
};

type Fail = (node: { start: number }, problem: string, hint?: string) => never;

/** The tree of a function whose body is one expression; anything else is a SyntaxError. */
export function parseFunction(
  f: (...values: never[]) => unknown,
  scope: Scope,
  reader: Reader = symbolicReads,
): ParsedFunction {
  const text = Function.prototype.toString.call(f);
  const fail: Fail = (node, problem, hint) => {
    throw wrongExpression(text, node.start, problem, hint, reader.fn);
  };
  const failWhole = (problem: string, hint?: string): never => fail({ start: 0 }, problem, hint);
  if (text.endsWith("}") && /\{\s{0,9}\[native code\]\s{0,9}\}$/.test(text.slice(-40)))
    return { ...ofMath(f, reader.fn), fail: failWhole };
  const node = functionNode(text, fail);
  const names = node.params.flatMap((param) => namesOf(param, fail));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(node, `the parameter ${twice} stands there twice`);
  const body = bodyOf(node, fail);
  const resolve = (variable: Variable): Expr | undefined =>
    names.includes(variable.name) ? variable : valueIn(scope, variable);
  const context = { text, resolve, fail, literal: readLiteral, wayOut: reader.wayOut };
  return { tree: treeOf(body, context), parameters: names, fail: failWhole };
}

/** `Math.sin` has no text, but a name. */
function ofMath(f: unknown, reader: string): Omit<ParsedFunction, "fail"> {
  const known = Object.getOwnPropertyNames(Math).find(
    (name) => (Math as never as Record<string, unknown>)[name] === f,
  );
  const fn = known === undefined ? undefined : functionNamed(known);
  if (fn !== undefined && functions[fn].args[0] === 1) {
    return { tree: call(fn, { kind: "variable", name: "x" }), parameters: ["x"] };
  }
  const hint =
    "The text of a function that is built in or bound cannot be read. Write it out: (x) => Math.sin(x).";
  throw wrongType({ fn: reader, argument: "f", got: f, wanted: "a function of one expression", hint });
}

type FunctionNode = Acorn.ArrowFunctionExpression | Acorn.FunctionExpression;

function functionNode(text: string, fail: Fail): FunctionNode {
  const node = parsed(text, fail);
  if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression") {
    return fail(
      { start: 0 },
      "a function such as (x) => x ** 2 was expected",
      "Classes and methods are not read.",
    );
  }
  if (node.async || node.generator)
    fail(node, "an async function or generator has no expression for a body", "Write (x) => x ** 2.");
  return node;
}

function parsed(text: string, fail: Fail): Acorn.Expression {
  // Loaded by the first function that is read.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseExpressionAt } = require("acorn") as typeof Acorn;
  try {
    return parseExpressionAt(text, 0, { ecmaVersion: "latest" });
  } catch (error) {
    const start = (error as { pos?: number }).pos ?? 0;
    return fail({ start }, "the text of the function could not be read", "Write it as (x) => x ** 2.");
  }
}

/** A parameter, or the names of an array taken apart: `([x, y]) => …`. */
function namesOf(param: Acorn.Pattern, fail: Fail): string[] {
  if (param.type === "Identifier") return [param.name];
  if (param.type === "ArrayPattern") {
    return param.elements.flatMap((element) =>
      element === null ? fail(param, "an element without a name cannot be read") : namesOf(element, fail),
    );
  }
  return fail(
    param,
    "a parameter must be a plain name",
    "Write (x, y) => …, or (x) => x[0] + x[1] for a vector.",
  );
}

function bodyOf({ body }: FunctionNode, fail: Fail): Acorn.Expression {
  if (body.type !== "BlockStatement") return body;
  const [only, more] = body.body;
  if (more === undefined && only?.type === "ReturnStatement" && only.argument != null) return only.argument;
  const at = only?.type === "ReturnStatement" && more !== undefined ? more : (only ?? body);
  const hint =
    "Write (x) => x ** 3 - 1 / x; variables and loops inside cannot be differentiated symbolically.";
  return fail(at, "the body of the function must be a single expression", hint);
}

function readLiteral(node: Acorn.Literal, fail: Fail): Expr {
  const plain = node.raw?.replaceAll("_", "") ?? "";
  if (typeof node.value !== "number") return fail(node, `${node.raw} is not a number`);
  if (!Number.isFinite(node.value)) return fail(node, "this number is too large");
  return num(fromDecimal(/^[\d.eE+-]+$/.test(plain) && !/^0\d/.test(plain) ? plain : String(node.value)));
}
