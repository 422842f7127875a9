// What is noted of a cell once its client has its reply: it needs a look at all built-ins, for which nobody is
// to wait.

import { bare } from "../intrinsics";
import { withIntrinsics } from "../restored";

interface Task {
  run: () => void;
  next: Task | undefined;
}

/** Work that is done between two requests; a chain, since a cell may replace what lists are written with. */
export class Afterwards {
  private first: Task | undefined;
  private last: Task | undefined;

  /** Puts off the kernel's own work, which calls nothing of a cell's and throws nothing. */
  add(run: () => void): void {
    const task: Task = bare({ run, next: undefined });
    if (this.last === undefined) this.first = task;
    else this.last.next = task;
    this.last = task;
  }

  /** Does what was put off. Called when there is time, and at the latest before the next request. */
  run(): void {
    let task = this.first;
    if (task === undefined) return;
    this.first = this.last = undefined;
    withIntrinsics(() => {
      for (; task !== undefined; task = task.next) task.run();
    });
  }
}
