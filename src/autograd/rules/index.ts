// All operations that can be differentiated: one entry each, forward and backward side by side.

import { activation } from "./activation";
import { arithmetic } from "./arithmetic";
import { choice } from "./choice";
import { extreme } from "./extreme";
import { inPlaceRules } from "./inplace";
import { line } from "./line";
import { loss } from "./loss";
import { matrix } from "./matrix";
import { piecewise } from "./piecewise";
import { position } from "./position";
import { product } from "./product";
import { quotient } from "./quotient";
import { reduction } from "./reduction";
import { rearrangement } from "./shape";
import { special } from "./special";
import { statistic } from "./statistic";
import { unary } from "./unary";

type Rules = typeof arithmetic &
  typeof unary &
  typeof activation &
  typeof quotient &
  typeof reduction &
  typeof statistic &
  typeof extreme &
  typeof line &
  typeof loss &
  typeof product &
  typeof matrix &
  typeof choice &
  typeof rearrangement &
  typeof position &
  typeof piecewise &
  typeof inPlaceRules &
  typeof special;

/** The name of an operation. */
export type OpName = keyof Rules;

/** The table is total: an operation without its gradients does not compile. */
export const rules: Rules = {
  ...arithmetic,
  ...unary,
  ...activation,
  ...quotient,
  ...reduction,
  ...statistic,
  ...extreme,
  ...line,
  ...loss,
  ...product,
  ...matrix,
  ...choice,
  ...rearrangement,
  ...position,
  ...piecewise,
  ...inPlaceRules,
  ...special,
};
