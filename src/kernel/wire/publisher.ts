// The publisher: messages to all clients, and the kernel state that they hear of.

import type { Header, Outgoing } from "../protocol/message";

const busy = { execution_state: "busy" };

export class Publisher {
  /** Requests that are being served, by the id of their message. */
  private readonly open = new Map<string, Header>();

  constructor(private readonly send: (message: Outgoing) => void) {}

  /**
   * A front end shows the last state that it heard of, whatever the request: after the idle of one that was
   * answered while a cell runs (kernel_info, interrupt), the cell's busy is said again. Servers that cull
   * idle kernels look at it as well.
   */
  publish(message: Outgoing): void {
    this.send(message);
    const { type, content, parent } = message;
    if (type !== "status" || parent === undefined) return;
    if ((content as Partial<typeof busy>).execution_state === "busy") {
      this.open.set(parent.msg_id, parent);
    } else if (this.open.delete(parent.msg_id)) {
      const running = [...this.open.values()].at(-1);
      if (running !== undefined) this.send({ type: "status", content: busy, parent: running });
    }
  }
}
