// Summaries: which entries of a dimension are printed.

/**
 * The indices printed of a dimension of `length`; `null` stands for the dots between the first `edge` and the
 * last.
 */
export function edges(length: number, edge: number): (number | null)[] {
  if (length <= 2 * edge) return Array.from({ length }, (_, i) => i);
  const first = Array.from({ length: edge }, (_, i) => i);
  return [...first, null, ...first.map((i) => length - edge + i)];
}
