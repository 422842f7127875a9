// Interrupts in a page: every loop of a cell counts, and asks now and then whether it is to end.

import { Atomics, performance } from "../../kernel/intrinsics";
import { Interrupts } from "../../kernel/requests/interrupts";
import { shared } from "../../kernel/wire/link";
import type { Line, LineAnswer, LineQuestion } from "./messages";
import { askNow } from "./scope";

/** How many turns pass between two looks at the clock. */
const turnsBetween = 1023;

/** How many milliseconds pass between two questions to the page, which take some 5 each. */
const pause = 100;

export class PageInterrupts extends Interrupts {
  private turns = 0;
  private next = 0;
  private line: Line | undefined;

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

  connect(line: Line): void {
    this.line = line;
  }

  override turn(): void {
    if ((++this.turns & turnsBetween) !== 0) return;
    this.look();
    super.turn();
  }

  /** The page's message: so many interrupts were asked for. Those that a loop has seen come no second time. */
  came(count: number): void {
    Atomics.store(this.cells, shared.wanted, count);
    if (Atomics.load(this.cells, shared.seen) !== count) this.interrupt();
  }

  /** Asks the page for something and waits. */
  ask(question: LineQuestion): LineAnswer | undefined {
    const { line } = this;
    if (line === undefined) return undefined;
    const { url, browsingContextId, kernel } = line;
    const text = askNow("POST", url, { browsingContextId, data: { kernel, ...question } });
    return text === undefined ? undefined : (JSON.parse(text) as LineAnswer);
  }

  /** Whether the page can be asked. */
  get isConnected(): boolean {
    return this.line !== undefined;
  }

  private look(): void {
    if (performance.now() < this.next) return;
    this.flush();
    const isIsolated = !(this.cells.buffer instanceof ArrayBuffer);
    const answer = isIsolated ? undefined : this.ask({ ask: "interrupt" });
    if (answer !== undefined) Atomics.store(this.cells, shared.wanted, answer.interrupts);
    this.next = performance.now() + pause;
  }
}
