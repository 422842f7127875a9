// Source excerpts: a line of code with a caret below.

const WIDEST = 120;

/** Characters that take two columns: those of Chinese, Japanese and Korean, and most pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The line and the carets below it, both behind `indent`. `column` counts from 1. */
export function quote(lineText: string, column: number, length = 1, indent = "    "): string[] {
  const start = Math.min(column - 1, lineText.length);
  const { text, at } = excerpt(lineText, start);
  const marked = [...text.slice(at, at + Math.max(1, length))];
  const carets = "^".repeat(Math.max(1, widthOf(marked.join(""))));
  return [indent + text, indent + blankLike(text.slice(0, at)) + carets];
}

/** What fits of a long line, with the place in it. */
function excerpt(line: string, start: number): { text: string; at: number } {
  if (line.length <= WIDEST) return { text: line.trimEnd(), at: start };
  const from = Math.max(0, start - WIDEST / 2);
  const before = from > 0 ? "…" : "";
  const after = from + WIDEST < line.length ? "…" : "";
  return { text: before + line.slice(from, from + WIDEST) + after, at: before.length + start - from };
}

/** As wide as the text, so that what follows stands below it. */
function blankLike(text: string): string {
  return [...text].map((c) => (c === "\t" ? "\t" : " ".repeat(widthOf(c)))).join("");
}

function widthOf(text: string): number {
  return [...text].reduce((width, c) => width + (WIDE.test(c) ? 2 : 1), 0);
}
