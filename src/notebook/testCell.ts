// The hidden test of one exercise: comparisons with literals, in syntax that no cell before it can change.

import ts from "typescript";

/** What an exercise asks, as `src/exercise/literal.ts` writes it. */
export interface Literals {
  name: string;
  right: Nested;
  rtol: number;
  atol: number;
  at?: string[];
}

type Nested = string | Nested[];

/**
 * The source of a locked cell that throws unless the answer is right. Operators, `typeof` and `throw` of a
 * text are all that it judges with: `Math`, `Object`, the environment and the library's exports may have been
 * replaced by the cells before it. The lesson's own statements stand in it once more, so that the answer is
 * asked with what was given.
 */
export function testOf(question: string, given: readonly string[], literals: Literals | undefined): string {
  const [name, mine] = argumentsOf(question);
  if (literals === undefined) return untested(question);
  const imports = given.filter((statement) => statement.startsWith("import "));
  const repeated = given.filter((statement) => !statement.startsWith("import "));
  return [
    `// ${literals.name.replaceAll("\n", " ")}`,
    "// BEGIN HIDDEN TESTS",
    ...imports,
    "{",
    ...repeated,
    ...answerLines(mine, literals.at),
    "const isNear = (got: any, right: number, tolerance: number): boolean =>",
    `  typeof got === "number" && got - right <= tolerance && right - got <= tolerance;`,
    "const isSame = (got: any, right: unknown): boolean => got === right || (got !== got && right !== right);",
    ...comparisons("answer", literals.right, literals).map(
      (condition) => `if (!(${condition})) throw ${name} + ": not right";`,
    ),
    "}",
    "// END HIDDEN TESTS",
  ].join("\n");
}

function untested(question: string): never {
  throw new Error(`no right answer was computed for ${question}`);
}

/** The texts of a call's arguments. */
export function argumentsOf(call: string): string[] {
  const file = ts.createSourceFile("cell.ts", call, ts.ScriptTarget.Latest);
  const [statement] = file.statements;
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
  return statement.expression.arguments.map((argument) => argument.getText(file));
}

/** A function is called where it is judged; a tensor becomes a list. */
function answerLines(mine: string, at: readonly string[] | undefined): string[] {
  const plain = (value: string): string =>
    `${value} !== null && typeof ${value} === "object" && typeof ${value}.tolist === "function" ? ${value}.tolist() : ${value}`;
  if (at === undefined) {
    return [
      `const mine: any = ${mine};`,
      `const value: any = typeof mine === "function" ? mine() : mine;`,
      `const answer: any = ${plain("value")};`,
    ];
  }
  const calls = at.map((place, i) => `const at${i}: any = mine(${place});`);
  return [`const mine: any = ${mine};`, ...calls, `const answer: any = [${at.map((_, i) => plain(`at${i}`)).join(", ")}];`]; // prettier-ignore
}

/** A condition for the length of each list and one for each value. */
function comparisons(value: string, right: Nested, tolerance: Literals): string[] {
  if (typeof right === "string") return [comparison(value, right, tolerance)];
  const inner = right.flatMap((item, i) => comparisons(`${value}[${i}]`, item, tolerance));
  return [`${value}.length === ${right.length}`, ...inner];
}

function comparison(value: string, right: string, { rtol, atol }: Literals): string {
  const number = Number(right);
  const isNumber = /^-?[\d.]/.test(right) && Number.isFinite(number);
  return isNumber
    ? `isNear(${value}, ${right}, ${atol + rtol * Math.abs(number)})`
    : `isSame(${value}, ${right})`;
}
