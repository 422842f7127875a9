// The further operations that can be differentiated: one entry each, forward and backward side by side.

import { gatedActivation } from "./activation";
import { loss } from "./loss";
import { matrix } from "./matrix";
import { normalization } from "./normalization";
import { piecewise } from "./piecewise";
import { quotient } from "./quotient";
import { running } from "./running";
import { special } from "./special";

type MoreRules = typeof gatedActivation &
  typeof loss &
  typeof matrix &
  typeof normalization &
  typeof piecewise &
  typeof quotient &
  typeof running &
  typeof special;

/** Total as the table of the core is. */
export const moreRules: MoreRules = {
  ...gatedActivation,
  ...loss,
  ...matrix,
  ...normalization,
  ...piecewise,
  ...quotient,
  ...running,
  ...special,
};
