// Questions of an editor wait until the main thread has nothing else to do, and only the newest of each kind
// does: while one types, the answer to an older one is worth nothing.

import type { Request } from "../protocol/message";

/** The message type of an editor's questions. */
export const questionType = "nablab_editor_request";

export class Questions {
  private readonly newest = new Map<string, Request>();

  /** Keeps a question; gives the one that it takes the place of. */
  add(request: Request): Request | undefined {
    const key = keyOf(request);
    const before = this.newest.get(key);
    // Behind the others: a client that asks without end leaves the rest their turn.
    this.newest.delete(key);
    this.newest.set(key, request);
    return before;
  }

  /** The one that has waited longest. */
  take(): Request | undefined {
    for (const [key, request] of this.newest) {
      this.newest.delete(key);
      return request;
    }
    return undefined;
  }
}

/** One client may have several notebooks open, and asks several things of each. */
function keyOf({ identities, content: { ask, notebook } }: Request): string {
  const client = identities.map((part) => Buffer.from(part).toString("base64")).join(" ");
  return JSON.stringify([client, String(notebook), String(ask)]);
}
