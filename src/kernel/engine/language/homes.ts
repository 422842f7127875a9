// What later cells will need to know of the names that a checked cell declares.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import type { Declared } from "./names";
import type { Home, Own, Parameters } from "./scope";

/**
 * Which meanings the cell gives each name, told from the syntax: an import may be either and counts as both.
 */
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
      parameters: typeParameters(checker, node, cell) ?? before?.parameters,
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

/** As they are declared, with every type spelled out so that it means the same in another cell. */
function typeParameters(
  checker: TypeScript.TypeChecker,
  node: TypeScript.Declaration,
  cell: string,
): Parameters | undefined {
  const { typeParameters: found } = node as TypeScript.InterfaceDeclaration;
  if (!found?.length) return undefined;
  const text = (type: TypeScript.TypeNode): string => spelledOut(checker, type, cell);
  const declared = found.map(({ name, constraint, default: initial }) => {
    const bound = constraint ? ` extends ${text(constraint)}` : "";
    return `${name.text}${bound}${initial ? ` = ${text(initial)}` : ""}`;
  });
  return { declared: `<${declared.join(", ")}>`, used: `<${found.map((p) => p.name.text).join(", ")}>` };
}

/** `import("…").Name` in place of names that only the declaring cell has. */
function spelledOut(checker: TypeScript.TypeChecker, node: TypeScript.TypeNode, cell: string): string {
  // The values of NodeBuilderFlags are those of these: no truncation, no aliases of this scope, names with
  // their module.
  const flags = 1 | 64;
  const text = checker.typeToString(checker.getTypeFromTypeNode(node), undefined, flags);
  return text
    .replace(/import\("[^"]*\/cell:now"\)/g, `import("${cell}")`)
    .replace(/import\("[^"]*\/(cell:\d+)"\)/g, 'import("$1")');
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
