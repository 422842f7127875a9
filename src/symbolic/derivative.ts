// Differentiation: one rule at a time, so that the steps can be shown.

import { isNumber, plus, rational } from "./algebra/rational";
import { tidy, times } from "./algebra/tidy";
import { functions } from "./rules";
import {
  add,
  call,
  cases,
  childrenOf,
  dependsOn,
  div,
  type Expr,
  isNumeric,
  mapChildren,
  mul,
  neg,
  nought,
  num,
  pow,
  sub,
  unit,
  type Variable,
} from "./tree";

/** What one rule says: the derivative, in which those of the parts still stand as `derivative` nodes. */
export interface Application {
  rule: string;
  result: Expr;
}

/** The rule for the outermost operation. */
export function ruleFor(node: Expr, by: Variable): Application {
  if (!dependsOn(node, by)) return { rule: "constant rule", result: nought };
  const d = (of: Expr): Expr => ({ kind: "derivative", of, by });
  switch (node.kind) {
    case "variable":
      return { rule: "identity rule", result: unit };
    case "neg":
      return { rule: "constant multiple rule", result: neg(d(node.a)) };
    case "add":
      return { rule: "sum rule", result: add(d(node.a), d(node.b)) };
    case "sub":
      return { rule: "difference rule", result: sub(d(node.a), d(node.b)) };
    case "mul":
      return productRule(node.a, node.b, by);
    case "div":
      return quotientRule(node.a, node.b, by);
    case "pow":
      return powerRule(node.a, node.b, by);
    case "call":
      return chainRule(node.fn, node.args, by);
    case "cases":
      return { rule: "case by case", result: cases(node.test, d(node.then), d(node.otherwise)) };
    case "number":
    case "constant":
    case "derivative":
      throw new Error(`no rule for ${node.kind}`);
  }
}

function productRule(a: Expr, b: Expr, by: Variable): Application {
  const d = (of: Expr): Expr => ({ kind: "derivative", of, by });
  if (!dependsOn(a, by)) return { rule: "constant multiple rule", result: mul(a, d(b)) };
  if (!dependsOn(b, by)) return { rule: "constant multiple rule", result: mul(b, d(a)) };
  return { rule: "product rule", result: add(mul(d(a), b), mul(a, d(b))) };
}

function quotientRule(a: Expr, b: Expr, by: Variable): Application {
  const d = (of: Expr): Expr => ({ kind: "derivative", of, by });
  if (!dependsOn(b, by)) return { rule: "constant multiple rule", result: div(d(a), b) };
  const squared = pow(b, 2);
  if (!dependsOn(a, by)) {
    const inner = b.kind === "variable" ? unit : d(b);
    return {
      rule: b.kind === "variable" ? "reciprocal rule" : "reciprocal rule, chain rule",
      result: neg(div(times(a, inner), squared)),
    };
  }
  return { rule: "quotient rule", result: div(sub(mul(d(a), b), mul(a, d(b))), squared) };
}

function powerRule(base: Expr, exponent: Expr, by: Variable): Application {
  const d = (of: Expr): Expr => ({ kind: "derivative", of, by });
  const inner = (of: Expr): Expr => (of.kind === "variable" ? unit : d(of));
  const chained = (rule: string, of: Expr): string => (of.kind === "variable" ? rule : `${rule}, chain rule`);
  if (!dependsOn(exponent, by)) {
    const outer = times(exponent, reduced(base, exponent));
    return { rule: chained("power rule", base), result: times(outer, inner(base)) };
  }
  // 0 to any power that it has is 0; its logarithm is infinite.
  if (isNumeric(base, 0)) return { rule: "constant rule", result: nought };
  const self = pow(base, exponent);
  if (base.kind === "constant" && base.name === "e")
    return { rule: chained("exponential rule", exponent), result: times(self, inner(exponent)) };
  const ln = call("log", base);
  if (!dependsOn(base, by))
    return { rule: chained("exponential rule", exponent), result: times(mul(self, ln), inner(exponent)) };
  const sum = add(times(inner(exponent), ln), div(mul(exponent, inner(base)), base));
  return { rule: "power with variable base and exponent", result: mul(self, sum) };
}

/** The base to a power less by one. */
function reduced(base: Expr, exponent: Expr): Expr {
  if (!isNumeric(exponent)) return pow(base, sub(exponent, unit));
  const less = plus(exponent.value, rational(-1));
  return isNumber(less, 1) ? base : isNumber(less, 0) ? unit : pow(base, num(less));
}

/** The outer derivative times the inner one; for several arguments the sum over them. */
function chainRule(fn: keyof typeof functions, args: readonly Expr[], by: Variable): Application {
  const outer = functions[fn].derivative(...args);
  const terms = args.flatMap((arg, i) => {
    if (!dependsOn(arg, by)) return [];
    return [arg.kind === "variable" ? outer[i] : times(outer[i], { kind: "derivative", of: arg, by })];
  });
  const isChain = args.some((arg) => arg.kind !== "variable" && dependsOn(arg, by));
  const name = fn === "logBase" ? "log" : fn;
  return { rule: `derivative of ${name}${isChain ? ", chain rule" : ""}`, result: terms.reduce(add) };
}

/** The derivative, as the rules give it; a part that occurs several times is differentiated once. */
export function differentiate(node: Expr, by: Variable): Expr {
  return new Differentiation(by).of(node);
}

/** Derivatives by one variable, each of them worked out once. */
class Differentiation {
  private readonly known = new Map<Expr, Expr>();

  constructor(private readonly by: Variable) {}

  of(node: Expr): Expr {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const result = this.workedOut(ruleFor(node, this.by).result);
    this.known.set(node, result);
    return result;
  }

  /** The expression with the derivatives of its parts worked out; what is multiplied by 0 goes. */
  private workedOut(node: Expr): Expr {
    if (node.kind === "derivative") return this.of(node.of);
    // Most of what a rule writes is the function's own parts, in which there is nothing to work out.
    return hasDerivative(node) ? tidy(mapChildren(node, (child) => this.workedOut(child))) : tidy(node);
  }
}

const withDerivatives = new WeakMap<Expr, boolean>();

function hasDerivative(node: Expr): boolean {
  const known = withDerivatives.get(node);
  if (known !== undefined) return known;
  const found = node.kind === "derivative" || childrenOf(node).some(hasDerivative);
  withDerivatives.set(node, found);
  return found;
}
