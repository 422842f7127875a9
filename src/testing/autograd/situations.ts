// More of the situations of behaviors.test.ts: what is written in place, hooked, or given a derivative by
// hand.

import * as lib from "../../index";
import { ones, tensor } from "../../index";

/** What is printed in the course of a situation, each value on a line of its own. */
export type Print = (...values: unknown[]) => void;

/** The vector with which most situations begin. */
export const vector = (): lib.Tensor => tensor([1, 2, 3], { requiresGrad: true });
export const wants = { requiresGrad: true };
export const int: lib.TensorOptions = { dtype: "int32" };
export const double: lib.TensorOptions = { dtype: "float64" };

/** The same once more, for what is written in place, hooked or made by hand. */
export const furtherSituations: Record<string, (print: Print) => void> = {
  requires_grad_int_: () => tensor([1, 2], int).requiresGrad_(),
  zero_grad_in_place: (print) => {
    const x = vector();
    x.sum().backward();
    x.grad!.zero_();
    print(x.grad);
    x.pow(2).sum().backward();
    print(x.grad);
  },
  optimizer_zero_grad: (print) => {
    const x = vector();
    const optimizer = new lib.SGD([x], { lr: 0.1 });
    x.sum().backward();
    optimizer.zeroGrad({ setToNone: false });
    print(x.grad);
    optimizer.zeroGrad();
    print(x.grad);
  },
  inplace_index_on_leaf: () => vector().setIndex(0, 5),
  inplace_exp_output: () => {
    const y = vector().exp();
    y.add_(1);
    y.sum().backward();
  },
  inplace_relu_: (print) => {
    const x = vector();
    const y = x.mul(2);
    y.relu_();
    y.sum().backward();
    print(x.grad);
  },
  inplace_dtype: () => tensor([1, 2], int).add_(0.5),
  data_edit_silent_wrong_gradient: (print) => {
    const x = vector();
    const y = x.pow(2).sum();
    (x.data as number[])[0] = 100;
    y.backward();
    print(x.grad);
  },
  detach_edit_detected: () => {
    const x = vector();
    const y = x.pow(2).sum();
    x.detach().setIndex(0, 100);
    y.backward();
  },
  version_counter: (print) => {
    const y = vector().mul(1);
    print(String(y.version));
    y.add_(1);
    y.mul_(2);
    print(String(y.version));
  },
  hook_changes_gradient: (print) => {
    const x = vector();
    x.registerHook((g) => g.mul(2));
    x.sum().backward();
    print(x.grad);
  },
  custom_function: (print) => {
    const square = lib.defineFunction({
      name: "Sq",
      forward: (ctx, x: lib.Tensor) => (ctx.saveForBackward(x), x.pow(2)),
      backward: (ctx, g) => g.mul(2).mul(ctx.savedTensors[0]),
    });
    const x = tensor([1, 2], wants);
    const y = square(x);
    print(y);
    y.sum().backward();
    print(x.grad);
  },
  custom_function_wrong_count: () => {
    const bad = lib.defineFunction({
      name: "Bad",
      forward: (_, a: lib.Tensor, b: lib.Tensor) => a.mul(b),
      backward: (_, g) => g,
    });
    const x = tensor([1, 2], wants);
    bad(x, x).sum().backward();
  },
  gradcheck_wrong: () => {
    const bad = lib.defineFunction({
      forward: (ctx, x: lib.Tensor) => (ctx.saveForBackward(x), x.pow(2)),
      backward: (ctx, g) => g.mul(3).mul(ctx.savedTensors[0]),
    });
    lib.gradcheck(bad, tensor([1, 2], { ...double, ...wants }));
  },
  forward_mode_dual: (print) => {
    const [primal, tangent] = lib.jvp((x) => x.pow(3), tensor(2), tensor(1));
    print(`UnpackedDualTensor(primal=${String(primal)}, tangent=${String(tangent)})`);
  },
  torch_gradient: (print) => {
    print(`(${String(lib.gradient(tensor([1, 4, 9, 16]))[0])},)`);
    print(`(${String(lib.gradient(tensor([1, 4, 9]), { spacing: 0.5 })[0])},)`);
  },
  equal_allclose: (print) =>
    print(lib.equal(tensor([1, 2]), tensor([1, 2])), lib.allclose(tensor([1]), tensor([1.000001]))),
  int_floor_div_zero: () => lib.floorDivide(tensor([1], int), tensor([0], int)),
  copy_of_requires_grad_warns: (print) => print(tensor(vector())),
  memory_format_strides: (print) => {
    const x = ones(2, 3);
    const show = (list: readonly number[]): string => `(${list.join(", ")})`;
    print(show(x.strides), show(x.t().strides), x.t().isContiguous());
  },
  shape_repr: (print) => {
    const { shape, ndim } = ones(2, 3);
    const size = `torch.Size([${shape.join(", ")}])`;
    print(
      size,
      size,
      String(shape[0]),
      String(ndim),
      String(ndim),
      String(ones(2, 3).numel()),
      String(shape[0]),
    );
  },
  graph_walk: (print) => {
    const x = tensor(1, wants);
    const y = x.mul(tensor(3)).sin().add(x);
    const show = (node: lib.GraphNode | null): string =>
      node === null ? "None" : `<${node.name} object at 0x…>`;
    print(show(y.gradFn));
    print(`(${y.gradFn!.nextFunctions.map((node) => `(${show(node)}, 0)`).join(", ")})`);
  },
  grad_fn_names: (print) => {
    const x = tensor([1, 2], wants);
    const [column, row] = [x.reshape([2, 1]), x.reshape([1, 2])];
    const results = [
      [
        x.add(1),
        x.sub(x),
        x.mul(2),
        x.div(2),
        x.neg(),
        x.pow(2),
        x.pow(x),
        lib.pow(2, x),
        x.exp(),
        x.log(),
        x.sin(),
      ],
      [x.tanh(), x.sigmoid(), x.relu(), x.abs(), x.sqrt(), x.sum(), x.mean(), x.prod(), x.max(), x.norm()],
      [x.dot(x), column, row.permute([1, 0]), x.index(0), x.index("0:1"), x.index(x.gt(0)), lib.cat([x, x])],
      [lib.stack([x, x]), x.softmax(0), x.logSoftmax(0), lib.where(x.gt(0), x, x.neg()), x.maximum(x)],
      [
        x.clamp(0, 1),
        x.clone(),
        column.matmul(row),
        x.cumsum(0),
        x.variance(),
        x.logsumexp(0),
        x.expand([2, 2]),
      ],
      [x.unsqueeze(0), x.unsqueeze(0).squeeze(0), x.flip(0)],
    ];
    results.flat().forEach((y) => print(y.gradFn!.name));
  },
};
