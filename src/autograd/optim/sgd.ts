// Stochastic gradient descent, with momentum.

import type { Tensor } from "../../tensor/tensor";
import { refuse } from "../../tensor/refuse";
import type { Parameters } from "./optimizer";
import { checkNonNegative, Optimizer } from "./optimizer";

/** The settings of `SGD`. */
export interface SGDOptions {
  /** The learning rate: by how much of the gradient a parameter moves. */
  lr: number;
  /** How much of the last step is made once more. */
  momentum: number;
  /** How much of the gradient is left out of the momentum. */
  dampening: number;
  /** Adds so much of the parameter to its gradient, which draws it towards 0. */
  weightDecay: number;
  /** Look ahead: Nesterov's momentum. */
  nesterov: boolean;
  /** Move along the gradient in place of against it. */
  maximize: boolean;
}

const defaults: SGDOptions = {
  lr: 1e-3,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
  maximize: false,
};

/**
 * Gradient descent, as `torch.optim.SGD`: with momentum and Nesterov's momentum if wanted.
 * Sutskever et al., On the importance of initialization and momentum in deep learning (2013).
 *
 * @example
 * ```ts
 * const w = tensor([1, -1], { requiresGrad: true });
 * const optimizer = new SGD([w], { lr: 0.25 });
 * w.pow(2).sum().backward();
 * optimizer.step();
 * w
 * // => tensor([ 0.5000, -0.5000], requires_grad=True)
 * ```
 */
export class SGD extends Optimizer<SGDOptions> {
  constructor(params: Parameters<SGDOptions>, options: Partial<SGDOptions> = {}) {
    super(params, options, defaults);
    for (const { lr, momentum, dampening, weightDecay, nesterov } of this.paramGroups) {
      checkNonNegative("learning rate", lr);
      checkNonNegative("momentum value", momentum);
      checkNonNegative("weight_decay value", weightDecay);
      if (nesterov && (momentum <= 0 || dampening !== 0)) {
        throw refuse(
          "Nesterov momentum requires a momentum and zero dampening",
          "Give { momentum: 0.9, nesterov: true }.",
        );
      }
    }
  }

  protected move(p: Tensor, gradient: Tensor, settings: SGDOptions): void {
    const { lr, momentum, nesterov, weightDecay, maximize } = settings;
    let g = maximize ? gradient.neg() : gradient;
    if (weightDecay !== 0) g = g.add(p.mul(weightDecay));
    if (momentum !== 0) {
      const velocity = this.velocity(p, g, settings);
      g = nesterov ? g.add(velocity.mul(momentum)) : velocity;
    }
    p.sub_(g.mul(lr));
  }

  /** What is left of earlier steps, with the new one. The first one is the gradient itself. */
  private velocity(p: Tensor, g: Tensor, { momentum, dampening }: SGDOptions): Tensor {
    const before = this.state.get(p)?.momentumBuffer as Tensor | undefined;
    const velocity = before === undefined ? g.clone() : before.mul(momentum).add(g.mul(1 - dampening));
    this.stateOf(p, () => ({})).momentumBuffer = velocity;
    return velocity;
  }
}
