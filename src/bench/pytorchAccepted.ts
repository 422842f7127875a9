// The differences from PyTorch that are accepted, each with its reason and a program that shows it.

import type { Arg } from "../testing/reference/chooser";
import type { Leaf } from "../testing/reference/program";
import type { OperationName } from "../testing/reference/table";
import type { Accepted } from "./pytorchAccepting";
import { acceptedSpecial } from "./pytorchAcceptedSpecial";
import { a, b, call, leaf, program } from "./pytorchPrograms";

const single = { dtype: "float32" } as const;
const gelus = [1.75, 1.25, -2.25, 1, 3, -3, 0.75, -0.875, -0.5, 0, -2, 0.3125, 0.125, -1.5, 4, 2, 1.75, 1.25];

/** Operations whose result is a view in PyTorch, with operands that show it. */
const viewsOfNothing: readonly (readonly [OperationName, readonly Leaf[], readonly Arg[]])[] = [
  ["cov", [leaf(1, [4, 2, 1.75], { shape: [1, 3] })], [b, 0]],
  [
    "linear",
    [leaf(1, [1.25, 2]), leaf(2, [0.5, 1, -2, 3], { shape: [2, 2] }), leaf(5, [1, 2])],
    [b, { $: 2 }, { $: 5 }],
  ],
];

export const accepted: readonly Accepted[] = [
  {
    kind: /^not refused backward$/,
    text: /derivative for aten::floor_divide is not implemented/,
    reason:
      "PyTorch records the quotient and refuses its gradient; here it is constant, as every rounding is between its steps",
    program: program([leaf(0, [3, 0.75], { grad: true })], call("floorDivide", [a, a], 1), { backward: 1 }),
  },
  {
    kind: /^not refused backward$/,
    text: /derivative for aten::heaviside is not implemented/,
    reason:
      "PyTorch records the step and refuses its gradient; here it is constant, as every step is beside where it jumps",
    program: program([leaf(0, [3, 0.75], { grad: true })], call("heaviside", [a, a], 1), { backward: 1 }),
  },
  {
    kind: /^not refused backward$/,
    text: /modified by an inplace operation/,
    editedFrom: "floorDivide",
    reason: "what is done with the quotient, which is constant here, is recorded in PyTorch",
    program: program(
      [leaf(0, [3, 0.75], { grad: true })],
      call("floorDivide", [a, a], 1),
      call("tanh", [b], 2),
      call("mul_", [{ $: 2 }, 2], 3),
      { backward: 2 },
    ),
  },
  {
    kind: /^not refused backward$/,
    text: /modified by an inplace operation/,
    editedFrom: "heaviside",
    reason: "what is done with the step, which is constant here, is recorded in PyTorch",
    program: program(
      [leaf(0, [3, 0.75], { grad: true })],
      call("heaviside", [a, a], 1),
      call("tanh", [b], 2),
      call("mul_", [{ $: 2 }, 2], 3),
      { backward: 2 },
    ),
  },
  {
    kind: /^value polygamma$/,
    within: 1e-8,
    reason: "PyTorch's series for polygamma ends after 9 digits",
    program: program([leaf(0, [0.3125, 1.25])], call("polygamma", [1, a], 1)),
  },
  {
    kind: /^value gelu$/,
    within: 1e-6,
    reason: "PyTorch computes erf in float32; here it is computed in float64 and rounded once",
    program: program([leaf(0, gelus, single)], call("gelu", [a], 1)),
  },
  {
    kind: /^value layerNorm$/,
    text: /PyTorch \[.*nan/,
    reason: "PyTorch squares 1e30 in float32, which is infinite; here sums are taken in float64",
    program: program([leaf(0, [1e30, 0.75, -0.875], single)], call("layerNorm", [a, [3]], 1)),
  },
  {
    kind: /^value trapezoid$/,
    text: /PyTorch \[.*nan/,
    reason: "PyTorch subtracts the ends from the sum, and infinity from itself; here each strip is added",
    program: program([leaf(0, [Infinity, -1.5, 4])], call("trapezoid", [a, 0.5, 0], 1)),
  },
  {
    kind: /^not refused backward$/,
    text: /output with shape \[.*\] doesn't match the broadcast shape/,
    uses: "clamp",
    reason:
      "PyTorch's gradient of clamp is written over a mask that has the shape of a bound, which a wider bound does not fit",
    program: program(
      [leaf(0, [1.25], { shape: [], grad: true }), leaf(1, [2, 0.5])],
      call("clamp", [a, a, b], 2),
    ),
  },
  {
    kind: /^gradient /,
    text: /here \[[^\]]*NaN/,
    uses: "logcumsumexp",
    reason: "a NaN from above counts as 0 in PyTorch's gradient of logcumsumexp; here it stays NaN",
    program: program(
      [leaf(0, [-0.5], { grad: true })],
      call("logcumsumexp", [a, 0], 1),
      call("variance", [b], 2),
      { backward: 2 },
    ),
  },
  {
    kind: /^value heaviside$/,
    text: /here \[.*NaN.*PyTorch \[(?!.*nan)/,
    reason: "PyTorch's step is 0 at NaN; here NaN stays, as in NumPy",
    program: program([leaf(0, [NaN, 1.25]), leaf(1, [3])], call("heaviside", [a, b], 2)),
  },
  {
    kind: /^not refused kron$/,
    text: /^PyTorch: view size is not compatible with input tensor's size and stride/,
    reason: "PyTorch's kron takes a view of its operands, which it cannot of an expanded one; here it copies",
    program: program(
      [leaf(0, [-2, 0.5], { shape: [1, 2] }), leaf(1, [3, 1], { shape: [1, 2] })],
      call("expand", [a, [2, 2]], 2),
      call("atan", [{ $: 2 }], 3),
      call("transpose", [{ $: 3 }, 0, 1], 4),
      call("kron", [{ $: 4 }, b], 5),
    ),
  },
  {
    kind: /^not refused backward$/,
    text: /modified by an inplace operation|its base or another view of its base has been modified inplace/,
    editedFrozen: true,
    reason:
      "PyTorch records what is done with a view that was made in noGrad, though its gradient leads nowhere; here it is a constant",
    program: program(
      [leaf(0, [1.25, -2.25], { grad: true })],
      { ...call("permute", [a, [0]], 1), frozen: true },
      call("tan", [b], 2),
      call("neg_", [{ $: 2 }], 3),
      { backward: 3 },
    ),
  },
  {
    kind: /^not refused backward$/,
    text: /modified by an inplace operation/,
    editedFrom: "slogdet",
    reason: "the sign of a determinant is a constant here; in PyTorch it has a history, whose gradient is 0",
    program: program(
      [leaf(0, [1.25, -2.25, 1, 3], { shape: [2, 2], grad: true })],
      call("slogdet", [a], 1, 2),
      call("sqrt", [b], 3),
      call("relu_", [{ $: 3 }], 4),
      { backward: 4 },
    ),
  },
  ...viewsOfNothing.map(([op, leaves, args]): Accepted => ({
    kind: /^not refused (\w+_|setIndex)$/,
    text: /A view was created in no_grad mode and is being modified inplace/,
    editedFrom: op,
    reason: "the result is a view in PyTorch, of memory that nobody else has; here it is a tensor of its own",
    program: program(
      [leaf(0, [1.25], { shape: [], grad: true }), ...leaves],
      { ...call(op, args, 3), frozen: true },
      call("copy_", [{ $: 3 }, a], 4),
    ),
  })),
  {
    kind: /^gradient /,
    uses: ["logaddexp2", "hardtanh"],
    reason: "the logarithm of 2^-0.5 + 2^-0.5 is 0.5, where hardtanh ends; PyTorch's is 1e-16 less",
    program: program(
      [leaf(0, [-0.5], { grad: true })],
      call("logaddexp2", [a, a], 1),
      call("hardtanh", [b, -2, 0.5], 2),
      { backward: 2 },
    ),
  },
  {
    kind: /^value /,
    editedByItself: true,
    reason:
      "PyTorch reads numbers that it has already written where an operand lies among them with gaps; here they are read before",
    program: program(
      [leaf(0, [2, 3, 5, 7], { shape: [2, 2] })],
      call("exp", [a], 1),
      call("diagonal", [b, 0, -1, 0], 2),
      call("mul_", [b, { $: 2 }], 3),
    ),
  },
  {
    kind: /^value to$/,
    text: /PyTorch \[.*-2147483648/,
    reason:
      "a NaN or infinity has no whole number: what PyTorch gives depends on the processor; here it is 0, as in JavaScript",
    program: program([leaf(0, [NaN, 1])], call("to", [a, "int32"], 1)),
  },
  {
    kind: /^value mode$/,
    text: /PyTorch \[.*nan/,
    reason: "PyTorch sorts by a comparison that NaN is not fit for, so that its place in the row decides",
    program: program([leaf(0, [NaN, 0.125, 2])], call("mode", [a], 1, 2)),
  },
  {
    kind: /^not refused \w+$/,
    text: /^PyTorch: a leaf Variable that requires grad is being used in an in-place operation/,
    reason:
      "PyTorch takes a view for a leaf where its base, a constant, was given a history by an edit; here the edit of the view is recorded",
    program: program(
      [leaf(0, [1.25, -2.25]), leaf(1, [2], { grad: true })],
      call("permute", [a, [0]], 2),
      call("add_", [a, b], 3),
      call("mul_", [{ $: 2 }, 2], 4),
    ),
  },
  {
    kind: /^refused backward$/,
    text: /modified by an inplace operation: \[torch\.(Double|Float)Tensor/,
    editedOperand: "kron",
    reason:
      "PyTorch does not notice that an operand of kron was edited, and gives the gradient of the edited one; here it is refused",
    program: program(
      [leaf(0, [1.25, 2], { grad: true })],
      call("clone", [a], 1),
      call("kron", [a, b], 2),
      call("sub_", [b, 1], 3),
    ),
  },
  {
    kind: /^refused backward$/,
    text: /modified by an inplace operation: \[torch\.IntTensor/,
    reason:
      "classes are int32 here; PyTorch takes int64 only, so it is given a converted copy, which no edit reaches",
    program: program(
      [leaf(0, [0.75, 1.25], { grad: true }), leaf(1, [1], { shape: [], dtype: "int32" })],
      call("nllLoss", [a, b, "sum"], 2),
      call("add_", [b, b], 3),
    ),
  },
  {
    kind: /^not refused \w+_$/,
    text: /some elements of the input tensor and the written-to tensor refer to a single memory location/,
    reason:
      "PyTorch compares the steps of dimensions of length 1 too; the very same elements in the same order do no harm",
    program: program([leaf(0, [2])], call("reshape", [a, [1, 1]], 1), call("copy_", [b, a], 2)),
  },
  ...acceptedSpecial,
];
