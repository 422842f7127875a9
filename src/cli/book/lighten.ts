// Shared scripts and style sheets of the book's pages, kept once beside them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../stamp";

/** A script or style sheet of more characters leaves its page. */
const large = 5_000;

const element = /<(script|style)(?: type="text\/css")?( media="[^"]*")?>\n?([\s\S]*?)<\/\1>/g;

/**
 * The page with its large scripts and style sheets in the book's `assets`; `up` leads from the page to the
 * book.
 */
export function lighten(html: string, folder: string, up: string): string {
  return html.replace(element, (whole, kind: string, media: string | undefined, text: string) => {
    if (text.length < large) return whole;
    const name = `assets/${sha256(text).slice(0, 16)}.${kind === "script" ? "js" : "css"}`;
    writeFileSync(join(folder, name), text);
    return kind === "script"
      ? `<script src="${up}/${name}"></script>`
      : `<link rel="stylesheet"${media ?? ""} href="${up}/${name}">`;
  });
}
