// `name?` and `?name`: help on a name, in the front end's pager, as in IPython. Neither is a program in
// TypeScript.

import type { Engine } from "../engine";
import type { Fields } from "../protocol/message";
import { withIntrinsics } from "../restored";

const asks = /^\s*(?:\?{1,2}\s*([\w$.]+)|([\w$.]+)\s*\?{1,2})\s*$/;

/** Whether a cell is a question about a name, not a program. */
export function asksForPage(code: string): boolean {
  return asks.test(code);
}

/**
 * The payload for a cell that asks for help; undefined for every other cell, most of which are told by the
 * text alone, without anything that a cell may have replaced.
 */
export function pageFor(code: string, engine: Engine): Fields | undefined {
  return hasQuestionMark(code) ? withIntrinsics(() => answered(code, engine)) : undefined;
}

function hasQuestionMark(code: string): boolean {
  for (let at = 0; at < code.length; at++) if (code[at] === "?") return true;
  return false;
}

function answered(code: string, engine: Engine): Fields | undefined {
  const match = asks.exec(code);
  if (match === null) return undefined;
  const name = match[1] ?? match[2];
  const found = engine.inspect(name, name.length, code.includes("??") ? 1 : 0);
  const text = found?.plain ?? `There is no "${name}".`;
  const data = { "text/plain": text, ...(found && { "text/markdown": found.markdown }) };
  return { source: "page", data, start: 0 };
}
