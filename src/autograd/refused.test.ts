// Arguments for which there is no answer, and the smallest ones for which there is: as torch 2.13.0.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { tensor, type Tensor, variable } from "../index";

const double = (data: lib.NestedData): Tensor => tensor(data, { dtype: "float64" });
const single = (data: lib.NestedData): Tensor => tensor(data);
const int = (data: lib.NestedData): Tensor => tensor(data, { dtype: "int32" });
const three = double([1, 2, 3]);

const refused: Record<string, [sentence: string, run: () => unknown]> = {
  "narrow backwards": ["narrow(): length must be non-negative.", () => three.narrow(0, 0, -1)],
  "narrow from beyond the end": ["start out of range (expected to be in range of [-3, 3], but got 4)", () => three.narrow(0, 4, 0)],
  "narrow too far": ["start (2) + length (2) exceeds dimension size (3).", () => three.narrow(0, -1, 2)],
  "a length below -1": ["invalid shape dimension -2 at index 0 of shape [-2, 2]", () => double([1, 2, 3, 4]).reshape(-2, 2)],
  "a length of -1 to make": ["Trying to create tensor with negative dimension -1: [2, -1]", () => lib.ones([2, -1])],
  "an eye of -1": ["m must be greater or equal to 0, got -1", () => lib.eye(2, -1)],
  "an index beyond": ["index out of range in self", () => three.indexSelect(0, [3])],
  "an index from the end": ["index out of range in self", () => three.indexSelect(0, [-1])],
  "a table of indices": ["index_select(): Index is supposed to be a vector", () => three.indexSelect(0, int([[0]]))],
  "a mask of indices": ["index_select(): Expected dtype int32 or int64 for index", () => three.indexSelect(0, tensor([true, false, true]))],
  "two entries of a number": ["index_select(): Index to scalar can have only 1 value, got 2 value(s)", () => double(3).indexSelect(0, [0, 0])],
  "a mask of numbers": ["masked_select: expected BoolTensor for mask", () => three.maskedSelect(int([1, 0, 1]))],
  "filling by numbers": ["masked_fill_ only supports boolean masks, but got mask with dtype int", () => three.maskedFill(int([1, 0, 1]), 0)],
  "more indices than a source": [
    "Expected index [2] to be no larger than self [3] apart from dimension 0 and to be no larger size than src [1]",
    () => three.scatter(0, int([0, 1]), double([1])),
  ],
  "a source of another dtype": ["scatter(): Expected self.dtype to be equal to src.dtype", () => three.scatter(0, int([0]), single([1]))],
  "differences -1 times": ["order must be non-negative but got -1", () => three.diff(-1)],
  "a half of three": ["Halving dimension must be even, but dimension 0 is size 3", () => lib.glu(three)],
  "sizes that do not multiply up": [
    "unflatten: Provided sizes [-1, 3] don't multiply up to the size of dim 0 (4) in the input tensor",
    () => double([1, 2, 3, 4]).unflatten(0, [-1, 3]),
  ],
  "a part of -1": ["split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[2, -1, 2]", () => three.split([2, -1, 2])],
  "a padding that takes away more than there is": ["narrow(): length must be non-negative.", () => lib.pad(three, [-4, 5])],
  "repeats of -1": ["Repeats must be non-negative", () => three.repeatInterleave(-1)],
  "a least that is more than the most": ["min_val cannot be greater than max_val", () => lib.hardtanh(three, 2, 1)],
  "an exponential of no width": ["ZeroDivisionError: alpha cannot be 0 for CELU", () => lib.celu(three, 0)],
  "a grid of nothing": ["meshgrid expects a non-empty TensorList", () => lib.meshgrid([])],
  "more dimensions than there are": ["tensordot expects dims < ndim_a or ndim_b, but got dims=3", () => lib.tensordot(three, three, 3)],
  "two dtypes between which to move": ["expected dtype double for `end` but got dtype float", () => lib.lerp(three, single([1, 2, 3]), 0.5)],
  "half of the way between integers": ["\"lerp_kernel_scalar\" not implemented for 'Int'", () => lib.lerp(int([1]), int([2]), 0.5)],
  "a parabola of no width": ["huber_loss does not support non-positive values for delta.", () => lib.huberLoss(three, three, "mean", 0)],
  "a parabola of negative width": ["smooth_l1_loss does not support negative values for beta.", () => lib.smoothL1Loss(three, three, "mean", -1)],
  "an image of other classes": ["Expected target size [1, 2], got [2]", () => lib.nllLoss(double([[[1, 2], [3, 4]]]), int([0, 1]))],
  "the edit of one of several views of a leaf": [
    "Output 0 of Unbind is a view and is being modified inplace. This view is the output of a function that returns multiple views. " +
      "Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.",
    () => variable([1, 2]).unbind()[0].add_(1),
  ],
}; // prettier-ignore

describe("refused, in PyTorch's words", () => {
  for (const [name, [sentence, run]] of Object.entries(refused))
    it(name, () =>
      assert.throws(run, (error: Error) => {
        assert.equal(error.message.split("\n")[0], sentence);
        return true;
      }),
    );

  it("the edited operand of an operation is named by the edit", () => {
    const y = variable([1, 2]).mul(1);
    const z = y.square();
    y.add_(1);
    assert.throws(() => z.sum().backward(), /which is output 0 of Add, is at version 1; expected version 0/);
  });
});

describe("what is no number is refused by name, not in JavaScript's words", () => {
  const calls: Record<string, (wrong: never) => unknown> = {
    select: (wrong) => three.select(0, wrong),
    roll: (wrong) => three.roll(wrong),
    chunk: (wrong) => three.chunk(wrong),
    tril: (wrong) => lib.tril(lib.eye(2), wrong),
    triu: (wrong) => lib.triu(lib.eye(2), wrong),
    cov: (wrong) => lib.cov(three, wrong),
    logit: (wrong) => lib.logit(three, wrong),
    hardtanh: (wrong) => lib.hardtanh(three, wrong),
    softshrink: (wrong) => lib.softshrink(three, wrong),
    hardshrink: (wrong) => lib.hardshrink(three, wrong),
    celu: (wrong) => lib.celu(three, wrong),
    lerp: (wrong) => lib.lerp(three, three, wrong),
    huberLoss: (wrong) => lib.huberLoss(three, three, "mean", wrong),
    smoothL1Loss: (wrong) => lib.smoothL1Loss(three, three, "mean", wrong),
    full: (wrong) => lib.full([2], wrong),
    fill_: (wrong) => double([1]).fill_(wrong),
  };
  for (const [name, call] of Object.entries(calls))
    it(name, () => {
      for (const wrong of [null, "2", 3n, Symbol("2"), {}])
        assert.throws(() => call(wrong as never), new RegExp(`${name}: .* must be a (whole )?number`));
    });
});

describe("a single number counts as a row of one", () => {
  const three = double(3);
  const answers: Record<string, [wanted: unknown, run: () => Tensor]> = {
    gather: [3, () => three.gather(0, int(0))],
    "gather twice": [[3, 3], () => three.gather(0, int([0, 0]))],
    "gather one of a row": [4, () => double([3, 4]).gather(0, int(1))],
    indexSelect: [3, () => three.indexSelect(0, [0])],
    "indexSelect by a number": [[4], () => double([3, 4]).indexSelect(0, int(1))],
    scatter: [5, () => three.scatter(0, int([0]), double([5]))],
    scatterAdd: [8, () => three.scatterAdd(0, int(0), double(5))],
  };
  for (const [name, [wanted, run]] of Object.entries(answers))
    it(name, () => assert.deepEqual(run().tolist(), wanted));

  it("and has a gradient", () => {
    const x = variable(3);
    x.gather(0, int([0, 0])).mul(double([1, 10])).sum().add(x.indexSelect(0, [0])).backward(); // prettier-ignore
    assert.equal(x.grad!.item(), 12);
  });
});

it("a part from the end, and parts of nothing", () => {
  assert.deepEqual(three.narrow(0, -1, 1).tolist(), [3]);
  assert.deepEqual(
    lib.zeros([0]).split(0).map((part) => part.shape),
    [[0]],
  ); // prettier-ignore
});

describe("class -100 does not count", () => {
  const x = (): Tensor => variable([[-1, -2], [-3, -4]]); // prettier-ignore
  it("in the mean, the sum, the single losses and the gradient", () => {
    const classes = int([-100, 1]);
    const losses = (["mean", "sum"] as const).map((kind) => lib.nllLoss(x(), classes, kind).item());
    assert.deepEqual(losses, [4, 4]);
    assert.deepEqual(lib.nllLoss(x(), classes, "none").tolist(), [0, 4]);
    const input = x();
    lib.nllLoss(input, classes).backward();
    assert.deepEqual([...input.grad!.toFlatArray()], [0, 0, 0, -1]);
  });
  it("where no other is left the mean is NaN", () => {
    assert.equal(lib.nllLoss(x(), int([-100, -100])).item(), NaN);
  });
});

it("a class for each place of an image, along dimension 1", () => {
  const image = variable([[[1, 2], [3, 4]]]); // prettier-ignore
  const loss = lib.crossEntropy(image, int([[1, 0]]));
  assert.equal(loss.item().toFixed(12), "1.126928011043");
  assert.equal(loss.gradFn!.name, "NllLoss2DBackward0");
  assert.deepEqual(lib.crossEntropy(image, int([[1, 0]]), "none").shape, [1, 2]);
});
