// The requests that the worker answers itself, at once, whatever the main thread does.

import { type HandlerTable } from "../handlers/serve";
import { type Fields, refusalReply } from "../protocol/message";

export interface Controls {
  kernelInfo: Fields;
  ports: Fields;
  interrupt: () => void;
  shutdown: () => void;
}

/** Message type to handler, for the shell and the control channel. */
export function controlTable({ kernelInfo, ports, interrupt, shutdown }: Controls): HandlerTable {
  const noSubshells = {
    handle: () => refusalReply("Unsupported", "This kernel has no subshells (see supported_features)."),
  };
  return {
    kernel_info_request: { reply: "kernel_info_reply", handle: () => kernelInfo },
    connect_request: { reply: "connect_reply", handle: () => ({ status: "ok", ...ports }) },
    interrupt_request: {
      reply: "interrupt_reply",
      handle: () => {
        interrupt();
        return { status: "ok" };
      },
    },
    shutdown_request: {
      reply: "shutdown_reply",
      handle: ({ content }) => {
        shutdown();
        return { status: "ok", restart: content.restart === true };
      },
    },
    debug_request: {
      reply: "debug_reply",
      handle: ({ content }) => ({
        ...refusalReply("Unsupported", "This kernel has no debugger (see supported_features)."),
        type: "response",
        request_seq: content.seq ?? 0,
        success: false,
        command: content.command ?? "",
        message: "This kernel has no debugger.",
      }),
    },
    create_subshell_request: { reply: "create_subshell_reply", ...noSubshells },
    delete_subshell_request: { reply: "delete_subshell_reply", ...noSubshells },
    list_subshell_request: { reply: "list_subshell_reply", ...noSubshells },
  };
}

/** The table for requests that are not run because a cell before them failed. */
export const abortTable: HandlerTable = {
  execute_request: { reply: "execute_reply", handle: () => ({ status: "aborted" }) },
};
