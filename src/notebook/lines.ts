// The lines in which two texts differ.

import { sameText } from "./numbers";

/** Longer texts are compared line by line in place, not by what they have in common. */
const mostCompared = 300;
const mostShown = 20;
const widest = 160;

/** Lines that only the stored text has with `- `, those that only the new one has with `+ `, and one line around them. */
export function lineDifferences(stored: string, now: string): string[] {
  const [left, right] = [stored.split("\n"), now.split("\n")];
  const all =
    left.length * right.length > mostCompared ** 2 ? inPlace(left, right) : byCommonLines(left, right);
  const near = all.filter((line, i) => isChange(line) || isChange(all[i - 1]) || isChange(all[i + 1]));
  const more = near.length - mostShown;
  const shown = near.slice(0, mostShown).map(cut);
  return more > 0 ? [...shown, `… and ${more} more lines`] : shown;
}

function isChange(line: string | undefined): boolean {
  return line !== undefined && !line.startsWith("  ");
}

function cut(line: string): string {
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}

function inPlace(left: readonly string[], right: readonly string[]): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    if (left[i] !== undefined && right[i] !== undefined && sameText(left[i], right[i]))
      return [`  ${right[i]}`];
    return [
      ...(left[i] === undefined ? [] : [`- ${left[i]}`]),
      ...(right[i] === undefined ? [] : [`+ ${right[i]}`]),
    ];
  }).flat();
}

/** The longest common subsequence, by the usual table of lengths. */
function byCommonLines(left: readonly string[], right: readonly string[]): string[] {
  const common = lengths(left, right);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && sameText(left[i], right[j])) {
      lines.push(`  ${right[j]}`);
      i++;
      j++;
    } else if (j === right.length || (i < left.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push(`- ${left[i++]}`);
    } else lines.push(`+ ${right[j++]}`);
  }
  return lines;
}

/** At [i][j] how many lines the texts from line i and from line j on have in common. */
function lengths(left: readonly string[], right: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i][j] = sameText(left[i], right[j])
        ? table[i + 1][j + 1] + 1
        : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}
