// Point reduction of curves that have more points than a picture can show.

/** The most points of a figure, over all its curves; with six digits each, that is under 100 KB. */
export const mostPoints = 3600;

/** The fewest points that a curve keeps, however many curves there are. */
const fewestPoints = 16;

/** A curve as two lists of numbers of one length; NaN in either is a gap. */
export interface Points {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** How many points each of `curves` curves may keep. */
export function budget(curves: number): number {
  return Math.max(fewestPoints, Math.floor(mostPoints / curves));
}

/**
 * The curve with at most `most` points. It is cut into runs of equally many points, and each run keeps its
 * smallest and its largest x, its smallest and its largest y, and a gap where it has one, in their order:
 * what is drawn covers the same pixels as long as there are more runs than pixel columns (Jugel et al., M4,
 * VLDB 2014).
 */
export function reduced(points: Points, most: number): Points {
  const count = points.y.length;
  if (count <= most) return points;
  const runs = Math.max(1, Math.floor((most - 2) / 5));
  const kept = new Set<number>([0]);
  for (let run = 0; run < runs; run++) {
    const [from, to] = [Math.floor((run * count) / runs), Math.floor(((run + 1) * count) / runs)];
    for (const i of landmarks(points, from, to)) kept.add(i);
  }
  kept.add(count - 1);
  return { x: Array.from(kept, (i) => points.x[i]), y: Array.from(kept, (i) => points.y[i]) };
}

/** The indices that a run keeps, in order. */
function landmarks({ x, y }: Points, from: number, to: number): number[] {
  let [left, right, low, high, gap] = [-1, -1, -1, -1, -1];
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) {
      gap = i;
      continue;
    }
    if (left === -1) left = right = low = high = i;
    if (x[i] < x[left]) left = i;
    if (x[i] > x[right]) right = i;
    if (y[i] < y[low]) low = i;
    if (y[i] > y[high]) high = i;
  }
  const found = new Set([left, right, low, high, gap].filter((i) => i !== -1));
  return [...found].sort((a, b) => a - b);
}
