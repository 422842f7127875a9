// Sums and products of many parts. A long one is a balanced tree, so that no walk over it fills the stack.

import { add, div, type Expr, mul, neg, sub, unit } from "./tree";

/** A summand or factor; `inverse` where it is subtracted, or divided by. */
export interface Link {
  readonly part: Expr;
  readonly inverse: boolean;
}

/** Up to so many parts are joined from left to right, as they are written. */
export const mostInLine = 32;

/** The parts joined by an associative operation. */
export function joined<T>(parts: readonly T[], join: (a: T, b: T) => T): T {
  if (parts.length <= mostInLine) return parts.reduce(join);
  const middle = parts.length >> 1;
  return join(joined(parts.slice(0, middle), join), joined(parts.slice(middle), join));
}

/** The sum of at least one summand. */
export function sumOf(summands: readonly Link[]): Expr {
  return joined(inLines(summands).map(lineOfSum), add);
}

/** The product of at least one factor. */
export function productOf(factors: readonly Link[]): Expr {
  return joined(inLines(factors).map(lineOfProduct), mul);
}

function inLines(links: readonly Link[]): Link[][] {
  const count = Math.ceil(links.length / mostInLine);
  return Array.from({ length: count }, (_, i) => links.slice(i * mostInLine, (i + 1) * mostInLine));
}

function lineOfSum([first, ...rest]: readonly Link[]): Expr {
  const start = first.inverse ? neg(first.part) : first.part;
  return rest.reduce((left, { part, inverse }) => (inverse ? sub(left, part) : add(left, part)), start);
}

/** A factor stands before the divisors; where there are divisors alone, 1. */
function lineOfProduct(links: readonly Link[]): Expr {
  const front = links.findIndex(({ inverse }) => !inverse);
  const start = front === -1 ? unit : links[front].part;
  const rest = links.filter((_, i) => i !== front);
  return rest.reduce((left, { part, inverse }) => (inverse ? div(left, part) : mul(left, part)), start);
}
