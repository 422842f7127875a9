// What later cells will need to know of the names that a checked cell declares.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import type { Declared } from "./names";
import type { Home, Own } from "./scope";

/** Which meanings the cell gives each name, told from the syntax: an import may be either and counts as both. */
export function ownMeanings(declared: readonly Declared[]): Map<string, Own> {
  const own = new Map<string, Own>();
  for (const { name, as } of declared) {
    const before = own.get(name) ?? { value: false, type: false };
    own.set(name, { value: before.value || as !== "type", type: before.type || TYPES.has(as) });
  }
  return own;
}

const TYPES: ReadonlySet<string> = new Set(["type", "class", "enum", "namespace", "import"]);

export function homesOf(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  declared: readonly Declared[],
  cell: string,
): Map<string, Home> {
  const homes = new Map<string, Home>();
  for (const { name, as, node } of declared) {
    const { value, type } = meanings(ts, checker, node);
    const before = homes.get(name);
    homes.set(name, {
      cell,
      as: before && before.as !== "type" ? before.as : as,
      value: value || (before?.value ?? false),
      type: type || (before?.type ?? false),
      parameters: typeParameters(node) ?? before?.parameters,
      plain: as === "let" || as === "const" ? plainType(ts, checker, node) : undefined,
    });
  }
  return homes;
}

function meanings(ts: Compiler, checker: TypeScript.TypeChecker, node: TypeScript.Declaration): Own {
  const name = (node as TypeScript.NamedDeclaration).name;
  const symbol = name && checker.getSymbolAtLocation(name);
  if (!symbol) return { value: true, type: false };
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const has = (flags: number): boolean => (target.flags & flags) !== 0;
  return { value: has(ts.SymbolFlags.Value), type: has(ts.SymbolFlags.Type | ts.SymbolFlags.Namespace) };
}

function typeParameters(node: TypeScript.Declaration): string | undefined {
  const parameters = (node as TypeScript.InterfaceDeclaration).typeParameters;
  return parameters?.length ? `<${parameters.map((p) => p.name.text).join(", ")}>` : undefined;
}

/** Keyword types only: a literal type would lose that it widens (`const a = 1; let b = a`). */
const PLAIN = /^(number|string|boolean|bigint|symbol|void|any|unknown)(\[\])*$/;

function plainType(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  node: TypeScript.Declaration,
): string | undefined {
  const name = (node as TypeScript.VariableDeclaration).name;
  const type = checker.getTypeAtLocation(name);

  if (type.symbol?.name !== "Array" && !(type.flags & keywordFlags(ts))) return undefined;
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  return PLAIN.test(text) ? text : undefined;
}

function keywordFlags(ts: Compiler): number {
  const { Number, String, Boolean, BigInt, ESSymbol, Void } = ts.TypeFlags;
  return Number | String | Boolean | BigInt | ESSymbol | Void;
}
