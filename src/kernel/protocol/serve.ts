// Serving one request: busy, the reply of its handler, idle. Only this replies; handlers see no socket.

import { type Outgoing, refusalReply, type ReplyContent, type Request } from "./message";
import { bare, isPromise, Object, own } from "../intrinsics";
import { withIntrinsics } from "../restored";
import { BadRequest } from "./read";
import { isQuiet, replyType } from "./replies";

/** Where messages go. */
export interface Outlet {
  /** To all clients. */
  publish(message: Outgoing): void;
  /** To the one that asked. With `abort`, the cells that wait behind this request are not run. */
  reply(request: Request, message: Outgoing, abort?: boolean): void;
}

/** Does what a message asks, and returns the content of its reply; messages of comms have none. */
export type Handler = (request: Request) => ReplyContent | void | Promise<ReplyContent | void>;

/** From a message's type to its handler. */
export type HandlerTable = Readonly<Record<string, Handler>>;

/** Serves one request. Never throws. */
export async function serve(request: Request, table: HandlerTable, outlet: Outlet): Promise<void> {
  publishStatus("busy", request, outlet);
  try {
    await own(respond(request, table, outlet));
  } finally {
    publishStatus("idle", request, outlet);
  }
}

/** Sends the reply of a request's handler, if there is one; busy and idle are told by another thread. */
export async function respond(request: Request, table: HandlerTable, outlet: Outlet): Promise<void> {
  const type = replyType(request.header.msg_type);
  const content = await own(answer(request, find(request, table)));
  if (type !== undefined) send(request, type, content, outlet);
}

/** Tells all clients how the kernel is because of a request. */
export function publishStatus(
  execution_state: "busy" | "idle",
  { header: parent }: Request,
  outlet: Pick<Outlet, "publish">,
): void {
  if (!isQuiet(parent.msg_type)) outlet.publish({ type: "status", content: { execution_state }, parent });
}

function find({ header }: Request, table: HandlerTable): Handler {
  if (Object.hasOwn(table, header.msg_type)) return table[header.msg_type];
  return () =>
    refusalReply("UnknownMessage", `This kernel does not know messages of the type "${header.msg_type}".`);
}

async function answer(request: Request, handler: Handler): Promise<ReplyContent> {
  try {
    if (request.malformed !== undefined) throw new BadRequest(request.malformed);
    const given = handler(request);
    return bare((isPromise(given) ? await own(given) : given) ?? { status: "ok" });
  } catch (error) {
    return withIntrinsics(() => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return bare(refusalReply(name, message));
    });
  }
}

function send(request: Request, type: string, content: ReplyContent, outlet: Outlet): void {
  const message = { type, content, parent: request.header };
  const failed = type === "execute_reply" && content.status === "error";
  outlet.reply(request, message, failed && request.content.stop_on_error !== false);
}
