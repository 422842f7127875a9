// Differentiation as methods.

import { isFloating } from "../../tensor/dtype";
import { refuseType } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import type { BackwardOptions } from "../gradients";
import { backward } from "../gradients";
import type { GradientHook, HookHandle } from "../hooks";
import * as hooks from "../hooks";

export const gradientMethods = {
  /**
   * Adds the gradient of this tensor to the `grad` of every leaf that it was computed from.
   *
   * @param gradient what the gradient of this tensor itself is; may be left out for a single number, where it
   *   is 1
   */
  backward(this: Tensor, gradient?: Tensor | null, options?: BackwardOptions): void {
    backward(this, gradient, options);
  },

  /** Keeps the gradient of this tensor in its `grad`, although it is no leaf. */
  retainGrad(this: Tensor): void {
    hooks.retainGrad(this);
  },

  /**
   * Calls `hook` with the gradient of this tensor whenever a pass computes it; a tensor that the hook returns
   * takes the gradient's place.
   *
   * @returns a handle whose `remove()` takes the hook away
   *
   * @example
   * ```ts
   * const x = tensor([1, 2, 3], { requiresGrad: true });
   * const handle = x.registerHook((g) => g.mul(2));
   * x.sum().backward();
   * x.grad
   * // => tensor([2., 2., 2.])
   * handle.remove();
   * ```
   */
  registerHook(this: Tensor, hook: GradientHook): HookHandle {
    return hooks.registerHook(this, hook);
  },

  /** Calls `hook` with this leaf after a pass has added to its `grad`. */
  registerPostAccumulateGradHook(this: Tensor, hook: (leaf: Tensor) => void): HookHandle {
    return hooks.registerPostAccumulateGradHook(this, hook);
  },

  /** Asks for (or, with false, no longer for) the gradient of this tensor; returns the tensor. */
  requiresGrad_(this: Tensor, wanted: boolean = true): Tensor {
    if (wanted && !isFloating(this.dtype)) {
      throw refuseType(
        "only Tensors of floating point dtype can require gradients",
        `This tensor's dtype is ${this.dtype}; convert it with to("float32").`,
      );
    }
    this.requiresGrad = wanted;
    return this;
  },
};
