// What PyTorch does in 83 small situations: what it prints, and the exact text of its errors.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { grad, noGrad, ones, tensor, zeros } from "../index";
import { readOracle } from "../testing/autograd/recorded";
import type { Print } from "../testing/autograd/situations";
import { double, furtherSituations, int, vector, wants } from "../testing/autograd/situations";

interface Behavior {
  name: string;
  code: string;
  printed: string[];
  error: { type: string; text: string } | null;
}

const { behaviors } = readOracle<{ behaviors: Behavior[] }>("behaviors.json");

/** The situations here, under PyTorch's names. */
const situations: Record<string, (print: Print) => void> = {
  backward_no_requires_grad: () => tensor([1, 2]).sum().backward(),
  backward_twice_add_sum_ok: (print) => {
    const x = vector();
    const y = x.add(1).sum();
    y.backward();
    y.backward();
    print(x.grad);
  },
  backward_retain_graph_ok: (print) => {
    const x = vector();
    const y = x.pow(2).sum();
    y.backward(null, { retainGraph: true });
    y.backward();
    print(x.grad);
  },
  backward_wrong_grad_shape: () => vector().mul(2).backward(ones(2)),
  backward_with_gradient: (print) => {
    const x = vector();
    x.mul(2).backward(tensor([1, 10, 100]));
    print(x.grad);
  },
  grad_unused_input: () => {
    const x = vector();
    grad(x.sum(), [x, tensor([1], wants)]);
  },
  grad_input_no_requires_grad: () => {
    const c = tensor([1]);
    grad(vector().sum().mul(c).sum(), c);
  },
  second_without_create_graph: (print) => {
    const x = vector();
    const [g] = grad(x.pow(3).sum(), x);
    print(g.requiresGrad);
    grad(g.sum(), x);
  },
  second_with_create_graph: (print) => {
    const x = vector();
    const [g] = grad(x.pow(3).sum(), x, { createGraph: true });
    print(g.requiresGrad, g.gradFn !== null);
    print(`(${String(grad(g.sum(), x)[0])},)`);
  },
  grad_before_backward_is_None: (print) => print(vector().grad),
  grad_of_non_leaf_warns: (print) => {
    const y = vector().mul(2);
    y.sum().backward();
    print(y.grad);
  },
  requires_grad_of_result: (print) => {
    const x = vector();
    const c = ones(3);
    print(x.mul(c).requiresGrad, c.mul(c).requiresGrad, x.gt(1).requiresGrad);
  },
  requires_grad_int: () => tensor([1, 2], { ...int, ...wants }),
  grad_accumulates: (print) => {
    const x = vector();
    x.sum().backward();
    print(x.grad);
    x.sum().backward();
    print(x.grad);
  },
  assign_grad_wrong_shape: () => {
    vector().grad = ones(2);
  },
  no_grad_backward: () => {
    const x = vector();
    noGrad(() => x.mul(2).sum()).backward();
  },
  enable_grad_inside_no_grad: (print) => {
    const x = vector();
    print(noGrad(() => lib.enableGrad(() => x.mul(2))).requiresGrad);
  },
  item_of_one_element: (print) =>
    print(
      tensor([[3]])
        .item()
        .toFixed(1),
    ),
  clone_keeps_graph: (print) => print(vector().clone()),
  broadcast_error_4_3: () => ones(4).mul(ones(3)),
  matmul_error_mat_mat: () => ones(2, 3).matmul(ones(2, 3)),
  matmul_error_mat_vec: () => ones(2, 3).matmul(ones(2)),
  dot_error_size: () => ones(2).dot(ones(3)),
  matmul_dtype: () => ones(2, 2).matmul(ones(2, 2, double)),
  dot_dtype: () => ones(2).dot(ones(2, int)),
  reshape_two_minus_one: () => ones(6).reshape([-1, -1]),
  index_out_of_range: () => ones(3).index(3),
  too_many_indices: () => ones(3).index(0, 0),
  dim_out_of_range: () => ones(2, 3).sum(2),
  cat_error: () => lib.cat([ones(2, 3), ones(2, 2)]),
  ragged_depth: () => tensor([1, [2]]),
  string: () => tensor(["a"] as unknown as number[]),
  None: () => tensor(null as unknown as number),
  transpose_error: () => ones(3).transpose(0, 1),
  squeeze_non_1: (print) => print(`torch.Size([${ones(2, 3).squeeze(0).shape.join(", ")}])`),
  expand_error: () => ones(2).expand([3]),
  outer_2d: () => ones(2, 2).outer(ones(2)),
  int_pow_negative: () => tensor([2], int).pow(-1),
  add_list: () => ones(2).add([1, 2] as unknown as number),
  grad_dtype_follows_input: (print) => {
    const x = tensor([1], { ...double, ...wants });
    const y = x.to("float32").mul(2).sum();
    y.backward();
    print(`torch.${y.dtype}`, `torch.${x.grad!.dtype}`);
  },
  detach_blocks: (print) => {
    const x = vector();
    x.mul(x.detach()).sum().backward();
    print(x.grad);
  },
  backward_inputs_non_leaf: (print) => {
    const y = vector().mul(2);
    y.sum().backward(null, { inputs: [y] });
    print(y.grad);
  },
  backward_create_graph_warns: (print) => {
    const x = vector();
    x.pow(2).sum().backward(null, { createGraph: true });
    print(x.grad);
  },
  float_of_requires_grad_ok: (print) => {
    const x = tensor(2.5, wants);
    print([Number(x), x.item(), Math.trunc(Number(x))].join(" "));
  },
  if_scalar_ok: (print) => print(tensor(2, wants).gt(0).item() ? "pos" : "neg"),
  max_of_empty: () => tensor([]).max(),
  max_dim_of_empty: () => zeros(0, 3).max(0),
  var_one_element_warns: (print) => print(tensor([1]).variance()),
  T_of_1d_warns: (print) => print(`torch.Size([${ones(3).t().shape.join(", ")}])`),
  gradcheck_float32_warns: () => lib.gradcheck((x) => x.pow(3).sum(), tensor([1, 2], wants)),
  functional_jacobian: (print) =>
    String(lib.jacobian((x) => x.pow(2), [1, 2]))
      .split("\n")
      .forEach((line) => print(line)),
  functional_hessian_non_scalar: () => lib.hessian((x) => x.pow(3), [1, 2]),
  functional_vjp: (print) =>
    print(
      `(${lib
        .vjp((x) => x.pow(2), [1, 2], [1, 10])
        .map(String)
        .join(", ")})`,
    ),
  functional_vjp_no_v: () => lib.vjp((x) => x.pow(2), [1, 2]),
  gradcheck_ok: (print) =>
    print(lib.gradcheck((x) => x.pow(3).sum(), tensor([1, 2], { ...double, ...wants }))),
};

Object.assign(situations, furtherSituations);

/** What the file prints that has no counterpart here: addresses, and the norm under its second name. */
function printedHere(name: string, printed: readonly string[]): string[] {
  if (name === "grad_fn_names")
    return printed.filter(
      (line, i) => i === 0 || line !== "LinalgVectorNormBackward0" || printed[i - 1] !== line,
    );
  return printed.map((line) => line.replace(/0x[0-9a-f]+/g, "0x…"));
}

/**
 * Situations whose subject does not exist here, or not yet. The list is checked: one too many fails as one
 * too few does.
 */
const notHere: string[] = [
  // JavaScript asks no object whether it is true, and how long it is.
  "bool_of_empty",
  "bool_of_vector",
  "len_of_0d",
  // A number is a float32 here, also a whole one; there is no int64.
  "default_dtypes",
  "numpy_of_requires_grad",
];

function changed(what: string): string {
  return (
    `one of the variables needed for gradient computation has been modified by an inplace operation: ${what} is at ` +
    "version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute " +
    "its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."
  );
}

/** Sentences that a newer PyTorch (2.13) words differently; its words win. */
const newWords: Record<string, string> = {
  grad_unused_input:
    "The differentiated Tensor at index 1 appears to not have been used in the graph. " +
    "Set allow_unused=True if this is the desired behavior.",
  assign_grad_wrong_shape:
    "attempting to assign a gradient of size '[2]' to a tensor of size '[3]'. " +
    "Please ensure that the gradient and the tensor are the same size",
  matmul_error_mat_vec: "size mismatch, got input (2), mat (2x3), vec (2)",
  inplace_exp_output: changed("[torch.FloatTensor [3]], which is output 0 of Exp,"),
  detach_edit_detected: changed("[torch.FloatTensor [3]]"),
  matmul_dtype: "expected m1 and m2 to have the same dtype, but got: float != double",
};

/** Places where a sentence names what differs between the languages. */
const ownWords: Record<string, string> = {
  inplace_dtype: "result type Float can't be cast to the desired output type Int",
  add_list: "unsupported operand type(s) for add: 'Tensor' and 'list'",
  dot_dtype: "dot : expected both vectors to have same dtype, but found Float and Int",
};

/** Python's words for JavaScript's values. */
function pythonic(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return value instanceof lib.Tensor ? value.toString() : (value as string);
}

describe("behaviours agree with PyTorch", () => {
  it("every situation of the file is either played or listed as not here", () => {
    const missing = behaviors.map((b) => b.name).filter((name) => !(name in situations));
    assert.deepEqual([...missing].sort(), [...notHere].sort());
    assert.equal(behaviors.length, 83);
  });

  for (const { name, printed, error } of behaviors.filter((b) => b.name in situations)) {
    it(name, () => {
      const lines: string[] = [];
      const play = (): void => situations[name]((...values) => lines.push(values.map(pythonic).join(" ")));
      if (error === null) play();
      else
        assert.throws(play, (thrown: Error) =>
          checkSentence(thrown, ownWords[name] ?? newWords[name] ?? error.text),
        );
      assert.deepEqual(lines, printedHere(name, printed));
    });
  }
});

/** PyTorch's sentence first, word for word, then a line that says what to do here. */
function checkSentence(error: Error, sentence: string): true {
  const words = sentence.trimEnd();
  assert.equal(error.message.slice(0, words.length), words);
  assert.match(error.message.slice(words.length), /^\n[^\n]+\.$/, "no way out, or more than one line");
  return true;
}
