// Einstein's summation: products of tensors, said by letters.

import { refuse } from "../../tensor/refuse";
import { range, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { ellipsisDim, parseEquation } from "./equation";
import { run1 } from "../record";
import { rules } from "../rules";
import { matmul } from "./product";
import { sum } from "./reduction";
import { permute, reshape, unsqueeze } from "./shape";

/** A tensor whose dimensions have names. */
interface Named {
  tensor: Tensor;
  letters: string;
}

/**
 * The sum over products that an equation describes: letters name dimensions, equal letters run together, and
 * letters that the result does not name are summed over. An ellipsis stands for all dimensions without a
 * letter, which broadcast. Without `->` the result names those, then the letters that occur once, in
 * alphabetical order.
 *
 * @param equation letters for the dimensions of each tensor, and those of the result
 * @param tensors one for each list of letters
 * @example
 * ```ts
 * const a = tensor([[1, 2], [3, 4]]);
 * einsum("ij,jk->ik", a, a)
 * // => tensor([[ 7., 10.],
 * //         [15., 22.]])
 * einsum("ii", a)
 * // => tensor(5.)
 * ```
 */
export function einsum(equation: string, ...tensors: Tensor[]): Tensor {
  const { inputs, output } = parseEquation(equation, tensors);
  const operands = matched(inputs.map((letters, i) => onDiagonals({ tensor: tensors[i], letters }, i)));
  const product = operands.reduce((left, right, i) => {
    const later = operands.slice(i + 1).map(({ letters }) => letters);
    return contract(left, right, output + later.join(""));
  });
  const order = [...output].map((letter) => product.letters.indexOf(letter));
  const gone = range(product.letters.length).filter((dim) => !order.includes(dim));
  const ordered = permute(product.tensor, [...order, ...gone]);
  if (tensors.length > 1 && gone.length === 0 && order.every((from, to) => from === to))
    return product.tensor;
  return gone.length === 0
    ? ordered
    : sum(
        ordered,
        range(gone.length).map((i) => order.length + i),
      );
}

/**
 * Operands without the dimensions of length 1 that are repeated to the length of another operand's: a product
 * does that by itself.
 */
function matched(operands: readonly Named[]): Named[] {
  const lengths = new Map<string, number>();
  operands.forEach(({ tensor, letters }, i) => {
    [...letters].forEach((letter, dim) => {
      const [length, before = 1] = [tensor.shape[dim], lengths.get(letter)];
      if (length !== before && length !== 1 && before !== 1)
        throw doNotMatch(letter, i, length, before, operands);
      lengths.set(letter, length === 1 ? before : length);
    });
  });
  return operands.map(({ tensor, letters }) => {
    const kept = [...letters].filter((letter, dim) => tensor.shape[dim] === lengths.get(letter));
    const shape = kept.map((letter) => tensor.shape[letters.indexOf(letter)]);
    return kept.length === letters.length
      ? { tensor, letters }
      : { tensor: reshape(tensor, shape), letters: kept.join("") };
  });
}

function doNotMatch(
  letter: string,
  operand: number,
  length: number,
  before: number,
  operands: readonly Named[],
): RangeError {
  const all = operands.map(({ letters }) => letters).join("");
  const dim = ellipsisDim(letter, all);
  return refuse(
    dim < 0
      ? `einsum(): subscript ${letter} has size ${length} for operand ${operand} which does not broadcast with previously seen size ${before}`
      : `einsum(): dimension ${dim} covered by ellipsis in operand ${operand}has size ${length} which does not broadcast with ` +
          `previously seen ellipsis with size ${before} for the respective dimension`,
    "Equal letters stand for dimensions of equal length, or of length 1.",
  );
}

/** A letter that occurs twice in one operand stands for its diagonal. */
function onDiagonals({ tensor, letters }: Named, i: number): Named {
  const second = [...letters].findIndex((letter, dim) => letters.indexOf(letter) !== dim);
  if (second < 0) return { tensor, letters };
  const letter = letters[second];
  const first = letters.indexOf(letter);
  const [length, other] = [tensor.shape[first], tensor.shape[second]];
  if (other !== length) throw noDiagonal(letter, i, other, length);
  const rest = [...letters].filter((_, dim) => dim !== first && dim !== second).join("");
  const diagonal = run1(rules.diagonal, tensor, { offset: 0, dim1: first, dim2: second });
  return onDiagonals({ tensor: diagonal, letters: rest + letter }, i);
}

function noDiagonal(letter: string, operand: number, length: number, first: number): RangeError {
  return refuse(
    `einsum(): subscript ${letter} is repeated for operand ${operand} but the sizes don't match, ${length} != ${first}`,
    "A letter that occurs twice stands for a diagonal, which only a square has.",
  );
}

/**
 * The product of two operands, summed over the letters that nothing later needs, as a product of matrices.
 */
function contract(a: Named, b: Named, needed: string): Named {
  const shared = [...a.letters].filter((letter) => b.letters.includes(letter));
  const batch = shared.filter((letter) => needed.includes(letter)).join("");
  const inner = shared.filter((letter) => !needed.includes(letter)).join("");
  const [left, right] = [sumAway(a, needed + b.letters), sumAway(b, needed + a.letters)];
  const rows = without(left.letters, batch + inner);
  const columns = without(right.letters, batch + inner);
  const letters = batch + rows + columns;
  // Without a sum it is a product element by element.
  if (inner === "") return { tensor: beside(left, letters).mul(beside(right, letters)), letters };
  const product = matmul(grouped(left, [batch, rows, inner]), grouped(right, [batch, inner, columns]));
  return { tensor: reshape(product, lengthsOf(letters, [a, b])), letters };
}

const without = (letters: string, some: string): string =>
  [...letters].filter((letter) => !some.includes(letter)).join("");

/** The dimensions in this order, with a length of 1 for each letter that is missing. */
function beside({ tensor, letters }: Named, all: string): Tensor {
  const own = [...all].filter((letter) => letters.includes(letter));
  const ordered = permute(
    tensor,
    own.map((letter) => letters.indexOf(letter)),
  );
  return [...all].reduce((t, letter, dim) => (letters.includes(letter) ? t : unsqueeze(t, dim)), ordered);
}

/** The dimensions in this order, each group made one. */
function grouped(t: Named, groups: readonly string[]): Tensor {
  const ordered = permute(
    t.tensor,
    [...groups.join("")].map((letter) => t.letters.indexOf(letter)),
  );
  return reshape(
    ordered,
    groups.map((letters) => sizeOf(lengthsOf(letters, [t]))),
  );
}

function lengthsOf(letters: string, operands: readonly Named[]): number[] {
  return [...letters].map((letter) => {
    const { tensor, letters: names } = operands.find((t) => t.letters.includes(letter))!;
    return tensor.shape[names.indexOf(letter)];
  });
}

function sumAway(t: Named, needed: string): Named {
  const gone = range(t.letters.length).filter((dim) => !needed.includes(t.letters[dim]));
  if (gone.length === 0) return t;
  return {
    tensor: sum(t.tensor, gone),
    letters: [...t.letters].filter((_, dim) => !gone.includes(dim)).join(""),
  };
}
