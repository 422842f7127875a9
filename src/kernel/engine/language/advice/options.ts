// Options of a call: values of another kind than the option has, and options that stand without braces.

import type TypeScript from "typescript";
import { type Advised, brief, type CheckedComplaint, replace, row, textOf } from "./row";

interface Place {
  call: TypeScript.CallExpression;
  /** The types that the ways of calling want at each place. */
  wanted: (at: number) => readonly TypeScript.Type[];
}

/** The innermost call around a complaint, or the one that it is about. */
function callOf({ ts, node, checker }: CheckedComplaint): Place | undefined {
  let call: TypeScript.Node | undefined = node;
  while (call !== undefined && !ts.isCallExpression(call))
    call = ts.isStatement(call) ? undefined : call.parent;
  if (call === undefined) return undefined;
  const found = call;
  const signatures = checker.getTypeAtLocation(found.expression).getCallSignatures();
  const wanted = (at: number): readonly TypeScript.Type[] =>
    signatures
      .flatMap(({ parameters }) => parameters.slice(at, at + 1))
      .map((parameter) => checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, found)));
  return { call: found, wanted };
}

/** An object of options: the library names its types so. */
function isOptions(type: TypeScript.Type): boolean {
  return /Options$/.test((type.aliasSymbol ?? type.symbol)?.name ?? "");
}

interface OptionOfAnotherKind {
  name: string;
  wanted: string;
  value: string;
}

function optionOfAnotherKind(c: CheckedComplaint): OptionOfAnotherKind | undefined {
  const { ts, checker } = c;
  const place = callOf(c);
  for (const [at, argument] of (place?.call.arguments ?? []).entries()) {
    if (!ts.isObjectLiteralExpression(argument)) continue;
    for (const property of argument.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const { initializer } = property;
      const name = textOf(property.name);
      const kinds = place!
        .wanted(at)
        .flatMap((type) => checker.getPropertyOfType(type, name) ?? [])
        .map((symbol) => checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, initializer)));
      const given = checker.getTypeAtLocation(initializer);
      if (kinds.length === 0 || kinds.some((kind) => checker.isTypeAssignableTo(given, kind))) continue;
      return {
        name,
        wanted: brief(checker.typeToString(kinds[0], undefined, ts.TypeFormatFlags.InTypeAlias), 80),
        value: brief(textOf(initializer)),
      };
    }
  }
  return undefined;
}

interface OptionsWithoutBraces {
  fn: string;
  value: string;
  names: string;
}

function optionsWithoutBraces(c: CheckedComplaint): OptionsWithoutBraces | undefined {
  const place = callOf(c);
  for (const [at, argument] of (place?.call.arguments ?? []).entries()) {
    const given = c.checker.getTypeAtLocation(argument);
    const plain = c.ts.TypeFlags.NumberLike | c.ts.TypeFlags.StringLike | c.ts.TypeFlags.BooleanLike;
    const options = place!.wanted(at).find(isOptions);
    if (!options || !(given.flags & plain)) continue;
    const names = options.getProperties().map(({ name }) => name);
    const listed = names.length > 8 ? [...names.slice(0, 8), "…"] : names;
    return {
      fn: brief(textOf(place!.call.expression)),
      value: brief(textOf(argument)),
      names: listed.join(", "),
    };
  }
  return undefined;
}

interface NamedArgument {
  written: string;
  node: TypeScript.Node;
}

/** `xlim=[0, 1]` as an argument, which is Python's. */
function namedArgument(c: CheckedComplaint): NamedArgument | undefined {
  const { ts } = c;
  const isNamed = (node: TypeScript.Node): node is TypeScript.BinaryExpression =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(node.left);
  const node = callOf(c)?.call.arguments.find(isNamed);
  return node && { written: `{ ${textOf(node.left)}: ${textOf(node.right)} }`, node };
}

export const optionRows: readonly Advised<CheckedComplaint>[] = [
  row<NamedArgument>({
    name: "argument by its name",
    codes: [2769, 2345],
    implies: [2304, 2552],
    find: namedArgument,
    en: ({ written }) => `An option is not given by =: write ${brief(written, 60)}.`,
    zh: ({ written }) => `选项不用 = 给出：请写 ${brief(written, 60)}。`,
    fix: ({ written, node }) => [replace(node, written)],
  }),
  row<OptionOfAnotherKind>({
    name: "option of another kind",
    codes: [2769, 2322, 2345],
    find: optionOfAnotherKind,
    en: ({ name, wanted, value }) => `The option \`${name}\` has to be ${wanted}, and \`${value}\` is none.`,
    zh: ({ name, wanted, value }) => `选项 \`${name}\` 应为 ${wanted}，而 \`${value}\` 不是。`,
  }),
  row<OptionsWithoutBraces>({
    name: "options without braces",
    codes: [2769, 2345, 2559],
    find: optionsWithoutBraces,
    en: ({ fn, value, names }) =>
      `Options of \`${fn}\` stand in braces under their names, { name: ${value} }; the names are ${names}.`,
    zh: ({ fn, value, names }) =>
      `\`${fn}\` 的选项写在花括号里并带上名字，即 { 名字: ${value} }；可用的名字有 ${names}。`,
  }),
];
