// The steps of a differentiation: which rule was applied to what, and what it gave.

import { inspect } from "node:util";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import { ruleName } from "./ruleNames";
import { simplify } from "./algebra/simplify";
import { differentiate, ruleFor } from "./derivative";
import { toTex } from "./print/tex";
import { toText } from "./print/text";
import { childrenOf, type Expr, keyOf, mapChildren, type Variable } from "./tree";
import { within } from "./work";

/** One line of an explanation: the name of a rule, and the equation that it gives. */
export interface Step {
  readonly rule: string;
  readonly text: string;
  readonly tex: string;
}

// The methods whose names are symbols: a class may not name them itself where declarations are emitted file by file.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Explanation extends Displayable {
  [jupyterDisplay](): MimeBundle;
}

/**
 * A derivation step by step, shown as typeset mathematics in a notebook and printed as text.
 *
 * @example
 * ```ts
 * symbolic("x^2").explain()
 * // => power rule  d/dx (x^2) = 2*x
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Explanation {
  constructor(readonly steps: readonly Step[]) {}

  /** The steps one below the other, aligned at their signs of equality. */
  toTex(): string {
    const lines = this.steps.map(({ rule, tex }) => `${tex} && \\text{${ruleName(rule)}}`);
    return `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}`;
  }

  /** One line a step: the rule, and what it gives. */
  toString(): string {
    const names = this.steps.map(({ rule }) => ruleName(rule));
    const width = Math.max(...names.map((name) => name.length));
    return this.steps.map(({ text }, i) => `${names[i].padEnd(width)}  ${text}`).join("\n");
  }
}

Object.defineProperties(Explanation.prototype, {
  [jupyterDisplay]: {
    value(this: Explanation): MimeBundle {
      return { "text/latex": `$\\displaystyle ${this.toTex()}$`, "text/plain": this.toString() };
    },
  },
  [inspect.custom]: {
    value(this: Explanation): string {
      return this.toString();
    },
  },
});

/**
 * Every rule from the outside to the inside, then the whole, then its shortest form; `partial` where there
 * are other variables.
 */
export function explain(tree: Expr, by: Variable, partial: boolean): Explanation {
  const derivative = (of: Expr): Expr => ({ kind: "derivative", of, by });
  const equation = (rule: string, left: Expr, right: Expr): Step =>
    partial ? stepOf(rule, withPartials(left), withPartials(right)) : stepOf(rule, left, right);
  const steps: Step[] = [];
  const seen = new Set<string>();
  const visit = (node: Expr): void => {
    if (seen.has(keyOf(node))) return;
    seen.add(keyOf(node));
    const { rule, result } = ruleFor(node, by);
    steps.push(equation(rule, derivative(node), result));
    partsIn(result).forEach(visit);
  };
  visit(tree);
  const whole = differentiate(tree, by);
  const short = within(
    () => simplify(whole),
    () => whole,
  );
  const first = ruleFor(tree, by).result;
  if (steps.length > 1 && keyOf(whole) !== keyOf(first))
    steps.push(equation("together", derivative(tree), whole));
  if (toText(short) !== toText(whole)) steps.push(equation("simplified", derivative(tree), short));
  return new Explanation(steps);
}

function stepOf(rule: string, left: Expr, right: Expr): Step {
  return {
    rule,
    text: `${toText(left)} = ${toText(right)}`,
    tex: `${toTex(left)} &= ${toTex(right)}`,
  };
}

/** The expression with its derivatives written as partial ones. */
function withPartials(node: Expr): Expr {
  const inner = mapChildren(node, withPartials);
  return inner.kind === "derivative" ? { ...inner, partial: true } : inner;
}

/** The derivatives that a rule leaves to be worked out. */
function partsIn(node: Expr): Expr[] {
  return node.kind === "derivative" ? [node.of] : childrenOf(node).flatMap(partsIn);
}
