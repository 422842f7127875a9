// Text from the main thread to the worker through shared memory: a message for each of 100,000 lines would
// cost more than the lines, and lines gathered by the main thread would stay there while it spins.

import { Atomics, Math, Reflect } from "../intrinsics";
import { withIntrinsics } from "../restored";

/** Cells print, whatever they have made of buffers. */
const Bytes = Uint8Array;
const encoder = new TextEncoder();
const { encodeInto } = encoder as unknown as {
  encodeInto: (this: unknown, text: string, to: Uint8Array) => { written: number };
};

const capacity = 1 << 20;
/** Where the text begins, behind the state. */
const first = 16;
/**
 * Places in the state: bytes written and read (modulo 2³²), whether the reader has been called, and whether it
 * is gone.
 */
const [written, read, called, closed] = [0, 1, 2, 3];

/** The memory of a ring, to be given to both threads. */
export function ringMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(first + capacity);
}

class Ring {
  protected readonly state: Int32Array;
  protected readonly bytes: Buffer;

  constructor(protected readonly memory: SharedArrayBuffer) {
    this.state = new Int32Array(memory, 0, 4);
    this.bytes = Buffer.from(memory, first, capacity);
  }

  protected get(place: number): number {
    return Atomics.load(this.state, place) >>> 0;
  }

  protected set(place: number, value: number): void {
    Atomics.store(this.state, place, value | 0);
  }

  /** Where the text written so far ends. */
  get end(): number {
    return this.get(written);
  }
}

export class RingWriter extends Ring {
  /** `call` tells the reader that there is text; `urgent` when the ring fills up. */
  constructor(
    memory: SharedArrayBuffer,
    private readonly call: (urgent: boolean) => void,
    /** How often a full ring calls again, in milliseconds. */
    private readonly pause: number = 1000,
  ) {
    super(memory);
  }

  write(text: string): void {
    const start = this.end % capacity;
    const most = text.length * 3;
    if (most <= capacity - start && most <= this.free()) {
      const place = new Bytes(this.memory, first + start, most);
      this.advance(Reflect.apply(encodeInto, encoder, [text, place]).written);
    } else {
      withIntrinsics(() => this.writeParts(Buffer.from(text, "utf8")));
    }
  }

  private writeParts(rest: Buffer): void {
    while (rest.length > 0) {
      const start = this.end % capacity;
      const length = Math.min(rest.length, capacity - start, this.waitForRoom());
      if (length === 0) return;
      rest.copy(this.bytes, start, 0, length);
      this.advance(length);
      rest = rest.subarray(length);
    }
  }

  private advance(length: number): void {
    this.set(written, this.end + length);
    if (Atomics.exchange(this.state, called, 1) === 0) this.call(false);
  }

  private free(): number {
    return capacity - ((this.end - this.get(read)) >>> 0);
  }

  /** However long the reader takes, on however busy a machine: no text is lost while it is there. */
  private waitForRoom(): number {
    while (this.free() === 0 && this.get(closed) === 0) {
      this.call(true);
      Atomics.wait(this.state, read, this.get(read) | 0, this.pause);
    }
    return this.free();
  }
}

export class RingReader extends Ring {
  /** From now on the writer calls again. */
  ready(): void {
    this.set(called, 0);
  }

  /** Nothing is read any more: nobody is to wait for room. */
  close(): void {
    this.set(closed, 1);
    Atomics.notify(this.state, read);
  }

  /** The bytes from the last end up to `end`. */
  take(end: number): Buffer {
    const from = this.get(read);
    const length = (end - from) >>> 0;
    const start = from % capacity;
    const upper = Math.min(length, capacity - start);
    const taken = Buffer.concat([
      this.bytes.subarray(start, start + upper),
      this.bytes.subarray(0, length - upper),
    ]);
    this.set(read, end);
    Atomics.notify(this.state, read);
    return taken;
  }
}
