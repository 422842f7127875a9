// From a text in the notation of mathematics (that of mathjs) to a tree: precedence climbing, one method a level.

import { fromDecimal, toNumber } from "../algebra/rational";
import {
  add,
  cases,
  type Comparison,
  div,
  type Expr,
  mul,
  neg,
  num,
  pow,
  sub,
  type Test,
  type Variable,
} from "../tree";
import { isCallable, makeCall } from "./calls";
import { constantNamed, isVariableName, type Scope, valueIn } from "./names";
import { wrongExpression } from "./problem";
import { type Token, tokensOf } from "./tokens";

/** The tree of `text`. Throws a SyntaxError that names the position where it is no expression. */
export function parseText(text: string, scope: Scope): Expr {
  return new TextParser(text, scope).whole();
}

const comparisons: readonly string[] = ["<", "<=", ">", ">="];
/** Deep nesting would exhaust the stack of everything that walks a tree. */
const deepest = 500;

class TextParser {
  private readonly tokens: Token[];
  private i = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly scope: Scope,
  ) {
    this.tokens = tokensOf(text);
  }

  whole(): Expr {
    const tree = this.conditional();
    const rest = this.token;
    if (rest.kind === "end") return tree;
    if (rest.text === "=") {
      const hint = "An expression only computes a value: write what stands right of the sign.";
      return this.fail("an assignment is no expression", hint);
    }
    if (rest.text === ")") return this.fail("this bracket was not opened");
    return this.fail(`${shown(rest)} cannot stand here`);
  }

  private get token(): Token {
    return this.tokens[this.i];
  }

  private fail(problem: string, hint?: string, at: Token = this.token): never {
    throw wrongExpression(this.text, at.at, problem, hint);
  }

  /** Takes the next token if it is one of these signs. */
  private take(...signs: string[]): string | undefined {
    const { kind, text } = this.token;
    if (kind !== "sign" || !signs.includes(text)) return undefined;
    this.i++;
    return text;
  }

  private takeWord(word: string): boolean {
    if (this.token.kind !== "name" || this.token.text !== word) return false;
    this.i++;
    return true;
  }

  private expect(sign: string, opened: Token): void {
    if (this.take(sign) !== undefined) return;
    const where = opened === this.token ? "" : ` for the "${opened.text}" at character ${opened.at + 1}`;
    this.fail(`"${sign}" is missing${where}`);
  }

  /** `test ? a : b`, or a sum. */
  private conditional(): Expr {
    const start = this.i;
    const value = this.deeper(() => this.sum());
    if (!this.isComparison()) return value;
    this.i = start;
    const test = this.or();
    const question = this.token;
    if (this.take("?") === undefined)
      this.fail("a comparison is no number", "It decides between two cases: x > 0 ? x : 0.");
    const then = this.conditional();
    this.expect(":", question);
    return cases(test, then, this.conditional());
  }

  private isComparison(): boolean {
    return this.token.kind === "sign" && comparisons.includes(this.token.text);
  }

  private or(): Test {
    let test = this.and();
    while (this.takeWord("or")) test = { kind: "or", a: test, b: this.and() };
    return test;
  }

  private and(): Test {
    let test = this.comparison();
    while (this.takeWord("and")) test = { kind: "and", a: test, b: this.comparison() };
    return test;
  }

  private comparison(): Test {
    const a = this.sum();
    const op = this.take(...comparisons);
    if (op === undefined) return this.fail("a comparison such as x > 0 was expected");
    return { kind: "compare", op: op as Comparison, a, b: this.sum() };
  }

  private sum(): Expr {
    let left = this.product();
    for (;;) {
      const op = this.take("+", "-");
      if (op === undefined) return left;
      left = op === "+" ? add(left, this.product()) : sub(left, this.product());
    }
  }

  /** A sign before a product belongs to the whole: -x y is -(x y). */
  private product(): Expr {
    if (this.take("-") !== undefined) return neg(this.deeper(() => this.product()));
    let left = this.implicit();
    for (;;) {
      const op = this.take("*", "/");
      if (op === undefined) return left;
      left = op === "*" ? mul(left, this.implicit()) : div(left, this.implicit());
    }
  }

  /** `2x`, `x sin(x)`, `(x + 1)(x - 1)`; a number may stand only first. */
  private implicit(): Expr {
    let left = this.fraction() ?? this.signed();
    while (this.startsFactor()) left = mul(left, this.power());
    return left;
  }

  /** A fraction of two numbers before a factor is its coefficient, as in mathjs: 1/2 x is half of x. */
  private fraction(): Expr | undefined {
    const [a, slash, b] = this.tokens.slice(this.i, this.i + 3);
    if (a.kind !== "number" || slash.text !== "/" || b.kind !== "number") return undefined;
    this.i += 3;
    if (this.startsFactor()) return div(this.number(a), this.number(b));
    this.i -= 3;
    return undefined;
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > deepest) this.fail("the expression is nested too deeply");
    const result = read();
    this.depth--;
    return result;
  }

  private startsFactor(): boolean {
    const { kind, text } = this.token;
    if (kind === "name") return text !== "and" && text !== "or";
    return kind === "sign" && (text === "(" || text === "|");
  }

  private signed(): Expr {
    const op = this.take("-", "+");
    if (op === undefined) return this.power();
    const of = this.deeper(() => this.signed());
    return op === "-" ? neg(of) : of;
  }

  /** Powers join from the right and bind closer than a sign before them: -x^2 is -(x^2). */
  private power(): Expr {
    const base = this.atom();
    if (this.take("^", "**") === undefined) return base;
    return pow(
      base,
      this.deeper(() => this.signed()),
    );
  }

  private atom(): Expr {
    const token = this.token;
    this.i++;
    if (token.kind === "number") return this.number(token);
    if (token.kind === "name") return this.named(token);
    if (token.text === "(") {
      const inside = this.conditional();
      this.expect(")", token);
      return inside;
    }
    this.i--;
    if (token.kind === "end") return this.fail("the expression ends where a value is missing");
    const hint = token.text === "|" ? "The absolute value is written abs(x)." : undefined;
    return this.fail(`a value is missing before ${shown(token)}`, hint);
  }

  private number(token: Token): Expr {
    const value = fromDecimal(token.text);
    if (Number.isFinite(toNumber(value))) return num(value);
    return this.fail("this number is too large", undefined, token);
  }

  private named(token: Token): Expr {
    const name = token.text;
    if (this.token.text === "[") return this.element(token);
    if (isCallable(name)) return this.call(token);
    if (this.token.text === "(")
      return this.fail(
        `${name} is not a function that is known`,
        `A product is written ${name} * (…).`,
        token,
      );
    const value = this.variable({ kind: "variable", name });
    if (value !== undefined) return value;
    return this.fail(
      `${name} is not a constant, function or variable`,
      "Variables are letters such as x, x1, x_max or theta; the value of another name can be given: " +
        `symbolic(text, { ${name}: 2 }).`,
      token,
    );
  }

  private variable(named: Variable): Expr | undefined {
    const { name, index } = named;
    const given = valueIn(this.scope, named) ?? (index === undefined ? constantNamed(name) : undefined);
    if (given !== undefined || Object.hasOwn(this.scope, name)) return given;
    return isVariableName(name) ? named : undefined;
  }

  /** `x[0]`, an element of a vector, counted from 0 as in TypeScript. */
  private element(token: Token): Expr {
    const opened = this.token;
    this.i++;
    const index = this.token;
    if (index.kind !== "number" || !/^\d{1,4}$/.test(index.text))
      this.fail("the index of a vector must be a whole number such as 0");
    this.i++;
    this.expect("]", opened);
    const value = this.variable({ kind: "variable", name: token.text, index: Number(index.text) });
    return value ?? this.fail(`${token.text}[${index.text}] is not known`, undefined, token);
  }

  private call(token: Token): Expr {
    const opened = this.token;
    if (this.take("(") === undefined) {
      const hint = `Write ${token.text}(x).`;
      return this.fail(`the function ${token.text} needs its argument in brackets`, hint, token);
    }
    const args: Expr[] = [];
    if (this.take(")") === undefined) {
      do args.push(this.conditional());
      while (this.take(",") !== undefined);
      this.expect(")", opened);
    }
    return makeCall(token.text, args, (problem) => this.fail(problem, undefined, token));
  }
}

function shown({ kind, text }: Token): string {
  return kind === "end" ? "the end" : `"${text}"`;
}
