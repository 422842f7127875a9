// The main thread's message table: type to handler. What the worker answers by itself is in wire/control.ts.

import { Object } from "../intrinsics";
import type { Request } from "../protocol/message";
import type { CommMessageType, MainReplies, Reply } from "../protocol/replies";
import type { Handler, HandlerTable } from "../protocol/serve";
import { commClose, commInfo, commMessage, commOpen } from "./comms";
import type { Context } from "./context";
import { askEditor } from "./editing";
import { complete, inspect, isComplete } from "./editor";
import { execute } from "./execute";
import { history } from "./history";

/**
 * Total: a message without a handler, or one that returns another shape than its reply's, does not compile.
 */
type Handlers = {
  readonly [T in keyof MainReplies | CommMessageType]: (
    request: Request,
    context: Context,
  ) => Reply<T> | Promise<Reply<T>>;
};

const handlers: Handlers = {
  execute_request: execute,
  complete_request: complete,
  inspect_request: inspect,
  is_complete_request: isComplete,
  history_request: history,
  comm_info_request: commInfo,
  nablab_editor_request: askEditor,
  comm_open: commOpen,
  comm_msg: commMessage,
  comm_close: commClose,
};

export function handlerTable(context: Context): HandlerTable {
  const entries = Object.entries(handlers).map(([type, handler]): [string, Handler] => [
    type,
    (request) => handler(request, context),
  ]);
  return Object.fromEntries(entries);
}
