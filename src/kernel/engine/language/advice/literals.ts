// Values written out whose exact type was lost on the way: `{ method: "forward" }` made in a line of its own
// has any text as its method, `[-2, 2]` any number of numbers. `as const` keeps what was written.

import type TypeScript from "typescript";
import type { Edit } from "../types";
import { brief, type Advised, type CheckedComplaint, row, textOf } from "./row";

/** A literal, and what is to stand behind it. */
interface Loose {
  literal: TypeScript.Expression;
  kept: string;
  /** The name that was made from it. */
  name: string;
}

/** A value, and the type that it has to have. */
interface Wanted {
  value: TypeScript.Expression;
  type: TypeScript.Type;
}

/** How deep values are looked into: a type may hold itself. */
const deepest = 8;

class Loosened {
  readonly found: Loose[] = [];

  constructor(private readonly c: CheckedComplaint) {}

  /**
   * Whether the value has that type, once what was found stands as it was written. `name` is the variable
   * whose making the value is a part of.
   */
  fits({ value, type }: Wanted, name?: string, depth = 0): boolean {
    const { ts, checker } = this.c;
    if (depth > deepest) return false;
    if (ts.isParenthesizedExpression(value)) return this.fits({ value: value.expression, type }, name, depth);
    const wanted = checker.getNonNullableType(type);
    if (name === undefined && this.isAssignable(checker.getTypeAtLocation(value), wanted)) return true;
    if (ts.isIdentifier(value)) return this.variable({ value, type: wanted }, depth);
    const options = wanted.isUnion() && !isLiteral(ts, value) ? wanted.types : [wanted];
    return options.some((option) => this.tried({ value, type: option }, name, depth));
  }

  /** What an attempt that fails has found is not kept. */
  private tried(wanted: Wanted, name: string | undefined, depth: number): boolean {
    const before = this.found.length;
    const fits = this.written(wanted, name, depth + 1);
    if (!fits) this.found.length = before;
    return fits;
  }

  private written({ value, type }: Wanted, name: string | undefined, depth: number): boolean {
    const { ts } = this.c;
    if (ts.isObjectLiteralExpression(value)) return this.object(value, type, name, depth);
    if (ts.isArrayLiteralExpression(value)) return this.list(value, type, name, depth);
    if (ts.isConditionalExpression(value))
      return [value.whenTrue, value.whenFalse].every((part) => this.fits({ value: part, type }, name, depth));
    if (name === undefined || !isLiteral(ts, value)) return this.hasType({ value, type });
    return this.literal(value, type, name);
  }

  private literal(value: TypeScript.Expression, type: TypeScript.Type, name: string): boolean {
    const exact = this.c.checker.getTypeAtLocation(value);
    if (this.isAssignable(this.c.checker.getBaseTypeOfLiteralType(exact), type)) return true;
    if (!this.isAssignable(exact, type)) return false;
    this.found.push({ literal: value, kept: "as const", name });
    return true;
  }

  /** Follows a name to where it was made, if nothing else is ever given to it. */
  private variable({ value, type }: Wanted, depth: number): boolean {
    const { ts } = this.c;
    const made = this.declarationOf(value);
    if (!made || !ts.isVariableDeclaration(made) || !ts.isIdentifier(made.name)) return false;
    if (made.initializer === undefined || made.type !== undefined || isAssigned(made, this.c.source))
      return false;
    return this.fits({ value: made.initializer, type }, made.name.text, depth + 1);
  }

  /** In this cell: the kernel knows the names of other cells by their types alone. */
  private declarationOf(value: TypeScript.Expression): TypeScript.Declaration | undefined {
    const { ts, checker, file } = this.c;
    const { parent } = value;
    const symbol =
      ts.isShorthandPropertyAssignment(parent) && parent.name === value
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(value);
    const made = symbol?.valueDeclaration;
    return made?.getSourceFile() === file ? made : undefined;
  }

  private object(
    { properties }: TypeScript.ObjectLiteralExpression,
    type: TypeScript.Type,
    name: string | undefined,
    depth: number,
  ): boolean {
    const { ts, checker } = this.c;
    return properties.every((property) => {
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return false;
      const wanted = checker.getPropertyOfType(type, property.name.getText().replace(/^["']|["']$/g, ""));
      if (wanted === undefined) return name !== undefined;
      const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      return this.fits({ value, type: checker.getTypeOfSymbolAtLocation(wanted, value) }, name, depth);
    });
  }

  private list(
    value: TypeScript.ArrayLiteralExpression,
    type: TypeScript.Type,
    name: string | undefined,
    depth: number,
  ): boolean {
    const { checker } = this.c;
    const { elements } = value;
    const isTuple = checker.isTupleType(type);
    if (!isTuple && !checker.isArrayLikeType(type)) return false;
    const wanted = checker.getTypeArguments(type as TypeScript.TypeReference);
    const { target } = type as TypeScript.TupleTypeReference;
    if (isTuple && (elements.length < target.minLength || elements.length > wanted.length)) return false;
    // What is kept of the whole is kept of its parts.
    const before = this.found.length;
    const fits = elements.every((element, i) =>
      this.fits({ value: element, type: isTuple ? wanted[i] : wanted[0] }, name, depth),
    );
    if (!fits || !isTuple || name === undefined) return fits;
    this.found.length = before;
    const kept = target.readonly ? "const" : checker.typeToString(type, value);
    if (!target.readonly && !/^\[[\w, |[\]]*\]$/.test(kept)) return false;
    this.found.push({ literal: value, kept: `as ${kept}`, name });
    return true;
  }

  private hasType({ value, type }: Wanted): boolean {
    return this.isAssignable(this.c.checker.getTypeAtLocation(value), type);
  }

  private isAssignable(source: TypeScript.Type, target: TypeScript.Type): boolean {
    return this.c.checker.isTypeAssignableTo(source, target);
  }
}

/** Methods that change a list. */
const changing = "push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin";

/** What is given to a name or to its parts besides where it is made makes `as const` wrong. */
function isAssigned(made: TypeScript.VariableDeclaration, source: string): boolean {
  const name = textOf(made.name).replaceAll("$", "\\$");
  const part = String.raw`(?<![\w$.])${name}(?:\.\w+|\[[^\]]*\])*`;
  const gives = String.raw`\s*(?:[-+*/%&|^?<>]{0,3}=(?![=>])|\+\+|--)`;
  const found = source.match(new RegExp(`${part}(?:${gives}|\\.(?:${changing})\\()`, "g")) ?? [];
  // The first is the declaration itself.
  return found.length > 1;
}

/** A text, a number or a truth value as it is written. */
function isLiteral(ts: CheckedComplaint["ts"], node: TypeScript.Expression): boolean {
  const inner = ts.isPrefixUnaryExpression(node) ? node.operand : node;
  const { TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  if (ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner)) return true;
  return inner.kind === TrueKeyword || inner.kind === FalseKeyword;
}

/** Ways in which the values at the place of a complaint may be right: one for each signature of a call. */
function waysOf(c: CheckedComplaint): Wanted[][] {
  const { ts, node, checker } = c;
  const call = callOf(c);
  if (call !== undefined) {
    const signatures = checker.getTypeAtLocation(call.expression).getCallSignatures();
    return signatures.flatMap((signature) => givenTo(checker, signature, call) ?? []);
  }
  if (ts.isReturnStatement(node) && node.expression) return contextual(checker, node.expression);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node && parent.initializer)
    return [[{ value: parent.initializer, type: checker.getTypeAtLocation(node) }]];
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return [[{ value: parent.right, type: checker.getTypeAtLocation(node) }]];
  return ts.isExpression(node) ? contextual(checker, node) : [];
}

function contextual(checker: TypeScript.TypeChecker, value: TypeScript.Expression): Wanted[][] {
  const type = checker.getContextualType(value);
  return type === undefined ? [] : [[{ value, type }]];
}

/** The call whose arguments the complaint is about. */
function callOf({ ts, node }: CheckedComplaint): TypeScript.CallExpression | undefined {
  for (let at: TypeScript.Node = node; at.parent && !ts.isStatement(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return undefined;
    if (ts.isCallExpression(at.parent)) return at.parent;
  }
  return undefined;
}

/** The arguments of a call with the types of a signature's parameters; undefined where it takes others. */
function givenTo(
  checker: TypeScript.TypeChecker,
  { parameters, typeParameters }: TypeScript.Signature,
  call: TypeScript.CallExpression,
): Wanted[][] | undefined {
  if (typeParameters !== undefined || call.arguments.length > parameters.length) return undefined;
  return [
    call.arguments.map((value, i) => ({
      ...{ value, type: checker.getTypeOfSymbolAtLocation(parameters[i], call) },
    })),
  ];
}

function looseIn(c: CheckedComplaint): Loose[] | undefined {
  for (const way of waysOf(c)) {
    const loosened = new Loosened(c);
    if (way.every((wanted) => loosened.fits(wanted)) && loosened.found.length > 0) return loosened.found;
  }
  return undefined;
}

/** What a value counts as where nothing says more. */
function countsAs(ts: CheckedComplaint["ts"], literal: TypeScript.Expression): { en: string; zh: string } {
  if (ts.isArrayLiteralExpression(literal)) return { en: "a list of any length", zh: "任意长度的列表" };
  if (ts.isStringLiteralLike(literal)) return { en: "any text", zh: "任意文本" };
  return ts.isNumericLiteral(literal) || ts.isPrefixUnaryExpression(literal)
    ? { en: "any number", zh: "任意的数" }
    : { en: "any truth value", zh: "任意真值" };
}

interface Found {
  first: Loose;
  text: string;
  as: { en: string; zh: string };
  all: readonly Loose[];
}

export const literalRows: readonly Advised<CheckedComplaint>[] = [
  row<Found>({
    name: "exact value lost",
    codes: [2322, 2345, 2769],
    find(c) {
      const all = looseIn(c);
      if (all === undefined) return undefined;
      const [first] = all;
      return { first, text: brief(textOf(first.literal)), as: countsAs(c.ts, first.literal), all };
    },
    en: ({ first: { name, kept }, text, as }) =>
      `\`${text}\` counts as ${as.en}: where \`${name}\` is made, write ${text} ${kept}.`,
    zh: ({ first: { name, kept }, text, as }) =>
      `\`${text}\` 会被当作${as.zh}：在声明 \`${name}\` 的地方请写 ${text} ${kept}。`,
    fix({ all }): readonly Edit[] {
      const edits = all.map(({ literal, kept }) => ({
        start: literal.getEnd(),
        length: 0,
        text: ` ${kept}`,
      }));
      return edits.filter(({ start }, i) => edits.findIndex((other) => other.start === start) === i);
    },
  }),
];
