// A line diff of two texts, in which lines with the same numbers count as equal.

import { diffArrays } from "diff";
import { sameText } from "./numbers";

/** Texts that differ in more lines are compared line by line, not by what they have in common. */
const maxEditLength = 300;
const mostShown = 20;
const widest = 160;

/**
 * Lines that only the stored text has with `- `, those that only the new one has with `+ `, and one line
 * around them.
 */
export function lineDifferences(stored: string, now: string): string[] {
  const [left, right] = [stored.split("\n"), now.split("\n")];
  const changes = diffArrays(left, right, { comparator: sameText, maxEditLength });
  const all =
    changes?.flatMap(({ added, removed, value }) =>
      value.map((line) => `${added ? "+ " : removed ? "- " : "  "}${line}`),
    ) ?? lineByLine(left, right);
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

function lineByLine(left: readonly string[], right: readonly string[]): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    if (left[i] !== undefined && right[i] !== undefined && sameText(left[i], right[i]))
      return [`  ${right[i]}`];
    return [
      ...(left[i] === undefined ? [] : [`- ${left[i]}`]),
      ...(right[i] === undefined ? [] : [`+ ${right[i]}`]),
    ];
  }).flat();
}
