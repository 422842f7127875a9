// Names that the compiler itself brings into a cell: the factory of elements, and the types that metadata of
// decorators name.

import type TypeScript from "typescript";
import type { Boxes } from "./boxes";
import type { Compiler } from "./compiler";
import type { Import } from "./types";

/** The names whose members or calls elements become; none where the cell has no elements. */
export function elementFactories(
  ts: Compiler,
  file: TypeScript.SourceFile,
  options: TypeScript.CompilerOptions,
): string[] {
  if (file.languageVariant !== ts.LanguageVariant.JSX) return [];
  const { jsxFactory, jsxFragmentFactory, reactNamespace = "React" } = options;
  const names = [...pragmas(file.text), jsxFactory, jsxFragmentFactory, reactNamespace];
  return names.filter((name) => name !== undefined).map((name) => name.split(".")[0]);
}

/** `@jsx h` and `@jsxFrag Fragment` in comments. */
function pragmas(text: string): string[] {
  return [...text.matchAll(/@jsx(?:Frag)?\s+([\w$.]+)/g)].map(([, name]) => name);
}

export interface Making {
  boxes: Boxes;
  imports: Import[];
  /** Names that elements are made by. */
  factories: readonly string[];
}

/** Whether a cell can have any: it has elements, or decorators. */
function mayMake(file: TypeScript.SourceFile, { factories }: Making): boolean {
  return factories.length > 0 || file.text.includes("@");
}

/** The transformer, to be run after the compiler's own. */
export function madeNames(
  ts: Compiler,
  making: Making,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => (mayMake(file, making) ? new Made(ts, context, making).file(file) : file);
}

class Made {
  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly making: Making,
  ) {}

  file(file: TypeScript.SourceFile): TypeScript.SourceFile {
    const { ts } = this;
    return ts.visitEachChild(file, (node) => this.statement(node), this.context);
  }

  /** The import that the compiler adds for elements stands where the user has none any more. */
  private statement(node: TypeScript.Node): TypeScript.Node {
    const { ts } = this;
    if (ts.isImportDeclaration(node)) return this.elementImport(node);
    return ts.visitNode(node, this.visit);
  }

  /** `const { jsx: _jsx } = $$.module("react/jsx-runtime")` */
  private elementImport(node: TypeScript.ImportDeclaration): TypeScript.Node {
    const { ts } = this;
    const { factory } = ts;
    const specifier = (node.moduleSpecifier as TypeScript.StringLiteral).text;
    const bindings = node.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return node;
    this.making.imports.push({ specifier, way: "import" });
    const elements = bindings.elements.map(({ propertyName, name }) =>
      factory.createBindingElement(undefined, propertyName?.text ?? name.text, name),
    );
    const module = factory.createPropertyAccessExpression(
      factory.createIdentifier(this.making.boxes.handle),
      "module",
    );
    const value = factory.createCallExpression(module, undefined, [factory.createStringLiteral(specifier)]);
    const pattern = factory.createObjectBindingPattern(elements);
    return factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(pattern, undefined, undefined, value)],
        ts.NodeFlags.Const,
      ),
    );
  }

  private readonly visit = (node: TypeScript.Node): TypeScript.Node => {
    const { ts, making } = this;
    if (ts.isPropertyAccessExpression(node)) return this.member(node, this.visit);
    // The engine's own, which gives a function its name.
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name))
      return ts.factory.updatePropertyAssignment(
        node,
        node.name,
        ts.visitNode(node.initializer, this.visit) as TypeScript.Expression,
      );
    if (ts.isIdentifier(node) && node.pos < 0 && making.factories.includes(node.text))
      return this.boxed(node);
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === "__metadata"
    )
      return ts.visitEachChild(node, this.named, this.context);
    return ts.visitEachChild(node, this.visit, this.context);
  };

  /** Among the arguments of metadata every name is that of a type. */
  private readonly named = (node: TypeScript.Node): TypeScript.Node => {
    const { ts } = this;
    if (ts.isIdentifier(node)) return this.boxed(node);
    if (ts.isPropertyAccessExpression(node)) return this.member(node, this.named);
    return ts.visitEachChild(node, this.named, this.context);
  };

  /** The name of a member is none of the cell's names. */
  private member(node: TypeScript.PropertyAccessExpression, visit: TypeScript.Visitor): TypeScript.Node {
    const { ts } = this;
    const object = ts.visitNode(node.expression, visit) as TypeScript.Expression;
    return ts.factory.updatePropertyAccessExpression(node, object, node.name);
  }

  private boxed(node: TypeScript.Identifier): TypeScript.Node {
    const { boxes } = this.making;
    return boxes.has(node.text) ? boxes.access(node.text) : node;
  }
}
