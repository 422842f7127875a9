// Differentiation as methods.

import type { Tensor } from "../../tensor/tensor";
import type { BackwardOptions } from "../gradients";
import { backward } from "../gradients";

export const gradientMethods = {
  /**
   * Adds the gradient of this tensor to the `grad` of every leaf that it was computed from.
   *
   * @param gradient what the gradient of this tensor itself is; may be left out for a single number, where it is 1
   */
  backward(this: Tensor, gradient?: Tensor | null, options?: BackwardOptions): void {
    backward(this, gradient, options);
  },
};
