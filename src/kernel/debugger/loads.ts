// Tells the debugger of a script before it runs, and waits until its breakpoints are set.

import type { UserScript } from "../engine";
import { Atomics, performance } from "../intrinsics";

/** A debugger that has not answered after so many milliseconds, on however busy a machine, is lost. */
const longest = 60_000;

export class Loads {
  /** `places` are those in the memory that both threads see. */
  constructor(
    private readonly memory: Int32Array,
    private readonly places: { readonly debugged: number; readonly ready: number },
    private readonly post: (script: UserScript) => void,
  ) {}

  /** Does nothing while no debugger is attached. */
  tell(script: () => UserScript): void {
    const { memory, places } = this;
    if (Atomics.load(memory, places.debugged) === 0) return;
    const before = Atomics.load(memory, places.ready);
    this.post(script());
    // Without sleeping: the debugger's questions are answered in between, at the end of each round.
    const end = performance.now() + longest;
    while (Atomics.load(memory, places.ready) === before && performance.now() < end);
  }
}
