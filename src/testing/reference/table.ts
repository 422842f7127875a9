// Every operation of the library, with its definition: total by type, so that an operation without an entry
// does not compile.

import type * as create from "../../tensor/create";
import type * as draws from "../../tensor/randint";
import type * as further from "../../autograd/more";
import type * as core from "../../autograd/ops";
import type { Tensor } from "../../tensor/tensor";
import type { Entry } from "./entry";
import { alongLines } from "./alongLines";
import { binary } from "./binary";
import { cuts } from "./cuts";
import { gathering } from "./gathering";
import { indexing } from "./indexing";
import { inPlace } from "./inPlace";
import { linalg } from "./linalg";
import { losses } from "./losses";
import { made } from "./made";
import { moves } from "./moves";
import { products } from "./products";
import { reductions } from "./reductions";
import { unary } from "./unary";
import { views } from "./views";

/** Members of a tensor that are no operations: what they do is tested elsewhere. */
export const noOperations = [
  "shape", "strides", "offset", "dtype", "data", "base", "node", "ndim", "version", "numel", "requiresGrad", "isLeaf",
  "gradFn", "grad", "setHistory", "memory", "strided", "isContiguous", "item", "tolist", "elements", "toFlatArray", "withValues",
  "zeroGrad", "toString", "backward", "retainGrad", "registerHook", "registerPostAccumulateGradHook", "requiresGrad_",
] as const; // prettier-ignore

/** Functions that make tensors and are tested elsewhere: by other means, or because they draw. */
export const noDefinitions = [
  "tensor", "variable", "rand", "randn", "manualSeed", "constant", "randint", "randperm", "randLike", "randnLike",
] as const; // prettier-ignore

type Method = Exclude<Extract<keyof Tensor, string>, (typeof noOperations)[number]>;
type Made = Exclude<keyof typeof create | keyof typeof draws, (typeof noDefinitions)[number]>;
export type OperationName = keyof typeof core | keyof typeof further | Method | Made;

export const table: Readonly<Record<OperationName, Entry>> = {
  ...unary,
  ...binary,
  ...reductions,
  ...alongLines,
  ...views,
  ...cuts,
  ...moves,
  ...gathering,
  ...indexing,
  ...products,
  ...linalg,
  ...losses,
  ...inPlace,
  ...made,
};

export const operationNames: readonly OperationName[] = Object.keys(table) as OperationName[];
