// What all clients hear: one queue, streams joined, the state told after requests that were answered out of turn.

import type { Header, Outgoing } from "../protocol/message";
import type { StreamName } from "./link";

/** A stream is sent when it has this many characters … */
const full = 65_536;
/** … or when this many milliseconds have passed since the last piece of it. */
const pause = 20;

interface Pending {
  parent: Header | undefined;
  name: StreamName;
  parts: string[];
  length: number;
}

export class Publisher {
  private pending: Pending | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastStream = 0;
  /** Requests that are being served, by the id of their message. */
  private readonly open = new Map<string, Header>();

  constructor(
    private readonly send: (message: Outgoing) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  publish(message: Outgoing): void {
    this.flush();
    this.send(message);
    if (message.type === "status" && message.parent) this.track(message, message.parent);
  }

  stream(parent: Header | undefined, name: StreamName, text: string): void {
    const same = this.pending?.parent?.msg_id === parent?.msg_id && this.pending?.name === name;
    if (!same) this.flush();
    this.pending ??= { parent, name, parts: [], length: 0 };
    this.pending.parts.push(text);
    this.pending.length += text.length;
    if (this.pending.length >= full) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.wait());
  }

  /** Sends what has been gathered. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending === undefined) return;
    const { parent, name, parts } = this.pending;
    this.pending = undefined;
    this.lastStream = this.now();
    this.send({ type: "stream", content: JSON.stringify({ name, text: parts.join("") }), parent });
  }

  private wait(): number {
    return Math.max(0, pause - (this.now() - this.lastStream));
  }

  /**
   * A front end shows the last state that it heard of, whatever the request: after the idle of one that was answered while a
   * cell runs (kernel_info, interrupt), the cell's busy is said again. Servers that cull idle kernels look at it as well.
   */
  private track({ content }: Outgoing, parent: Header): void {
    if (!content.includes('"idle"')) {
      this.open.set(parent.msg_id, parent);
    } else if (this.open.delete(parent.msg_id)) {
      const running = [...this.open.values()].at(-1);
      if (running !== undefined) this.send({ type: "status", content: busy, parent: running });
    }
  }
}

const busy = JSON.stringify({ execution_state: "busy" });
