// Reading the equations of einsum, such as "ij,jk->ik" or "...i,...i->...".

import { wrongType } from "../../errors";
import { refuse } from "../../tensor/refuse";
import { range, showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";

/** The letters of each operand's dimensions, and of those of the result. */
export interface Equation {
  inputs: string[];
  output: string;
}

/**
 * The letters for the dimensions that an ellipsis stands for, counted from the last one: none that can be
 * typed by accident.
 */
const hidden = (count: number): string =>
  range(count)
    .map((i) => String.fromCharCode(0xe000 + count - 1 - i))
    .join("");

/**
 * Which dimension of the longest ellipsis among `letters` this one stands for; -1 for a letter that the user
 * wrote.
 */
export function ellipsisDim(letter: string, letters: string): number {
  const most = Math.max(...[...letters].map((one) => one.charCodeAt(0)));
  return letter < hidden(1) ? -1 : most - letter.charCodeAt(0);
}

/** Reads an equation for these tensors; each ellipsis becomes letters. */
export function parseEquation(equation: string, tensors: readonly Tensor[]): Equation {
  if (typeof equation !== "string") {
    throw wrongType({
      fn: "einsum",
      argument: "equation",
      got: equation,
      wanted: 'a text such as "ij,jk->ik"',
    });
  }
  checkCharacters(equation);
  const [left, right] = equation.replace(/\s/g, "").split("->");
  const texts = left.split(",");
  if (texts.length !== tensors.length) {
    throw refuse(
      `einsum(): ${texts.length > tensors.length ? "fewer" : "more"} operands were provided than specified in the equation`,
      `The equation "${equation}" has ${texts.length} operands, but ${tensors.length} tensors came.`,
    );
  }
  const covered = texts.map((text, i) => coveredDims(text, tensors[i], i));
  const inputs = texts.map((text, i) => text.replace("...", hidden(covered[i])));
  const all = hidden(Math.max(...covered));
  const output = right === undefined ? all + once(left) : right.replace("...", all);
  checkOutput(output, inputs.join(""));
  return { inputs, output };
}

function checkCharacters(equation: string): void {
  const wrong = equation.replace("->", ",,").search(/[^a-zA-Z,.\s]/);
  if (wrong < 0) return;
  throw refuse(
    `einsum(): invalid subscript given at index ${wrong} in the equation string, subscripts must be in [a-zA-Z]`,
    `The equation was "${equation}"; one like "ij,jk->ik" is wanted.`,
  );
}

/** How many dimensions the ellipsis of an operand stands for. */
function coveredDims(text: string, tensor: Tensor, i: number): number {
  const { ndim, shape } = checkTensor("einsum", `tensors[${i}]`, tensor);
  const letters = text.replace("...", "");
  if (letters.includes(".")) {
    const second = text.includes("...") && letters.includes("...");
    throw refuse(
      second
        ? `einsum(): found '.' for operand ${i} for which an ellipsis was already found`
        : `einsum(): found '.' for operand ${i} that is not part of any ellipsis`,
      "An ellipsis is three dots, once for each operand.",
    );
  }
  const open = ndim - letters.length;
  if (open === 0 || (open > 0 && letters !== text)) return open;
  const count = `the number of subscripts in the equation (${letters.length})`;
  throw refuse(
    letters === text
      ? `einsum(): ${count} does not match the number of dimensions (${ndim}) for operand ${i} and no ellipsis was given`
      : `einsum(): ${count} is more than the number of dimensions (${ndim}) for operand ${i}`,
    `Its shape is ${showShape(shape)}; give a letter for each dimension.`,
  );
}

/** The letters that occur once, in alphabetical order. */
function once(left: string): string {
  const letters = left.replace(/[^a-zA-Z]/g, "");
  return [...letters]
    .filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter))
    .sort()
    .join("");
}

function checkOutput(output: string, input: string): void {
  const wayOut = "The result names letters of the inputs, each once.";
  const twice = [...output].find((letter, i) => output.indexOf(letter) < i);
  if (twice !== undefined) {
    throw refuse(`einsum(): output subscript ${twice} appears more than once in the output`, wayOut);
  }
  const unknown = [...output].find((letter) => !input.includes(letter));
  if (unknown === undefined) return;
  throw refuse(
    `einsum(): output subscript ${unknown} does not appear in the equation for any input operand`,
    wayOut,
  );
}
