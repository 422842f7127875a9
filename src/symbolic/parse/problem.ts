// The error for a text that is no expression: what is wrong, where, and the text with a mark below the place.

/** `position` counts characters from 0. */
export function wrongExpression(text: string, position: number, problem: string, hint?: string): SyntaxError {
  const sentence = `symbolic: at character ${position + 1}: ${problem}.${hint === undefined ? "" : ` ${hint}`}`;
  const start = text.slice(0, position).lastIndexOf("\n") + 1;
  const [line] = text.slice(start).split("\n");
  const column = position - start;
  // Of a long line, the part around the place.
  const from = Math.max(0, column - 60);
  return new SyntaxError(`${sentence}\n  ${line.slice(from, from + 100)}\n  ${" ".repeat(column - from)}^`);
}
