// Every operation of the core as a function. asMethods.ts lists those that are methods too; a method with a
// signature of its own is in methods/.

export * from "./asMethods";
export { where } from "./choice";
export type { Index, RangeText, SliceOptions } from "./choose";
export { index } from "./choose";
export { einsum } from "./einsum";
export type { ValuesAndIndices } from "./extreme";
export { max, median, min } from "./extreme";
export type { NormOrder, VarianceOptions } from "./reduction";
export { cat, stack } from "./copies";
export { expand, permute, reshape, view } from "./shape";
export type { SetIndexOptions } from "./write";
