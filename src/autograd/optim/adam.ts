// Adam and AdamW.

import { zerosLike } from "../../tensor/create";
import type { Tensor } from "../../tensor/tensor";
import type { Parameters } from "./optimizer";
import { checkBetas, checkNonNegative, Optimizer } from "./optimizer";

/** The settings of `Adam` and `AdamW`. */
export interface AdamOptions {
  /** The learning rate: about how far a parameter moves in a step. */
  lr: number;
  /** How slowly the averages of the gradients, and of their squares, forget. */
  betas: readonly [number, number];
  /** Added to the root of the average of squares, so that nothing is divided by 0. */
  eps: number;
  /**
   * Adam adds so much of the parameter to its gradient, AdamW takes `lr` times so much off the parameter
   * itself.
   */
  weightDecay: number;
  /** Measure by the largest average of squares so far (Reddi et al. 2018). */
  amsgrad: boolean;
  /** Move along the gradient in place of against it. */
  maximize: boolean;
}

const defaults: AdamOptions = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weightDecay: 0,
  amsgrad: false,
  maximize: false,
};

/**
 * Adam, as `torch.optim.Adam`. Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
 *
 * @example
 * ```ts
 * const w = tensor([1, -1], { requiresGrad: true });
 * const optimizer = new Adam([w], { lr: 0.5 });
 * w.pow(2).sum().backward();
 * optimizer.step();
 * w
 * // => tensor([ 0.5000, -0.5000], requires_grad=True)
 * ```
 */
export class Adam extends Optimizer<AdamOptions> {
  constructor(
    params: Parameters<AdamOptions>,
    options: Partial<AdamOptions> = {},
    known: AdamOptions = defaults,
  ) {
    super(params, options, known);
    for (const { lr, betas, eps, weightDecay } of this.paramGroups) {
      checkNonNegative("learning rate", lr);
      checkNonNegative("epsilon value", eps);
      checkBetas(betas);
      checkNonNegative("weight_decay value", weightDecay);
    }
  }

  protected move(p: Tensor, gradient: Tensor, settings: AdamOptions): void {
    const g = this.decay(p, settings.maximize ? gradient.neg() : gradient, settings);
    const { lr, betas, eps } = settings;
    const state = this.stateOf(p, () => ({ step: 0, expAvg: zerosLike(p), expAvgSq: zerosLike(p) }));
    const step = (state.step as number) + 1;
    const mean = averaged(state.expAvg as Tensor, g, betas[0]);
    const square = (state.expAvgSq as Tensor).mul(betas[1]).add(g.mul(g).mul(1 - betas[1]));
    Object.assign(state, { step, expAvg: mean, expAvgSq: square });
    // The averages start at 0; these undo what that takes off them.
    const correction = Math.sqrt(1 - betas[1] ** step);
    const size = this.measure(state, square, settings).sqrt().div(correction).add(eps);
    p.sub_(mean.div(size).mul(lr / (1 - betas[0] ** step)));
  }

  /** The gradient with what the weight decay adds. */
  protected decay(p: Tensor, g: Tensor, { weightDecay }: AdamOptions): Tensor {
    return weightDecay === 0 ? g : g.add(p.mul(weightDecay));
  }

  private measure(state: Record<string, Tensor | number>, square: Tensor, { amsgrad }: AdamOptions): Tensor {
    if (!amsgrad) return square;
    const largest = square.maximum(state.maxExpAvgSq ?? 0);
    state.maxExpAvgSq = largest;
    return largest;
  }
}

/**
 * Adam whose weight decay does not pass through the averages, as `torch.optim.AdamW`.
 * Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019).
 *
 * @see torch.optim.AdamW
 * @example
 * ```ts
 * const w = tensor([1], { requiresGrad: true });
 * const optimizer = new AdamW([w], { lr: 0.1 });
 * w.square().sum().backward();
 * optimizer.step();
 * w.detach()
 * // => tensor([0.8990])
 * ```
 */
export class AdamW extends Adam {
  constructor(params: Parameters<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, options, { ...defaults, weightDecay: 0.01 });
  }

  protected override decay(p: Tensor, g: Tensor, { lr, weightDecay }: AdamOptions): Tensor {
    p.mul_(1 - lr * weightDecay);
    return g;
  }
}

/** `old` moved towards `next` by what the average does not keep. */
function averaged(old: Tensor, next: Tensor, keep: number): Tensor {
  return old.add(next.sub(old).mul(1 - keep));
}
