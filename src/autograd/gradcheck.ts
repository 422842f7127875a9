// Gradient checks: analytical gradients compared with differences, as torch.autograd.gradcheck does.

import { refuseUnknownOptions, wrongValue } from "../errors";
import { constant, zerosLike } from "../tensor/create";
import type { DType } from "../tensor/dtype";
import { refuse } from "../tensor/refuse";
import { Tensor } from "../tensor/tensor";
import { gradients } from "./gradients";
import { enableGrad, noGrad } from "./mode";
import { checkTensors } from "./operand";
import { cat } from "./ops/copies";
import { evaluate } from "./point";

/** The settings of `gradcheck`. */
export interface GradcheckOptions {
  /** The step of the central differences. */
  eps?: number;
  /** Differences up to this are let pass, */
  atol?: number;
  /** and this much more in proportion to the number. */
  rtol?: number;
}

/** A function of tensors. */
export type TensorFunction = (...inputs: Tensor[]) => Tensor;

/**
 * Compares the gradients of `f` by its inputs with central differences; true, or an error that shows both
 * Jacobians, a row for each element of the input and a column for each element of the output.
 *
 * @param inputs where to check; those that require a gradient are checked, and should be float64: in float32
 *   differences are too coarse
 * @throws RangeError if a Jacobian differs by more than `atol + rtol * size`
 *
 * @example
 * ```ts
 * const x = tensor([1, 2], { dtype: "float64", requiresGrad: true });
 * gradcheck((x) => x.pow(3).sum(), x)
 * // => true
 * ```
 */
export function gradcheck(
  f: TensorFunction,
  inputs: Tensor | readonly Tensor[],
  options: GradcheckOptions = {},
): true {
  refuseUnknownOptions("gradcheck", options, ["eps", "atol", "rtol"]);
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3 } = options;
  const at = listOf("gradcheck", inputs);
  const checked = at.filter((input) => input.requiresGrad);
  if (checked.length === 0) {
    throw wrongValue({
      fn: "gradcheck",
      argument: "inputs",
      got: inputs,
      wanted: "tensors of which at least one requires a gradient",
      hint: 'Make them with { dtype: "float64", requiresGrad: true }.',
    });
  }
  const analytical = analyticalJacobians(f, at, checked);
  checked.forEach((input, i) => {
    const numerical = numericalJacobian(f, at, input, eps);
    if (!near(analytical[i], numerical, atol, rtol)) throw mismatch(i, numerical, analytical[i], input.dtype);
  });
  return true;
}

/** The inputs in a list, whether one or several came. */
function listOf(fn: string, inputs: Tensor | readonly Tensor[]): readonly Tensor[] {
  return checkTensors(fn, inputs instanceof Tensor ? [inputs] : inputs, "inputs");
}

/**
 * Compares second derivatives with central differences of the first ones.
 *
 * @param f a function of tensors
 * @param inputs float64 tensors that require a gradient
 * @param options as those of `gradcheck`
 * @example
 * ```ts
 * gradgradcheck((x) => x.pow(3), tensor([1, 2], { dtype: "float64", requiresGrad: true }))
 * // => true
 * ```
 */
export function gradgradcheck(
  f: TensorFunction,
  inputs: Tensor | readonly Tensor[],
  options: GradcheckOptions = {},
): true {
  const at = listOf("gradgradcheck", inputs);
  const output = evaluate("gradgradcheck", f, ...at).detach();
  // Weights that differ from element to element, so that no error hides in a sum.
  const values = Array.from({ length: output.numel() }, (_, i) => 1 + Math.cos(i + 1) / 2);
  const weights = output.withValues(values);
  weights.requiresGrad = true;
  const firstDerivatives: TensorFunction = (...all) => {
    const [gradOutputs, points] = [all[at.length], all.slice(0, at.length)];
    const checked = points.filter((point) => point.requiresGrad);
    const found = enableGrad(() =>
      gradients(f(...points), checked, { gradOutputs, createGraph: true, allowUnused: true }),
    );
    const rows = found.map((g, i) => (g ?? zerosLike(checked[i])).flatten());
    return cat(rows);
  };
  return gradcheck(firstDerivatives, [...at, weights], options);
}

/** A row for each element of an input, a column for each element of the output. */
type Jacobian = number[][];

/** The Jacobians by each of `inputs`, from one backward pass for each element of the output. */
function analyticalJacobians(
  f: TensorFunction,
  at: readonly Tensor[],
  inputs: readonly Tensor[],
): Jacobian[] {
  const output = enableGrad(() => f(...at));
  const columns = Array.from({ length: output.numel() }, (_, k) => gradientsOfElement(output, k, inputs));
  return inputs.map((input, i) =>
    Array.from({ length: input.numel() }, (_, row) => columns.map((column) => column[i][row])),
  );
}

function gradientsOfElement(output: Tensor, k: number, inputs: readonly Tensor[]): number[][] {
  if (!output.requiresGrad) return inputs.map((input) => zerosLike(input).toFlatArray());
  const only = new Array<number>(output.numel()).fill(0);
  only[k] = 1;
  const found = gradients(output, inputs, {
    gradOutputs: output.withValues(only),
    retainGraph: true,
    allowUnused: true,
  });
  return found.map((g, i) => (g ?? zerosLike(inputs[i])).toFlatArray());
}

/** The Jacobian by one input, from central differences. */
function numericalJacobian(f: TensorFunction, at: readonly Tensor[], input: Tensor, eps: number): Jacobian {
  const values = input.toFlatArray();
  const outputAt = (row: number, value: number): number[] => {
    const moved = input.withValues(values.map((old, i) => (i === row ? value : old)));
    moved.requiresGrad = true;
    return noGrad(() => f(...at.map((t) => (t === input ? moved : t)))).toFlatArray();
  };
  return values.map((value, row) => {
    const above = outputAt(row, value + eps);
    const below = outputAt(row, value - eps);
    return above.map((y, k) => (y - below[k]) / (2 * eps));
  });
}

/** NaN is near nothing, not even NaN: a gradient that is not a number is not right. */
function near(a: Jacobian, b: Jacobian, atol: number, rtol: number): boolean {
  return a.every((row, i) =>
    row.every((x, k) => x === b[i][k] || Math.abs(x - b[i][k]) <= atol + rtol * Math.abs(b[i][k])),
  );
}

function mismatch(index: number, numerical: Jacobian, analytical: Jacobian, dtype: DType): RangeError {
  const show = (jacobian: Jacobian): string => {
    const shape = [jacobian.length, jacobian[0].length];
    return String(constant(shape, 0, dtype).withValues(jacobian.flat()));
  };
  return refuse(
    `Jacobian mismatch for output 0 with respect to input ${index},\n` +
      `numerical:${show(numerical)}\nanalytical:${show(analytical)}`,
    "The analytical one is what the gradients say, the numerical one what differences say; a kink nearby or float32 also tells them apart.",
  );
}
