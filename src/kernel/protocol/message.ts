// The shape of Jupyter's messages (https://jupyter-client.readthedocs.io/en/stable/messaging.html).

/** The version of the messaging protocol that the kernel speaks. */
export const protocolVersion = "5.4";

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Record<string, unknown>;

export interface Header {
  msg_id: string;
  session: string;
  username: string;
  date: string;
  msg_type: string;
  version: string;
}

export type RequestChannel = "shell" | "control";

/** A message from a client whose signature was right. */
export interface Request {
  channel: RequestChannel | "stdin";
  /** The way back to the client. */
  identities: Uint8Array[];
  header: Header;
  metadata: Fields;
  content: Fields;
  buffers: Uint8Array[];
  /** What is wrong with the message, when its header could be read and something behind it could not. */
  malformed?: string;
}

/**
 * A message for clients. Content with values of cells is JSON already: whoever made a value that JSON does
 * not know hears of it there. The kernel's own content becomes JSON in the thread of the sockets, where no
 * cell can change what JSON means.
 */
export interface Outgoing {
  type: string;
  content: string | object;
  parent?: Header;
  metadata?: Fields;
  buffers?: Uint8Array[];
}

/** An error as replies and `error` messages carry it. */
export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** What a reply says. */
export type ReplyContent = { status: "ok" | "aborted" } | ({ status: "error" } & ErrorContent) | Fields;

/** The reply that tells of an error of the kernel's or the client's, not of a cell. */
export function refusalReply(ename: string, evalue: string): { status: "error" } & ErrorContent {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
