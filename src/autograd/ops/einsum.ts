// Einstein's summation: products of tensors, said by letters.

import { refuse } from "../../tensor/refuse";
import { range, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { ellipsisDim, parseEquation } from "./equation";
import { moved } from "./move";
import { matmul } from "./product";
import { sum } from "./reduction";
import { permute, reshape } from "./shape";

/** A tensor whose dimensions have names. */
interface Named {
  tensor: Tensor;
  letters: string;
}

/**
 * The sum over products that an equation describes: letters name dimensions, equal letters run together, and letters that the
 * result does not name are summed over. An ellipsis stands for all dimensions without a letter, which broadcast. Without `->`
 * the result names those, then the letters that occur once, in alphabetical order.
 *
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
  const kept = sumAway(product, output);
  return permute(
    kept.tensor,
    [...output].map((letter) => kept.letters.indexOf(letter)),
  );
}

/** Operands without the dimensions of length 1 that are repeated to the length of another operand's: a product does that by itself. */
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
  const distinct = [...new Set(letters)].join("");
  if (distinct === letters) return { tensor, letters };
  [...letters].forEach((letter, dim) => {
    const first = tensor.shape[letters.indexOf(letter)];
    if (tensor.shape[dim] !== first) throw noDiagonal(letter, i, tensor.shape[dim], first);
  });
  const shape = [...distinct].map((letter) => tensor.shape[letters.indexOf(letter)]);
  const places = [...letters].map((letter) => distinct.indexOf(letter));
  const diagonal = moved(tensor, shape, "DiagonalBackward0", (index) => places.map((place) => index[place]));
  return { tensor: diagonal, letters: distinct };
}

function noDiagonal(letter: string, operand: number, length: number, first: number): RangeError {
  return refuse(
    `einsum(): subscript ${letter} is repeated for operand ${operand} but the sizes don't match, ${length} != ${first}`,
    "A letter that occurs twice stands for a diagonal, which only a square has.",
  );
}

/** The product of two operands, summed over the letters that nothing later needs, as a product of matrices. */
function contract(a: Named, b: Named, needed: string): Named {
  const shared = [...a.letters].filter((letter) => b.letters.includes(letter));
  const batch = shared.filter((letter) => needed.includes(letter)).join("");
  const inner = shared.filter((letter) => !needed.includes(letter)).join("");
  const [left, right] = [sumAway(a, needed + b.letters), sumAway(b, needed + a.letters)];
  const rows = without(left.letters, batch + inner);
  const columns = without(right.letters, batch + inner);
  const product = matmul(grouped(left, [batch, rows, inner]), grouped(right, [batch, inner, columns]));
  const letters = batch + rows + columns;
  return { tensor: reshape(product, lengthsOf(letters, [a, b])), letters };
}

const without = (letters: string, some: string): string =>
  [...letters].filter((letter) => !some.includes(letter)).join("");

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
