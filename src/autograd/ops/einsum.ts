// Einstein's summation: products of tensors, said by letters.

import { refuse } from "../../tensor/refuse";
import { range, showShape, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
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
 * result does not name are summed over. Without `->` the result names the letters that occur once, in alphabetical order.
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
  const { inputs, output } = parse(equation, tensors);
  const operands = inputs.map((letters, i) => onDiagonals({ tensor: tensors[i], letters }));
  checkLengths(operands);
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

function parse(equation: string, tensors: readonly Tensor[]): { inputs: string[]; output: string } {
  const [left, right] = String(equation).replace(/\s/g, "").split("->");
  const inputs = left.split(",");
  if (!/^[a-zA-Z,]*$/.test(left) || (right !== undefined && !/^[a-zA-Z]*$/.test(right))) {
    throw refuse(
      "einsum(): invalid subscript given in the equation string, subscripts must be in [a-zA-Z]",
      `The equation was "${equation}"; one like "ij,jk->ik" is wanted.`,
    );
  }
  if (inputs.length !== tensors.length) {
    throw refuse(
      `einsum(): ${inputs.length > tensors.length ? "more" : "fewer"} operands were provided than specified in the equation`,
      `The equation "${equation}" has ${inputs.length} operands, but ${tensors.length} tensors came.`,
    );
  }
  inputs.forEach((letters, i) => checkLetters(letters, tensors[i], i));
  const output = right ?? once(inputs.join(""));
  const unknown = [...output].find((letter) => !left.includes(letter));
  if (unknown !== undefined || new Set(output).size !== output.length) {
    throw refuse(
      `einsum(): output subscript ${unknown ?? output} does not appear in the equation for any input operand, or appears twice`,
      "The result names letters of the inputs, each once.",
    );
  }
  return { inputs, output };
}

function once(letters: string): string {
  return [...letters]
    .filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter))
    .sort()
    .join("");
}

function checkLetters(letters: string, tensor: Tensor, i: number): void {
  const { ndim } = checkTensor("einsum", `tensors[${i}]`, tensor);
  if (letters.length === ndim) return;
  throw refuse(
    `einsum(): the number of subscripts in the equation (${letters.length}) does not match the number of dimensions (${ndim}) ` +
      `for operand ${i} and no ellipsis was given`,
    `Its shape is ${showShape(tensor.shape)}; give a letter for each dimension.`,
  );
}

function checkLengths(operands: readonly Named[]): void {
  const lengths = new Map<string, number>();
  for (const { tensor, letters } of operands) {
    [...letters].forEach((letter, dim) => {
      const length = lengths.get(letter) ?? tensor.shape[dim];
      lengths.set(letter, length);
      if (length === tensor.shape[dim]) return;
      throw refuse(
        `einsum(): subscript ${letter} has size ${tensor.shape[dim]} for operand 1 which does not broadcast with previously seen size ${length}`,
        "Equal letters stand for dimensions of equal length.",
      );
    });
  }
}

/** A letter that occurs twice in one operand stands for its diagonal. */
function onDiagonals({ tensor, letters }: Named): Named {
  const distinct = [...new Set(letters)].join("");
  if (distinct === letters) return { tensor, letters };
  const shape = [...distinct].map((letter) => tensor.shape[letters.indexOf(letter)]);
  const places = [...letters].map((letter) => distinct.indexOf(letter));
  const diagonal = moved(tensor, shape, "DiagonalBackward0", (index) => places.map((place) => index[place]));
  return { tensor: diagonal, letters: distinct };
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
