// Handlers of comm messages. They have no reply; idle comes when the listener's promise has ended.

import type { CommMessage } from "../../display/host";
import type { Request } from "../protocol/message";
import { read } from "../protocol/read";
import type { Reply } from "../protocol/replies";
import type { Context } from "./context";
import { runFor } from "./runFor";
import { own } from "../intrinsics";
import { describeEnd } from "./userExpressions";

function readMessage({ content, metadata, buffers }: Request): CommMessage {
  return { data: read(content, "data", "object", {}), metadata, buffers };
}

/**
 * Carries out one message of a comm. What its listener throws is shown where the message's output is shown.
 */
async function deliver(
  request: Request,
  context: Context,
  body: (id: string, message: CommMessage) => Promise<void>,
): Promise<void> {
  const id = read(request.content, "comm_id", "string");
  const message = readMessage(request);
  try {
    await own(runFor(request, { allowStdin: true }, context, () => own(body(id, message))));
  } catch (thrown) {
    const { ename, evalue, traceback } = describeEnd(thrown, await context.engine());
    context.output.publish({ type: "error", content: { ename, evalue, traceback }, parent: request.header });
  }
}

export function commOpen(request: Request, context: Context): Promise<void> {
  const target = read(request.content, "target_name", "string");
  return deliver(request, context, (id, message) => context.comms.opened(id, target, message));
}

export function commMessage(request: Request, context: Context): Promise<void> {
  return deliver(request, context, (id, message) => context.comms.came(id, message));
}

export function commClose(request: Request, context: Context): Promise<void> {
  return deliver(request, context, (id, message) => context.comms.closed(id, message));
}

export function commInfo({ content }: Request, { comms }: Context): Reply<"comm_info_request"> {
  const target = read(content, "target_name", "string", "");
  return { status: "ok", comms: comms.info(target === "" ? undefined : target) };
}
