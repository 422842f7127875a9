// Interrupts in a page: every loop of a cell counts, and asks now and then whether it is to end.

import { Atomics, performance } from "../../kernel/intrinsics";
import { Interrupts, KeyboardInterrupt } from "../../kernel/requests/interrupts";
import { shared } from "../../kernel/wire/link";
import type { Line, LineAnswer, LineQuestion } from "./messages";
import { Pace } from "./pace";
import { askNow } from "./scope";

/** So many functions and awaits, a power of two, pass between two looks at the clock. */
const turnsBetween = 256;

/** How many milliseconds pass between two questions to the page, which take some 5 each. */
const pause = 100;

/** A question whether to end goes without an answer after so many milliseconds, and is asked anew. */
const longest = 3000;

export class PageInterrupts extends Interrupts {
  private turns = 0;
  /** When it was asked last. */
  private asked = 0;
  private next = 0;
  private line: Line | undefined;
  private isAtRest = false;
  private readonly pace = new Pace();

  /** `cells` is the memory that the page counts interrupts in, its own where the page is not isolated. */
  constructor(
    private cells: Int32Array,
    show: ConstructorParameters<typeof Interrupts>[2],
    /** Sends what a cell has written while nothing else has its turn. */
    private readonly flush: () => void,
  ) {
    super(cells, undefined, show);
  }

  /** The page is isolated: it counts in this memory. */
  share(memory: SharedArrayBuffer): void {
    this.cells = new Int32Array(memory);
    Object.assign(this, { memory: this.cells });
  }

  /** The function of a timer: the first that asks in it gets an answer, and is not one of many. */
  asking<A extends unknown[]>(f: (...words: A) => unknown): (...words: A) => void {
    return (...words) => {
      this.turns = turnsBetween - 1;
      f(...words);
    };
  }

  connect(line: Line): void {
    this.line = line;
  }

  /** A loop tells how many rounds it made since it asked last, and gets how many it may make now. */
  override turn(rounds?: number): number {
    if (this.isAtRest || (rounds === undefined && (++this.turns & (turnsBetween - 1)) !== 0)) return 0;
    const since = performance.now() - this.asked;
    this.look();
    // The page's own message comes when the code has ended, and may find the next cell then.
    if (this.isWanted) {
      this.interrupt();
      throw new KeyboardInterrupt();
    }
    super.turn();
    this.asked = performance.now();
    return this.pace.next(rounds ?? 1, since);
  }

  /**
   * The page's message: so many interrupts were asked for. Those that a loop has seen come no second time, also
   * where it has seen later ones. One that comes when a cell was sent already and has not begun is for that cell,
   * and for what runs before it, such as a message of a front end that opens its controls.
   */
  came(count: number, cells: { sent: boolean; running: boolean }): void {
    this.hear(count);
    if (!this.isWanted || (this.running === undefined && cells.sent)) return;
    this.interrupt();
    if (cells.sent && !cells.running) Atomics.sub(this.cells, shared.seen, 1);
  }

  /** A cell has begun: an interrupt may have come before, and is not for a message that was served first. */
  begun(): void {
    if (this.isWanted && this.running !== undefined) this.interrupt();
  }

  /**
   * Work of the kernel's own between requests: an interrupt that comes meanwhile is for the cell that may have
   * been sent, and is not taken from it.
   */
  atRest<T>(work: () => T): T {
    this.isAtRest = true;
    try {
      return work();
    } finally {
      this.isAtRest = false;
    }
  }

  /** Asks the page for something and waits. */
  ask(question: LineQuestion): LineAnswer | undefined {
    const { line } = this;
    if (line === undefined) return undefined;
    const { url, browsingContextId, kernel } = line;
    const limit = question.ask === "interrupt" ? longest : 0;
    const text = askNow("POST", url, { browsingContextId, data: { kernel, ...question } }, limit);
    return text === undefined ? undefined : answerIn(text);
  }

  /** Whether the page can be asked. */
  get isConnected(): boolean {
    return this.line !== undefined;
  }

  /** An interrupt was asked for that has ended nothing yet. */
  private get isWanted(): boolean {
    return Atomics.load(this.cells, shared.wanted) !== this.seen;
  }

  /** So many interrupts were asked for; what tells it may be older than what was heard. */
  private hear(count: number): void {
    if (count > Atomics.load(this.cells, shared.wanted)) Atomics.store(this.cells, shared.wanted, count);
  }

  private look(): void {
    if (performance.now() < this.next) return;
    this.flush();
    const isIsolated = !(this.cells.buffer instanceof ArrayBuffer);
    const answer = isIsolated ? undefined : this.ask({ ask: "interrupt" });
    if (answer !== undefined) this.hear(answer.interrupts);
    this.next = performance.now() + pause;
  }
}

/** Where no service worker has answered, a server of files may have, with a page. */
function answerIn(text: string): LineAnswer | undefined {
  try {
    return JSON.parse(text) as LineAnswer;
  } catch {
    return undefined;
  }
}
