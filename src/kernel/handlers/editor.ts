// The handlers of complete_request, inspect_request and is_complete_request.

import type { Engine } from "../engine";
import { codePointOffset, utf16Offset } from "../protocol/codePoints";
import type { Request } from "../protocol/message";
import { read } from "../protocol/read";
import type { Reply } from "../protocol/replies";
import { bare } from "../intrinsics";
import { withIntrinsics } from "../restored";
import type { Context } from "./context";

/** The code of a request and its cursor, which stands at the end where the request does not say. */
function readCursor({ content }: Request): { code: string; offset: number } {
  const code = read(content, "code", "string");
  const position = read(content, "cursor_pos", "number", Infinity);
  return { code, offset: utf16Offset(code, position) };
}

export async function complete(request: Request, context: Context): Promise<Reply<"complete_request">> {
  const engine = await context.engine();
  return withIntrinsics(() => bare(completionReply(request, engine)));
}

function completionReply(request: Request, engine: Engine): Reply<"complete_request"> {
  const { code, offset } = readCursor(request);
  const { start, end, matches } = engine.complete(code, offset);
  const [cursor_start, cursor_end] = [codePointOffset(code, start), codePointOffset(code, end)];
  const types = matches.map(({ text, type }) => ({ start: cursor_start, end: cursor_end, text, type }));
  const metadata = { _jupyter_types_experimental: types };
  return { status: "ok", matches: matches.map(({ text }) => text), cursor_start, cursor_end, metadata };
}

export async function inspect(request: Request, context: Context): Promise<Reply<"inspect_request">> {
  const engine = await context.engine();
  return withIntrinsics(() => bare(inspectionReply(request, engine)));
}

function inspectionReply(request: Request, engine: Engine): Reply<"inspect_request"> {
  const { code, offset } = readCursor(request);
  const detail = read(request.content, "detail_level", "number", 0);
  const found = engine.inspect(code, offset, detail === 1 ? 1 : 0);
  const data = found === undefined ? {} : { "text/plain": found.plain, "text/markdown": found.markdown };
  return { status: "ok", found: found !== undefined, data, metadata: {} };
}

export async function isComplete(
  { content }: Request,
  context: Context,
): Promise<Reply<"is_complete_request">> {
  const engine = await context.engine();
  return withIntrinsics(() => bare({ ...engine.isComplete(read(content, "code", "string")) }));
}
