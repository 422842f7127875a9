// Every operation as a function; most are methods of a tensor too.

export * from "./activation";
export * from "./arithmetic";
export type { SpacingOptions } from "./arrange";
export * from "./arrange";
export * from "./choice";
export type { Index, RangeText, SliceOptions } from "./choose";
export { index, slice } from "./choose";
export * from "./compare";
export { einsum } from "./einsum";
export type { ValuesAndIndices } from "./extreme";
export { amax, amin, argmax, argmin, max, median, min } from "./extreme";
export { gather, take } from "./gather";
export * from "./line";
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
export * from "./linalg";
export type { CloseOptions } from "./logic";
export * from "./logic";
export { cross, diag, trace, tril, triu } from "./matrix";
export { chunk, flip, pad, repeat, repeatInterleave, roll, split, tile } from "./move";
export * from "./network";
export * from "./order";
export * from "./product";
export * from "./special";
export type { NormOrder, VarianceOptions } from "./reduction";
export { logsumexp, mean, norm, prod, std, sum, variance } from "./reduction";
export {
  cat,
  clone,
  expand,
  flatten,
  permute,
  reshape,
  squeeze,
  stack,
  t,
  to,
  transpose,
  unsqueeze,
} from "./shape";
export * from "./unary";
export type { SetIndexOptions } from "./write";
