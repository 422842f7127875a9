// Gives class Tensor the further operations as methods.

import { listed, type Numbers } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { inPlace } from "../inplace";
import { install, type MethodsOf, methodsOf } from "../methods/derived";
import type { ValuesAndIndices } from "../ops/extreme";
import * as functions from "./asMethods";
import { flip, repeat } from "./move";
import { nanmedian } from "./order";

type FurtherMethods = MethodsOf<typeof functions>;
type OwnMethods = typeof ownMethods;

/** What is found depends on whether a dimension is named. */
interface MedianMethods {
  /** The median of what is not NaN; or, along `dim`, that of each line and its index. */
  nanmedian(): Tensor;
  nanmedian(dim: number, keepdim?: boolean): ValuesAndIndices;
}

declare module "../../tensor/tensor" {
  interface Tensor extends FurtherMethods, MedianMethods, OwnMethods {}
}

/** Methods whose arguments are another's than their function's, and operations in place. */
const ownMethods = {
  /** The entries of these dimensions in reverse order. */
  flip(this: Tensor, ...dims: Numbers): Tensor {
    return flip(this, listed(dims));
  },

  /** The whole tensor repeated. */
  repeat(this: Tensor, ...times: Numbers): Tensor {
    return repeat(this, listed(times));
  },

  /** Adds `value * a * b`, in place. */
  addcmul_(this: Tensor, a: Tensor, b: Tensor, value: number = 1): Tensor {
    return inPlace("addcmul_", this, (old) => old.addcmul(a, b, value), a, b);
  },

  /** Adds `value * a / b`, in place. */
  addcdiv_(this: Tensor, a: Tensor, b: Tensor, value: number = 1): Tensor {
    return inPlace("addcdiv_", this, (old) => old.addcdiv(a, b, value), a, b);
  },

  /** Moves every element towards `end` by `weight` of the way, in place. */
  lerp_(this: Tensor, end: Tensor, weight: number): Tensor {
    return inPlace("lerp_", this, (old) => old.lerp(end, weight), end);
  },
};

const medianMethods: MedianMethods = {
  nanmedian(this: Tensor, dim?: number, keepdim?: boolean): Tensor & ValuesAndIndices {
    return nanmedian(this, dim as number, keepdim) as Tensor & ValuesAndIndices;
  },
};

install(methodsOf(functions), medianMethods, ownMethods);
