// All operations that can be differentiated: one entry each, forward and backward side by side.

import { arithmetic } from "./arithmetic";
import { choice } from "./choice";
import { product } from "./product";
import { reduction } from "./reduction";
import { rearrangement } from "./shape";
import { unary } from "./unary";

type Rules = typeof arithmetic &
  typeof unary &
  typeof reduction &
  typeof product &
  typeof choice &
  typeof rearrangement;

/** The name of an operation. */
export type OpName = keyof Rules;

/** The table is total: an operation without its gradients does not compile. */
export const rules: Rules = {
  ...arithmetic,
  ...unary,
  ...reduction,
  ...product,
  ...choice,
  ...rearrangement,
};
