// Tensors: making and printing them.

export type { TensorOptions } from "./create";
export {
  eye,
  full,
  manualSeed,
  ones,
  onesLike,
  rand,
  randn,
  tensor,
  variable,
  zeros,
  zerosLike,
} from "./create";
export { empty, emptyLike, fullLike, randint, randLike, randnLike, randperm } from "./randint";
export type { DType } from "./dtype";
export type { FormatOptions } from "./format";
export { format } from "./format";
export type { Nested, NestedData } from "./nested";
export type { PrintOptions } from "./printOptions";
export { setPrintOptions } from "./printOptions";
export type { Dims, Shape } from "./shape";
export type { GraphNode } from "./tensor";
export { Tensor } from "./tensor";
