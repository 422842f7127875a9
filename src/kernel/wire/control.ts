// The requests that the worker answers itself, at once, whatever the main thread does.

import { type Fields, refusalReply, type Request } from "../protocol/message";
import type { ErrorReply, Reply, WorkerReplies } from "../protocol/replies";
import type { HandlerTable } from "../protocol/serve";
import type { Usage } from "./usage";
import { questionType } from "./questions";

export interface Controls {
  kernelInfo: WorkerReplies["kernel_info_request"];
  ports: Fields;
  interrupt: () => void;
  shutdown: () => void;
  usage: Usage;
  debug: (content: Fields) => Promise<Fields>;
}

/** Total, as the main thread's table is. */
type Handlers = { readonly [T in keyof WorkerReplies]: (request: Request) => Reply<T> | Promise<Reply<T>> };

/** Message type to handler, for the shell and the control channel. */
export function controlTable({
  kernelInfo,
  ports,
  interrupt,
  shutdown,
  usage,
  debug,
}: Controls): Handlers & HandlerTable {
  const noSubshells = (): ErrorReply =>
    refusalReply("Unsupported", "This kernel has no subshells (see supported_features).");
  return {
    kernel_info_request: () => kernelInfo,
    connect_request: () => ({ status: "ok", ...ports }),
    interrupt_request: () => {
      interrupt();
      return { status: "ok" };
    },
    shutdown_request: ({ content }) => {
      shutdown();
      return { status: "ok", restart: content.restart === true };
    },
    usage_request: () => usage.reply(),
    debug_request: ({ content }) => debug(content),
    create_subshell_request: noSubshells,
    delete_subshell_request: noSubshells,
    list_subshell_request: noSubshells,
  };
}

/** The table for requests that are not run because a cell before them failed. */
export const abortTable: HandlerTable = {
  execute_request: () => ({ status: "aborted" }),
};

/** The table for questions of an editor in whose place a newer one has come. */
export const supersededTable: HandlerTable = {
  [questionType]: () => ({ status: "superseded" }),
};
