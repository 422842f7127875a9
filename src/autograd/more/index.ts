// Further operations, exported all the same: special functions, sorting, linear algebra, losses and layers of
// networks. The core beside this folder is what the lessons use; it imports nothing from here.

import "./methods";

export * from "./asMethods";
export { xlogy } from "./quotient";
export type { SpacingOptions } from "./sampled";
export { bincount, oneHot } from "./selection";
export { gradient, trapezoid } from "./sampled";
export { hstack, meshgrid, vstack } from "./arrange";
export { cov, solve } from "./linalg";
export type { CloseOptions } from "./logic";
export { allclose, equal } from "./logic";
export type { Reduction as LossReduction } from "./loss";
export {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  cosineSimilarity,
  crossEntropy,
  huberLoss,
  klDiv,
  l1Loss,
  mseLoss,
  nllLoss,
  smoothL1Loss,
} from "./loss";
export { cross } from "./matrix";
export { flip, pad, repeat, tile } from "./move";
export * from "./network";
export { nanmedian } from "./order";
export { tensordot, vecdot } from "./product";
export { polygamma } from "./special";
