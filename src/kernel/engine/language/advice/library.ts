// What `import { … } from "nablab"` offers, read from the package's declarations: the kernel knows the
// library by its name only.

import { posix } from "../../../host/paths";
import type TypeScript from "typescript";
import type { World } from "../programs";

const library = "nablab";

/**
 * The names that the package exports as the cells of this notebook find it; read when it is first asked for.
 */
export function libraryNames(world: World): () => ReadonlySet<string> {
  let names: ReadonlySet<string> | undefined;
  return () => {
    if (names === undefined || names.size === 0) names = read(world);
    return names;
  };
}

function read(world: World): ReadonlySet<string> {
  const { files, folder, resolver, options } = world;
  const from = files.parse(`${folder}/cell:library.ts`, `import "${library}";`);
  const [{ moduleSpecifier }] = from.statements as unknown as readonly TypeScript.ImportDeclaration[];
  const literal = moduleSpecifier as TypeScript.StringLiteral;
  const [{ resolvedModule }] = resolver.modules([literal], from.fileName, options("full"), from);
  const found = new Set<string>();
  if (resolvedModule) new Exports(world, found).file(resolvedModule.resolvedFileName);
  return found;
}

class Exports {
  private readonly seen = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly found: Set<string>,
  ) {}

  file(path: string): void {
    if (this.seen.has(path)) return;
    this.seen.add(path);
    const text = this.world.files.read(path);
    if (text === undefined) return;
    for (const statement of this.world.files.parse(path, text).statements) this.statement(statement, path);
  }

  private statement(statement: TypeScript.Statement, path: string): void {
    const { ts } = this.world;
    if (ts.isExportDeclaration(statement)) return this.reexport(statement, path);
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) this.add(name);
    else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      this.add(statement.name);
  }

  private reexport(statement: TypeScript.ExportDeclaration, path: string): void {
    const { ts } = this.world;
    const { exportClause, moduleSpecifier, isTypeOnly } = statement;
    if (isTypeOnly) return;
    if (exportClause && ts.isNamedExports(exportClause)) {
      for (const { name, isTypeOnly: type } of exportClause.elements) if (!type) this.add(name);
    } else if (!exportClause && moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) {
      const target = this.declarations(posix.join(posix.dirname(path), moduleSpecifier.text));
      if (target !== undefined) this.file(target);
    }
  }

  private declarations(path: string): string | undefined {
    return [`${path}.d.ts`, `${path}/index.d.ts`].find((file) => this.world.files.exists(file));
  }

  private add(name: TypeScript.Node | undefined): void {
    const { ts } = this.world;
    if (name && ts.isIdentifier(name)) this.found.add(name.text);
  }
}
