// Numbers as the axes write them: with a true minus sign, as long as a plus.

/** A number of so many significant digits. */
export function signed(v: number, digits: number): string {
  return String(Number(v.toPrecision(digits))).replaceAll("-", "−");
}

/** A text in which hyphens before numbers are minus signs: "slope -0.8", "(-1, 2)"; not "1e-8", "x-1". */
export function withMinus(text: string): string {
  return text.replace(/(^|[^\p{L}\p{N}_)\]"'₀-₉-])-(?=\.?\d)/gu, "$1−");
}
