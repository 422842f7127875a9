// Which levels of a logarithm a grid is fine enough to show: a narrow valley that falls between the points
// looks like a row of islands.

/** Heights on a grid, and on one with several more points between each two. */
export interface Grids {
  coarse: readonly (readonly number[])[];
  fine: readonly (readonly number[])[];
}

/**
 * The lowest of the levels, in rising order, from which on what lies below has as many parts on the finer
 * grid as on the coarse one.
 */
export function lowestResolved(levels: readonly number[], { coarse, fine }: Grids): number {
  const last = levels.findLastIndex((level) => partsBelow(coarse, level) !== partsBelow(fine, level));
  return levels[Math.min(last + 1, levels.length - 1)];
}

/** How many connected parts the points below a level have; points that touch at a corner only are apart. */
export function partsBelow(z: readonly (readonly number[])[], level: number): number {
  const seen = z.map((row) => row.map((v) => !(v < level)));
  let parts = 0;
  for (let i = 0; i < z.length; i++) {
    for (let j = 0; j < z[i].length; j++) {
      if (seen[i][j]) continue;
      parts++;
      visit(seen, i, j);
    }
  }
  return parts;
}

function visit(seen: boolean[][], i: number, j: number): void {
  const waiting: [number, number][] = [[i, j]];
  seen[i][j] = true;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const [row, column] = place;
    for (const [r, c] of [
      [row - 1, column],
      [row + 1, column],
      [row, column - 1],
      [row, column + 1],
    ]) {
      if (seen[r]?.[c] !== false) continue;
      seen[r][c] = true;
      waiting.push([r, c]);
    }
  }
}
