// Comments at the head of a cell by which tslab's cells say that they are not ordinary ones.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import type { Directives } from "./types";

/** tslab's rule for the names of modules. */
const MODULE = /^\w+$/;

/** A word after an at sign, and what stands behind it in its line, up to the next. */
const TAG = /(?<=^|[\s*])@(\w+)(?:[ \t]+(?!@)(.*?))?[ \t]*(?=\s@\w|$)/gm;

/** Reads the docstrings before the first word of a cell. */
export function readDirectives(ts: Compiler, source: string): Directives {
  const found: Directives = { browser: false, jsx: false };
  // Most cells begin with a word.
  if (!/^\s*\//.test(source)) return found;
  for (const comment of ts.getLeadingCommentRanges(source, 0) ?? []) {
    for (const [, tag, text = ""] of tagsIn(source, comment)) {
      if (tag === "module" && MODULE.test(text)) found.module = text;
      if (tag === "jsx") found.jsx = true;
      if (tag === "browser" || tag === "node") found.browser = tag === "browser";
    }
  }
  return found;
}

function tagsIn(source: string, { pos, end }: TypeScript.CommentRange): IterableIterator<RegExpMatchArray> {
  const text = source.slice(pos, end);
  return (text.startsWith("/**") ? text.slice(3, -2) : "").matchAll(TAG);
}
