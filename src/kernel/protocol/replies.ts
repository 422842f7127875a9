// The shapes of replies, by the request that each answers
// (https://jupyter-client.readthedocs.io/en/stable/messaging.html).

import { bare } from "../intrinsics";
import { withIntrinsics } from "../restored";
import type { ErrorContent, Fields } from "./message";

interface Ok {
  status: "ok";
}

/** What an error reply says, whatever the request. */
export type ErrorReply = { status: "error" } & ErrorContent;

/** Replies of the main thread, which serves one request after the other. */
export interface MainReplies {
  execute_request: (Ok | ErrorReply) & {
    execution_count: number;
    user_expressions: Fields;
    payload: Fields[];
  };
  complete_request: Ok & { matches: string[]; cursor_start: number; cursor_end: number; metadata: Fields };
  inspect_request: Ok & { found: boolean; data: Fields; metadata: Fields };
  is_complete_request:
    { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };
  history_request: Ok & { history: [session: number, line: number, text: unknown][] };
  comm_info_request: Ok & { comms: Fields };
  /** Of our own: what the page asks about cells that are being written. */
  nablab_editor_request: Ok & Fields;
}

/** Replies of the worker, which answers whatever the main thread does. */
export interface WorkerReplies {
  kernel_info_request: Ok & {
    protocol_version: string;
    implementation: string;
    implementation_version: string;
    language_info: Fields;
    banner: string;
    debugger: boolean;
    supported_features: string[];
    help_links: { text: string; url: string }[];
  };
  connect_request: Ok & Fields;
  interrupt_request: Ok;
  shutdown_request: Ok & { restart: boolean };
  /** ipykernel's: memory in bytes, shares of processors in percent. */
  usage_request: Ok & {
    hostname: string;
    pid: number;
    kernel_cpu: number;
    kernel_memory: number;
    cpu_count: number;
    host_cpu_percent: number;
    host_virtual_memory: Fields;
  };
  /** A response of the Debug Adapter Protocol. */
  debug_request: Fields;
  create_subshell_request: ErrorReply;
  delete_subshell_request: ErrorReply;
  list_subshell_request: ErrorReply;
}

/** The messages of comms, which have no reply. */
export type CommMessageType = "comm_open" | "comm_msg" | "comm_close";

type Replies = MainReplies & WorkerReplies & Record<CommMessageType, void>;

/** What the handler of a message returns; a request may be answered by an error. */
export type Reply<T extends keyof Replies> = T extends CommMessageType ? void : Replies[T] | ErrorReply;

/** The frequent ones: read from here, they ask nothing that a cell may have replaced. */
const frequent: Readonly<Record<string, string | undefined>> = bare({
  execute_request: "execute_reply",
  complete_request: "complete_reply",
  inspect_request: "inspect_reply",
  nablab_editor_request: "nablab_editor_reply",
});

/** The type of the reply to a message; `undefined` for messages that have none. */
export function replyType(type: string): string | undefined {
  return frequent[type] ?? withIntrinsics(() => replyTypeOf(type));
}

function replyTypeOf(type: string): string | undefined {
  return type.endsWith("_request") ? type.replace(/_request$/, "_reply") : undefined;
}

/** Whether nobody is told that the kernel is busy with a message: the page asks while one types. */
export function isQuiet(type: string): boolean {
  return type === "nablab_editor_request";
}
