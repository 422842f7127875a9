// The box around a path: around the points that it names, so that a curve may take a little less.

import type { Box } from "./box";

const counts: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/** The box around the points that a path's `d` names; undefined for an empty path. */
export function pathBox(d: string): Box | undefined {
  const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  let [x, y] = [0, 0];
  for (const [letter, numbers] of commandsOf(d)) [x, y] = stride(letter, numbers, [x, y], box);
  return box.left <= box.right ? box : undefined;
}

/**
 * The commands of a path that have numbers, each with its own: behind the first pair of an `M` stand lines.
 */
export function* commandsOf(d: string): Generator<[letter: string, numbers: number[]]> {
  for (const [, letter, words] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (words.match(/-?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const count = counts[letter.toUpperCase()] ?? 0;
    for (let i = 0; count > 0 && i + count <= numbers.length; i += count) {
      yield [i > 0 ? further(letter) : letter, numbers.slice(i, i + count)];
    }
  }
}

const further = (letter: string): string => ({ M: "L", m: "l" })[letter] ?? letter;

/** One command: widens the box, and gives where the pen is after it. */
function stride(letter: string, numbers: number[], [x, y]: [number, number], box: Box): [number, number] {
  const isRelative = letter !== letter.toUpperCase();
  const [fromX, fromY] = isRelative ? [x, y] : [0, 0];
  const points = pointsOf(letter.toUpperCase(), numbers, isRelative ? 0 : x, isRelative ? 0 : y);
  const placed = points.map(([px, py]): [number, number] => [px + fromX, py + fromY]);
  for (const [px, py] of placed) widen(box, px, py);
  return placed[placed.length - 1];
}

function pointsOf(letter: string, numbers: number[], x: number, y: number): [number, number][] {
  if (letter === "H") return [[numbers[0], y]];
  if (letter === "V") return [[x, numbers[0]]];
  const pairs = letter === "A" ? numbers.slice(5) : numbers;
  return Array.from({ length: pairs.length / 2 }, (_, k) => [pairs[2 * k], pairs[2 * k + 1]]);
}

function widen(box: Box, x: number, y: number): void {
  box.left = Math.min(box.left, x);
  box.right = Math.max(box.right, x);
  box.top = Math.min(box.top, y);
  box.bottom = Math.max(box.bottom, y);
}
