// The base class of optimizers: groups of parameters with settings of their own, and the loop over them.

import { wrongType } from "../../errors";
import { zerosLike } from "../../tensor/create";
import { refuse, refuseState } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { enableGrad, noGrad } from "../mode";

/** Parameters with settings of their own; what is left out is that of the optimizer. */
export type ParameterGroup<S> = { params: readonly Tensor[] } & Partial<S>;

/** The parameters of an optimizer. */
export type Parameters<S> = readonly Tensor[] | readonly ParameterGroup<S>[];

/** What an optimizer remembers of one parameter: momentum, averages, the number of steps. */
export type State = Record<string, Tensor | number>;

/**
 * Moves parameters against their gradients; the kinds differ in what they make of the gradients of earlier
 * steps.
 *
 * @see torch.optim.Optimizer
 * @example
 * ```ts
 * const w = tensor([1], { requiresGrad: true });
 * const optimizer = new SGD([w], { lr: 0.1 });
 * w.square().sum().backward();
 * optimizer.step();
 * w.detach()
 * // => tensor([0.8000])
 * ```
 */
export abstract class Optimizer<S extends object> {
  /** The parameters with their settings, which may be changed between steps. */
  readonly paramGroups: readonly ({ params: readonly Tensor[] } & S)[];
  /** What is remembered of each parameter. */
  readonly state: Map<Tensor, State> = new Map();

  /** @param known the names of the settings, with what they are by default */
  protected constructor(params: Parameters<S>, options: Partial<S>, known: S) {
    const fn = this.constructor.name;
    if (!Array.isArray(params) || params.length === 0) throw noParameters(fn, params);
    const list = params as readonly (Tensor | ParameterGroup<S>)[];
    const groups = list.every((p) => p instanceof Tensor)
      ? [{ params: list } as ParameterGroup<S>]
      : (list as readonly ParameterGroup<S>[]);
    this.paramGroups = groups.map((group) => {
      const { params: own, ...settings } = group;
      checkParameters(fn, own);
      return { params: own, ...completed(fn, { ...options, ...settings } as Partial<S>, known) };
    });
  }

  /** Forgets the gradients of all parameters; with `setToNone` false it writes zeros over them. */
  zeroGrad({ setToNone = true }: { setToNone?: boolean } = {}): void {
    for (const p of this.all()) {
      if (setToNone) p.grad = null;
      else if (p.grad !== null) p.grad = zerosLike(p.grad);
    }
  }

  /**
   * Moves every parameter that has a gradient.
   *
   * @param closure computes the loss and its gradients anew; its result is returned
   */
  step(closure?: () => Tensor): Tensor | undefined {
    const loss = closure === undefined ? undefined : enableGrad(closure);
    noGrad(() => {
      for (const { params, ...settings } of this.paramGroups) {
        for (const p of params) if (p.grad !== null) this.move(p, p.grad, settings as unknown as S);
      }
    });
    return loss;
  }

  /** One step of one parameter, written over it. */
  protected abstract move(p: Tensor, gradient: Tensor, settings: S): void;

  /** What is remembered of `p`, started by `start`. */
  protected stateOf(p: Tensor, start: () => State): State {
    const known = this.state.get(p);
    if (known !== undefined) return known;
    const fresh = start();
    this.state.set(p, fresh);
    return fresh;
  }

  private all(): Tensor[] {
    return this.paramGroups.flatMap(({ params }) => params);
  }
}

function completed<S extends object>(fn: string, given: Partial<S>, known: S): S {
  for (const name of Object.keys(given)) {
    if (name in known) continue;
    const wanted = `one of ${Object.keys(known).join(", ")}`;
    throw wrongType({ fn, argument: "the name of an option", got: name, wanted });
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...known, ...(Object.fromEntries(set) as Partial<S>) };
}

function checkParameters(fn: string, params: readonly Tensor[]): void {
  if (!Array.isArray(params)) throw noParameters(fn, params);
  for (const p of params) {
    if (!(p instanceof Tensor)) {
      throw wrongType({ fn, argument: "params", got: p, wanted: "tensors", hint: "Give a list: [w, b]." });
    }
    if (p.isLeaf) continue;
    throw refuseState(
      "can't optimize a non-leaf Tensor",
      "Give the tensors that were made with { requiresGrad: true }.",
    );
  }
}

function noParameters(fn: string, params: unknown): Error {
  if (Array.isArray(params)) {
    return refuse("optimizer got an empty parameter list", "Give the tensors that are to be moved: [w, b].");
  }
  return wrongType({
    fn,
    argument: "params",
    got: params,
    wanted: "a list of tensors",
    hint: "Write [w], also for one.",
  });
}

/** Refuses a setting below 0, in PyTorch's words. */
export function checkNonNegative(name: string, value: number): void {
  if (value >= 0) return;
  throw refuse(`Invalid ${name}: ${value}`, "It is a number, 0 or more.");
}

/** Refuses a decay rate that is not in [0, 1), in PyTorch's words. */
export function checkBetas(betas: readonly [number, number]): void {
  betas.forEach((beta, i) => {
    if (beta >= 0 && beta < 1) return;
    throw refuse(
      `Invalid beta parameter at index ${i}: ${beta}`,
      "Decay rates lie between 0 and 1, 1 excluded.",
    );
  });
}
