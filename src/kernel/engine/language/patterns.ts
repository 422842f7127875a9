// Declarations of variables as assignments to boxes: `const { a, b: [c = 1] } = o` becomes
// `({ a: $$a.v, b: [$$c.v = 1] } = o)`.

import type TypeScript from "typescript";
import type { Boxes } from "./boxes";
import type { Compiler } from "./compiler";

type Visit = (node: TypeScript.Expression) => TypeScript.Expression;

export interface Patterns {
  /**
   * The assignment that a declaration amounts to; undefined for `var x` without a value, which changes
   * nothing.
   */
  assignment(node: TypeScript.VariableDeclaration, isVar: boolean): TypeScript.Expression | undefined;
  /** What is assigned to a name: a function or class without one of its own gets it. */
  value(name: TypeScript.BindingName, initializer: TypeScript.Expression): TypeScript.Expression;
  /** What stands left of `of` and `in`. */
  target(name: TypeScript.BindingName): TypeScript.Expression;
}

export function createPatterns(ts: Compiler, boxes: Boxes, visit: Visit): Patterns {
  const { factory } = ts;

  function target(name: TypeScript.BindingName): TypeScript.Expression {
    if (ts.isIdentifier(name)) return at(boxes.access(name.text), name);
    if (ts.isArrayBindingPattern(name))
      return at(factory.createArrayLiteralExpression(name.elements.map(item)), name);
    return at(factory.createObjectLiteralExpression(name.elements.map(property)), name);
  }

  function item(element: TypeScript.ArrayBindingElement): TypeScript.Expression {
    if (ts.isOmittedExpression(element)) return element;
    const filled = withDefault(element);
    return element.dotDotDotToken ? factory.createSpreadElement(filled) : filled;
  }

  function property(element: TypeScript.BindingElement): TypeScript.ObjectLiteralElementLike {
    if (element.dotDotDotToken) return factory.createSpreadAssignment(target(element.name));
    const key = element.propertyName ?? (element.name as TypeScript.Identifier);
    return factory.createPropertyAssignment(propertyName(key), withDefault(element));
  }

  function propertyName(key: TypeScript.PropertyName): TypeScript.PropertyName {
    if (ts.isIdentifier(key)) return factory.createIdentifier(key.text);
    return ts.isComputedPropertyName(key)
      ? factory.updateComputedPropertyName(key, visit(key.expression))
      : key;
  }

  function withDefault(element: TypeScript.BindingElement): TypeScript.Expression {
    const to = target(element.name);
    return element.initializer ? factory.createAssignment(to, value(element.name, element.initializer)) : to;
  }

  /** A function assigned to a property would have no name; as a property of a literal it gets one. */
  function value(name: TypeScript.BindingName, initializer: TypeScript.Expression): TypeScript.Expression {
    const visited = visit(initializer);
    if (!ts.isIdentifier(name) || !isNameless(ts, initializer)) return visited;
    const literal = factory.createObjectLiteralExpression([
      factory.createPropertyAssignment(name.text, visited),
    ]);
    return factory.createPropertyAccessExpression(literal, name.text);
  }

  function at<T extends TypeScript.Node>(made: T, from: TypeScript.Node): T {
    return ts.setTextRange(made, from);
  }

  return {
    target,
    value,
    assignment(node, isVar) {
      if (!node.initializer && isVar) return undefined;
      const from = node.initializer ? value(node.name, node.initializer) : factory.createVoidZero();
      return at(factory.createAssignment(target(node.name), from), node);
    },
  };
}

function isNameless(ts: Compiler, node: TypeScript.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isNameless(ts, node.expression);
  return (
    ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && !node.name)
  );
}
