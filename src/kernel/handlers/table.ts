// Message type to handler: everything that the main thread serves. What the worker answers by itself is in wire/control.ts.

import type { Request } from "../protocol/message";
import { commClose, commInfo, commMessage, commOpen } from "./comms";
import type { Context } from "./context";
import { complete, inspect, isComplete } from "./editor";
import { execute } from "./execute";
import { history } from "./history";
import type { Handler, HandlerTable } from "./serve";

type Deed = (request: Request, context: Context) => ReturnType<Handler["handle"]>;

const deeds: Readonly<Record<string, { reply?: string; deed: Deed }>> = {
  execute_request: { reply: "execute_reply", deed: execute },
  complete_request: { reply: "complete_reply", deed: complete },
  inspect_request: { reply: "inspect_reply", deed: inspect },
  is_complete_request: { reply: "is_complete_reply", deed: isComplete },
  history_request: { reply: "history_reply", deed: history },
  comm_info_request: { reply: "comm_info_reply", deed: commInfo },
  comm_open: { deed: commOpen },
  comm_msg: { deed: commMessage },
  comm_close: { deed: commClose },
};

export function handlerTable(context: Context): HandlerTable {
  const entries = Object.entries(deeds).map(([type, { reply, deed }]): [string, Handler] => [
    type,
    { reply, handle: (request) => deed(request, context) },
  ]);
  return Object.fromEntries(entries);
}
