// The operations of the core that can be differentiated: one entry each, forward and backward side by side.

import { activation } from "./activation";
import { arithmetic } from "./arithmetic";
import { choice } from "./choice";
import { extreme } from "./extreme";
import { inPlaceRules } from "./inplace";
import { scan } from "./scan";
import { gatherScatter } from "./gatherScatter";
import { product } from "./product";
import { reduction } from "./reduction";
import { rearrangement } from "./shape";
import { statistic } from "./statistic";
import { unary } from "./unary";

type Rules = typeof arithmetic &
  typeof unary &
  typeof activation &
  typeof reduction &
  typeof statistic &
  typeof extreme &
  typeof scan &
  typeof product &
  typeof choice &
  typeof rearrangement &
  typeof gatherScatter &
  typeof inPlaceRules;

/** The table is total: an operation without its gradients does not compile. */
export const rules: Rules = {
  ...arithmetic,
  ...unary,
  ...activation,
  ...reduction,
  ...statistic,
  ...extreme,
  ...scan,
  ...product,
  ...choice,
  ...rearrangement,
  ...gatherScatter,
  ...inPlaceRules,
};
