// Numbers and matrices as the boxes and arrows of a graph show them.

import { signed } from "../minus";

/** Five significant digits. */
export function short(v: number): string {
  return signed(v, 5);
}

/** A number alone, a few in brackets; `undefined` for more than `most`. */
export function numbersText(numbers: readonly number[], most: number): string | undefined {
  if (numbers.length === 1) return short(numbers[0]);
  return numbers.length <= most ? `[${numbers.map(short).join(", ")}]` : undefined;
}

/** A local derivative: a number, a row, a column, a diagonal, else the size of the matrix. */
export function jacobianText(jacobian: readonly (readonly number[])[], most: number): string {
  const [rows, columns] = [jacobian.length, jacobian[0]?.length ?? 0];
  if (rows === 0) return "";
  if (rows === 1 || columns === 1) {
    const text = numbersText(jacobian.flat(), most);
    if (text !== undefined) return text;
  } else if (isDiagonal(jacobian) && rows <= most) {
    return `diag(${jacobian.map((row, i) => short(row[i])).join(", ")})`;
  }
  return `${rows}×${columns}`;
}

function isDiagonal(matrix: readonly (readonly number[])[]): boolean {
  return (
    matrix.length === matrix[0].length && matrix.every((row, i) => row.every((v, j) => i === j || v === 0))
  );
}

/** About how wide a text is in a font of this size, tags left out. */
export function widthOf(text: string, size: number): number {
  const letters = [...text.replace(/<[^<>]*>/g, "")];
  return letters.reduce((sum, letter) => sum + (/[il.,|'()[\] ]/.test(letter) ? 0.36 : 0.62), 0) * size;
}
