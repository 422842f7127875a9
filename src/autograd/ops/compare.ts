// Comparisons, element by element: their results are bool, and no gradient flows through them.

import { apply2 } from "../../tensor/elementwise";
import type { Map2 } from "../../tensor/loops";
import { map2 } from "../../tensor/loops";
import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { operands } from "../operand";

const equal = map2((x, y) => (x === y ? 1 : 0));
const notEqual = map2((x, y) => (x !== y ? 1 : 0));
const less = map2((x, y) => (x < y ? 1 : 0));
const lessOrEqual = map2((x, y) => (x <= y ? 1 : 0));
const greater = map2((x, y) => (x > y ? 1 : 0));
const greaterOrEqual = map2((x, y) => (x >= y ? 1 : 0));

function compare(fn: string, map: Map2, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return apply2(map, x, y, "bool");
}

/** Where `a` equals `b`. */
export function eq(a: Operand, b: Operand): Tensor {
  return compare("eq", equal, a, b);
}

/** Where `a` differs from `b`. */
export function ne(a: Operand, b: Operand): Tensor {
  return compare("ne", notEqual, a, b);
}

/** Where `a` is less than `b`. */
export function lt(a: Operand, b: Operand): Tensor {
  return compare("lt", less, a, b);
}

/** Where `a` is less than or equal to `b`. */
export function le(a: Operand, b: Operand): Tensor {
  return compare("le", lessOrEqual, a, b);
}

/** Where `a` is greater than `b`. */
export function gt(a: Operand, b: Operand): Tensor {
  return compare("gt", greater, a, b);
}

/** Where `a` is greater than or equal to `b`. */
export function ge(a: Operand, b: Operand): Tensor {
  return compare("ge", greaterOrEqual, a, b);
}
