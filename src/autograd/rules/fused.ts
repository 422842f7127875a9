// Gradients in one pass over the elements, where their formula takes several operations.

import { apply2 } from "../../tensor/elementwise";
import type { Map2 } from "../../tensor/loops";
import type { Tensor } from "../../tensor/tensor";
import { isTraced } from "../dual";
import { promoted } from "./arithmetic";

/**
 * `f(g, x)`, element by element; `undefined` where the operations of the formula have to be seen one by one, since they are
 * recorded or carry tangents.
 */
export function fused(f: Map2, g: Tensor, x: Tensor): Tensor | undefined {
  return isTraced() ? undefined : apply2(f, g, x, promoted(g, x));
}
