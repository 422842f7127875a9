// The entry points of reverse mode: t.backward(), and the gradients of tensors by tensors.

import { refuseUnknownOptions } from "../errors";
import { constant } from "../tensor/create";
import { refuse, refuseState } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import type { PassOptions } from "./backward";
import { propagate } from "./backward";
import { isTraced } from "./dual";
import { afterGathering, watched } from "./hooks";
import { checkTensor } from "./operand";
import type { Pass } from "./pass";
import type { Node } from "./record";
import { nodeOf, run1 } from "./record";
import { rearrangement } from "./rules/shape";

/** The settings of `backward`. */
export interface BackwardOptions extends PassOptions {
  /** Gather gradients in these tensors only, which need not be leaves. */
  inputs?: readonly Tensor[];
}

/** The settings of `grad(outputs, inputs)`. */
export interface GradOptions extends PassOptions {
  /** The gradient of each output itself; may be left out for single numbers, where it is 1. */
  gradOutputs?: Tensor | readonly (Tensor | null)[] | null;
  /** Give `null` for an input that the outputs do not depend on, in place of an error. */
  allowUnused?: boolean;
}

/** What `t.backward()` does. */
export function backward(t: Tensor, gradient?: Tensor | null, options: BackwardOptions = {}): void {
  refuseUnknownOptions("backward", options, ["retainGraph", "createGraph", "inputs"]);
  const root = rootOf(t, 0);
  const wanted = options.inputs?.map(differentiable) ?? null;
  propagate([root], [seedOf(t, gradient, 0)], wanted, options, (pass) => {
    if (wanted === null) {
      for (const node of pass.order) if (node.leaf !== null) gather(node.leaf, pass, node);
    } else options.inputs!.forEach((input, i) => gather(input, pass, wanted[i]));
  });
}

/**
 * Adds a gradient to what a tensor has gathered, in place as PyTorch does. The first one is copied if others
 * may hold it too: a graph may hand the same tensor to several.
 */
function gather(to: Tensor, pass: Pass, node: Node): void {
  const gradient = pass.gradientOf(node);
  if (gradient === undefined) return;
  if (to.grad !== null && isTraced()) to.grad = to.grad.add(gradient);
  else if (to.grad !== null) to.grad.add_(gradient);
  else if (pass.owns(node) && watched.count === 0 && !isTraced()) to.grad = gradient;
  else to.grad = run1(rearrangement.keep, gradient, undefined);
  if (watched.count > 0) afterGathering(to);
}

/** The gradients of `outputs` by `inputs`: what `grad` does with tensors. */
export function gradients(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions = {},
): (Tensor | null)[] {
  refuseUnknownOptions("grad", options, ["gradOutputs", "retainGraph", "createGraph", "allowUnused"]);
  const from = list("outputs", outputs);
  const to = list("inputs", inputs);
  if (to.length === 0)
    throw refuse("`inputs` argument to `grad()` cannot be empty.", "Name at least one tensor.");
  const roots = from.map(rootOf);
  const given = options.gradOutputs instanceof Tensor ? [options.gradOutputs] : options.gradOutputs;
  const seeds = from.map((output, i) => seedOf(output, given?.[i], i));
  const wanted = to.map(differentiable);
  const found = propagate(roots, seeds, wanted, options, (pass) =>
    wanted.map((node) => pass.gradientOf(node)),
  );
  return found.map((gradient, i) => gradient ?? unused(i, options.allowUnused === true));
}

/**
 * The same for one output of a single number, without checks; `undefined` for an input that it does not
 * depend on.
 */
export function gradientsBy(
  output: Tensor,
  inputs: readonly Tensor[],
  createGraph: boolean,
): (Tensor | undefined)[] {
  const wanted = inputs.map(differentiable);
  const seed = constant(output.shape, 1, output.dtype);
  return propagate([nodeOf(output)!], [seed], wanted, { createGraph }, (pass) =>
    wanted.map((node) => pass.gradientOf(node)),
  );
}

/** Refuses what is neither a tensor nor a list. */
function list(argument: string, tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return Array.isArray(tensors) ? (tensors as readonly Tensor[]) : [checkTensor("grad", argument, tensors)];
}

function rootOf(output: Tensor, index: number): Node {
  const node = nodeOf(checkTensor("grad", "outputs", output));
  if (node !== null) return node;
  throw refuseState(
    `element ${index} of tensors does not require grad and does not have a grad_fn`,
    "Make the tensors it is computed from with { requiresGrad: true }, and compute it outside noGrad.",
  );
}

function differentiable(input: Tensor): Node {
  const node = nodeOf(checkTensor("grad", "inputs", input));
  if (node !== null) return node;
  throw refuseState(
    "One of the differentiated Tensors does not require grad",
    "Make it with { requiresGrad: true } before computing with it.",
  );
}

/** The gradient that a pass starts from. */
function seedOf(output: Tensor, gradient: Tensor | null | undefined, index: number): Tensor {
  if (gradient === undefined || gradient === null) {
    if (output.numel() === 1) return constant(output.shape, 1, output.dtype);
    throw refuse(
      "grad can be implicitly created only for scalar outputs",
      `The output has shape ${showShape(output.shape)}: reduce it, for instance with sum(), or give the gradient of the output itself.`,
    );
  }
  if (sameShape(checkTensor("backward", "gradient", gradient).shape, output.shape)) return gradient;
  throw refuse(
    `Mismatch in shape: grad_output[${index}] has a shape of torch.Size(${showShape(gradient.shape)}) and ` +
      `output[${index}] has a shape of torch.Size(${showShape(output.shape)}).`,
    "The gradient of an output has the output's shape.",
  );
}

function unused(index: number, allowed: boolean): null {
  if (allowed) return null;
  throw refuseState(
    `The differentiated Tensor at index ${index} appears to not have been used in the graph. ` +
      "Set allow_unused=True if this is the desired behavior.",
    "Here: { allowUnused: true } gives null for it.",
  );
}
