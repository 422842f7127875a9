// The bracket around every request: busy, the reply of its handler, idle. Nothing else replies, and handlers see no socket.

import { type Outgoing, refusalReply, type ReplyContent, type Request } from "../protocol/message";
import { BadRequest } from "../protocol/read";

/** Where messages go. */
export interface Outlet {
  /** To all clients. */
  publish(message: Outgoing): void;
  /** To the one that asked. With `abort`, the cells that wait behind this request are not run. */
  reply(request: Request, message: Outgoing, abort?: boolean): void;
}

export interface Handler {
  /** The type of the reply; messages of comms have none. */
  reply?: string;
  handle(request: Request): ReplyContent | void | Promise<ReplyContent | void>;
}

/** From a message's type to what is done about it. */
export type HandlerTable = Readonly<Record<string, Handler>>;

/** Serves one request. Never throws. */
export async function serve(request: Request, table: HandlerTable, outlet: Outlet): Promise<void> {
  const status = (execution_state: string): void =>
    outlet.publish({ type: "status", content: JSON.stringify({ execution_state }), parent: request.header });
  status("busy");
  try {
    const handler = find(request, table);
    const content = await answer(request, handler);
    if (handler.reply !== undefined) send(request, handler.reply, content, outlet);
  } finally {
    status("idle");
  }
}

function find({ header }: Request, table: HandlerTable): Handler {
  if (Object.hasOwn(table, header.msg_type)) return table[header.msg_type];
  const reply = header.msg_type.endsWith("_request")
    ? header.msg_type.replace(/_request$/, "_reply")
    : undefined;
  const refuse = (): ReplyContent =>
    refusalReply("UnknownMessage", `This kernel does not know messages of the type "${header.msg_type}".`);
  return { reply, handle: refuse };
}

async function answer(request: Request, handler: Handler): Promise<ReplyContent> {
  try {
    if (request.malformed !== undefined) throw new BadRequest(request.malformed);
    return (await handler.handle(request)) ?? { status: "ok" };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return refusalReply(name, message);
  }
}

function send(request: Request, type: string, content: ReplyContent, outlet: Outlet): void {
  const message = { type, content: JSON.stringify(content), parent: request.header };
  const failed = type === "execute_reply" && "status" in content && content.status === "error";
  outlet.reply(request, message, failed && request.content.stop_on_error !== false);
}
