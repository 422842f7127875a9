// Whether the front end is there: a page that is closed while the program is paused would leave it so for
// ever. Our extension says every few seconds that it is there; a client that never says so is left alone, as
// with other kernels.

/** How long after the last word a paused program goes on, in milliseconds. */
const patience = 60_000;

export class Presence {
  private timer: NodeJS.Timeout | undefined;
  private isTold = false;
  private isPaused = false;

  /** `gone` is called when a paused program waits for nobody. */
  constructor(
    private readonly gone: () => void,
    private readonly limit: number = patience,
  ) {}

  /** A client says that it is there. */
  told(): void {
    this.isTold = true;
    this.wait();
  }

  paused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.wait();
  }

  clear(): void {
    this.isTold = false;
    this.paused(false);
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (this.isTold && this.isPaused) this.timer = setTimeout(this.gone, this.limit);
  }
}
