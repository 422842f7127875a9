// An interrupt ends the request that runs, also one that awaits something.

import { shared } from "../wire/link";
import { installUnwind } from "../wire/unwind";
import type { Scope } from "./scope";

/** The error of an interrupted cell. */
export class KeyboardInterrupt extends Error {
  override readonly name: string = "KeyboardInterrupt";
  constructor(message = "the cell was interrupted") {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}

export class Interrupts {
  /** The request that runs. */
  running: Scope | undefined;

  constructor(
    private readonly memory: Int32Array,
    private readonly then: () => void = () => undefined,
  ) {}

  /** Takes the place of Node's own way with SIGINT, which is to end the process. */
  install(): void {
    installUnwind();
    process.on("SIGINT", () => this.interrupt());
  }

  interrupt(): void {
    this.seen();
    this.running?.fail(new KeyboardInterrupt());
    this.then();
  }

  /** Tells the worker that the interrupt has arrived. */
  seen(): void {
    Atomics.add(this.memory, shared.interrupts, 1);
  }
}
