// The name that was probably meant: the nearest of those that there are.

/** The nearest of `known` within a third of the name's length; undefined where nothing is near enough. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const most = Math.floor(name.length / 3);
  let best: { name: string; distance: number } | undefined;
  for (const other of known) {
    if (Math.abs(other.length - name.length) > most) continue;
    const distance = other.toLowerCase() === name.toLowerCase() ? 0.5 : editDistance(name, other);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { name: other, distance };
  }
  return best?.name;
}

/** Letters to put in, take out, change or swap with their neighbour (Damerau's distance). */
export function editDistance(a: string, b: string): number {
  let [before, last, next] = [
    [] as number[],
    Array.from({ length: b.length + 1 }, (_, j) => j),
    [] as number[],
  ];
  for (let i = 1; i <= a.length; i++) {
    next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
      next[j] = Math.min(change, swap, last[j] + 1, next[j - 1] + 1);
    }
    [before, last] = [last, next];
  }
  return last[b.length];
}
