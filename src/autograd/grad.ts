// grad: of tensors by tensors, as in PyTorch, and of functions, as in JAX.

import { refuseUnknownOptions, wrongType } from "../errors";
import { tensor } from "../tensor/create";
import type { NestedData } from "../tensor/nested";
import { refuse } from "../tensor/refuse";
import { showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { duals } from "./dual";
import type { GradOptions } from "./gradients";
import { gradients, gradientsBy } from "./gradients";
import { enableGrad, isRecording, setRecording, synchronous } from "./mode";

/** By which arguments `grad(f)` differentiates: the first one unless said otherwise. */
export interface ArgumentOptions<N extends number | readonly number[] = number | readonly number[]> {
  argnums?: N;
}

/** A tensor, or numbers that become one. */
export type TensorLike = Tensor | NestedData;

/**
 * Gradients, in either of two forms.
 *
 * `grad(outputs, inputs)` gives the gradients of tensors by tensors, as `torch.autograd.grad`: of the sum of
 * the outputs, weighted by `gradOutputs`, by each input. Nothing gathers in `grad` of any tensor.
 *
 * `grad(f)` gives the function that computes the gradient of `f` by its first argument (or by those that
 * `argnums` names), as in JAX. Applied again it gives derivatives of any order.
 *
 * @param outputs a tensor, or several; or a function, whose gradient as a function is returned
 * @param inputs the tensors by which is differentiated
 * @param options `gradOutputs`, `retainGraph`, `createGraph` and `allowUnused`, as in PyTorch
 * @throws RangeError or Error, with PyTorch's sentence, for an output that is not a single number, an input
 *   that does not require a gradient or is not used, and a graph that was walked before without `retainGraph`
 *
 * @example
 * ```ts
 * const x = tensor(3, { requiresGrad: true });
 * grad(x.mul(x), [x])
 * // => [ tensor(6.) ]
 * const second = grad(grad((x) => x.pow(3)));
 * second(2)
 * // => tensor(12.)
 * ```
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options?: GradOptions & { allowUnused?: false },
): Tensor[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions,
): (Tensor | null)[];
export function grad<Rest extends unknown[]>(
  f: (x: Tensor, ...rest: Rest) => Tensor,
): (x: TensorLike, ...rest: Rest) => Tensor;
export function grad<Args extends unknown[]>(
  f: (...args: Args) => Tensor,
  options: ArgumentOptions<number>,
): (...args: Args) => Tensor;
export function grad<Args extends unknown[]>(
  f: (...args: Args) => Tensor,
  options: ArgumentOptions<readonly number[]>,
): (...args: Args) => Tensor[];
export function grad(
  first: Tensor | readonly Tensor[] | AnyFunction,
  second?: Tensor | readonly Tensor[] | ArgumentOptions,
  options?: GradOptions,
): unknown {
  if (typeof first === "function") {
    const compute = differentiated("grad", first, second as ArgumentOptions | undefined);
    return (...args: unknown[]) => compute(args).gradient;
  }
  return gradients(first, second as Tensor | readonly Tensor[], options);
}

/**
 * The function that computes both `f` and its gradient by its first argument (or by those that `argnums`
 * names), as in JAX.
 *
 * @param f a function whose result is one number
 * @example
 * ```ts
 * valueAndGrad((x) => x.mul(x))(3)
 * // => [ tensor(9.), tensor(6.) ]
 * ```
 */
export function valueAndGrad<Rest extends unknown[]>(
  f: (x: Tensor, ...rest: Rest) => Tensor,
): (x: TensorLike, ...rest: Rest) => [value: Tensor, gradient: Tensor];
export function valueAndGrad<Args extends unknown[]>(
  f: (...args: Args) => Tensor,
  options: ArgumentOptions<number>,
): (...args: Args) => [value: Tensor, gradient: Tensor];
export function valueAndGrad<Args extends unknown[]>(
  f: (...args: Args) => Tensor,
  options: ArgumentOptions<readonly number[]>,
): (...args: Args) => [value: Tensor, gradients: Tensor[]];
export function valueAndGrad(f: AnyFunction, options?: ArgumentOptions): unknown {
  const compute = differentiated("valueAndGrad", f, options);
  return (...args: unknown[]) => {
    const { value, gradient, recorded } = compute(args);
    return [recorded ? value : value.detach(), gradient];
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the overloads above let through
type AnyFunction = (...args: any[]) => Tensor;

/**
 * How many functions are being differentiated around the one that runs: inside another the gradient itself is
 * recorded.
 */
let depth = 0;

interface Differentiated {
  value: Tensor;
  gradient: Tensor | Tensor[];
  /** True if both can be differentiated in turn. */
  recorded: boolean;
}

function differentiated(
  fn: string,
  f: AnyFunction,
  options?: ArgumentOptions,
): (args: readonly unknown[]) => Differentiated {
  refuseUnknownOptions(fn, options, ["argnums"]);
  const argnums = options?.argnums ?? 0;
  const places = typeof argnums === "number" ? [argnums] : argnums;
  return (args) => {
    const recorded = duals.on || (isRecording() && (depth > 0 || args.some(wantsGradient)));
    const all = [...args];
    const inputs = places.map((place) => (all[place] = variable(fn, args, place)));
    const value = evaluate(fn, f, all);
    const found = gradientsOf(value, inputs, recorded);
    return { value, gradient: typeof argnums === "number" ? found[0] : found, recorded };
  };
}

const wantsGradient = (arg: unknown): boolean => arg instanceof Tensor && arg.requiresGrad;

/** Where the value does not depend on an input, 0. */
function gradientsOf(value: Tensor, inputs: readonly Tensor[], createGraph: boolean): Tensor[] {
  const found = value.requiresGrad ? gradientsBy(value, inputs, createGraph) : [];
  return inputs.map((input, i) => found[i] ?? input.detach().mul(0));
}

/** The argument as a tensor whose gradient is wanted, and which stays joined to what it was computed from. */
function variable(fn: string, args: readonly unknown[], place: number): Tensor {
  if (place < 0 || place >= args.length) {
    throw wrongType({
      fn,
      argument: "options.argnums",
      got: place,
      wanted: `below the number of arguments, ${args.length}`,
    });
  }
  const given = args[place];
  const input = given instanceof Tensor ? joined(given) : tensor(given as NestedData);
  if (!input.requiresGrad) input.requiresGrad = true;
  return input;
}

/** Another tensor of the same numbers; where nothing is to flow back to the given one, in the same memory. */
function joined(given: Tensor): Tensor {
  if (given.requiresGrad || duals.on) return enableGrad(() => given.clone());
  return typeof given.data === "number" ? Tensor.scalar(given.data, given.dtype) : given.detach();
}

function evaluate(fn: string, f: AnyFunction, args: readonly unknown[]): Tensor {
  depth++;
  const before = setRecording(true);
  try {
    const value: unknown = f(...args);
    if (!(value instanceof Tensor)) {
      const got = synchronous(fn, value);
      throw wrongType({ fn, argument: "f", got, wanted: "a function that returns a tensor" });
    }
    if (value.numel() === 1) return value;
    throw refuse(
      `Gradient only defined for scalar-output functions. Output had shape: ${showShape(value.shape)}.`,
      "Let the function return a single number, for instance by sum().",
    );
  } finally {
    setRecording(before);
    depth--;
  }
}
