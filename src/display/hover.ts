// A text that a notebook shows as it is, with a few words more for whoever points at it.

import type { MimeBundle } from "./host";
import { escapeHtml } from "./markup";

/**
 * How plain output is set: in the words of JupyterLab, of VS Code, or of neither. From a notebook that it
 * does not trust JupyterLab drops styles with variables, but neither its own class for plain output nor a
 * size in plain numbers, which the next line replaces.
 */
const asPlainOutput = [
  "font-family: var(--jp-code-font-family, var(--notebook-cell-output-font-family, var(--vscode-editor-font-family, monospace)))",
  "font-size: 13px",
  "font-size: var(--jp-code-font-size, var(--notebook-cell-output-font-size, inherit))",
  "line-height: var(--jp-code-line-height, inherit)",
].join("; ");

/** The bundle of a `text` that looks like plain output, and shows `title` when the mouse rests on it. */
export function hoverBundle(text: string, title: string): MimeBundle {
  const pre = `<pre title="${escapeHtml(title)}" style="margin: 0; font: inherit">${escapeHtml(text)}</pre>`;
  return {
    "text/plain": text,
    "text/html": `<div class="jp-RenderedText" style="${asPlainOutput}">${pre}</div>`,
  };
}
