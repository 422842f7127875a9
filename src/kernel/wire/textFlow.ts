// The worker's end of the ring: text becomes stream messages, a few dozen a second at most.

import { StringDecoder } from "node:string_decoder";
import type { Header, Outgoing } from "../protocol/message";
import type { StreamName } from "./link";
import type { RingReader } from "./ring";

/** Between two pieces of a stream pass so many milliseconds, unless another message comes. */
const pause = 20;

export class TextFlow {
  private name: StreamName = "stdout";
  private parent: Header | undefined;
  private decoder = new StringDecoder("utf8");
  private timer: NodeJS.Timeout | undefined;
  private last = -Infinity;

  /** `catchUp` handles the messages that lie before the text in the ring, and calls `takeTo` with the end. */
  constructor(
    private readonly ring: RingReader,
    private readonly publish: (message: Outgoing) => void,
    private readonly catchUp: () => void,
  ) {}

  /** What follows in the ring belongs to this stream. */
  belongs(name: StreamName, parent: Header | undefined): void {
    Object.assign(this, { name, parent, decoder: new StringDecoder("utf8") });
  }

  /** There is text in the ring. */
  called(urgent: boolean): void {
    const wait = urgent ? 0 : Math.max(0, pause - (performance.now() - this.last));
    if (wait > 0) this.timer ??= setTimeout(() => this.drain(), wait);
    else this.drain();
  }

  /** Publishes the text up to a place in the ring. */
  takeTo(end: number): void {
    const bytes = this.ring.take(end);
    if (bytes.length === 0) return;
    const text = this.decoder.write(bytes);
    this.last = performance.now();
    if (text === "") return;
    this.publish({
      type: "stream",
      content: { name: this.name, text },
      parent: this.parent,
    });
  }

  private drain(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.ring.ready();
    this.catchUp();
  }
}
