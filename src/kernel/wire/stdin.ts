// The worker's part of input requests: the main thread sleeps until the answer lies in its port.

import type { MessagePort } from "node:worker_threads";
import type { Request } from "../protocol/message";
import { type Answer, shared } from "./link";

export class Stdin {
  private waiting = false;

  constructor(
    private readonly memory: Int32Array,
    private readonly port: MessagePort,
  ) {}

  asked(): void {
    this.waiting = true;
  }

  /** An input_reply came. One that nobody waits for is dropped. */
  answered({ header, content }: Request): void {
    if (header.msg_type !== "input_reply") return;
    this.wake({ value: typeof content.value === "string" ? content.value : "" });
  }

  /** Ends a cell that waits; whether there was one. */
  interrupted(): boolean {
    return this.wake({});
  }

  private wake(answer: Answer): boolean {
    if (!this.waiting) return false;
    this.waiting = false;
    this.port.postMessage(answer);
    Atomics.add(this.memory, shared.answers, 1);
    Atomics.notify(this.memory, shared.answers);
    return true;
  }
}
