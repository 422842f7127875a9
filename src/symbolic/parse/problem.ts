// The error for a text that is no expression: what is wrong, where, and the text with a mark below the place.

import { shortened } from "../../errors";

/** Names of the user's may be of any length. */
function shortWords(text: string): string {
  return text.replace(/\S{80,}/g, (word) => shortened(word, 60));
}

/** `position` counts characters from 0. */
export function wrongExpression(
  text: string,
  position: number,
  problem: string,
  hint?: string,
  fn: string = "symbolic",
): SyntaxError {
  const said = shortWords(hint === undefined ? `${problem}.` : `${problem}. ${hint}`);
  const sentence = `${fn}: at character ${position + 1}: ${said}`;
  const start = text.slice(0, position).lastIndexOf("\n") + 1;
  const [line] = text.slice(start).split("\n");
  const column = position - start;
  // Of a long line, the part around the place.
  const from = Math.max(0, column - 60);
  return new SyntaxError(`${sentence}\n  ${line.slice(from, from + 100)}\n  ${" ".repeat(column - from)}^`);
}
