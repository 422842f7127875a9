// Loads the whole library in slices, so that no single question waits for all of it.

import type { Drafts } from "./drafts";

export class Loader {
  private loading: Generator<void> | undefined;
  private isDone = false;

  constructor(private readonly drafts: Drafts) {}

  /** Loads until `end`, a time of `performance.now()`, one slice at least; whether everything is there. */
  load(end: number): boolean {
    this.loading ??= this.slices();
    do this.isDone ||= this.loading.next().done === true;
    while (!this.isDone && performance.now() < end);
    return this.isDone;
  }

  /** What was loaded is lost. */
  renew(): void {
    this.loading = undefined;
    this.isDone = false;
  }

  private *slices(): Generator<void> {
    const { world } = this.drafts;
    for (const path of world.ahead("full")) {
      world.files.source(path);
      yield;
    }
    const program = this.drafts.program("full");
    yield;
    for (const file of program.getSourceFiles()) if (world.bind(file, "full")) yield;
    program.getTypeChecker();
  }
}
