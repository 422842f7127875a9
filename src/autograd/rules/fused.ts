// Fused gradients: formulas of several operations computed in one pass over the elements.

import { promoted } from "../../tensor/dtype";
import { apply2 } from "../../tensor/elementwise";
import type { Map2 } from "../../tensor/loops";
import type { Tensor } from "../../tensor/tensor";
import { isTraced } from "../dual";

/**
 * `f(g, x)`, element by element; `undefined` where the operations of the formula have to be seen one by one,
 * since they are recorded or carry tangents.
 */
export function fused(f: Map2, g: Tensor, x: Tensor): Tensor | undefined {
  return isTraced() ? undefined : apply2(f, g, x, promoted(g, x));
}
