import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Signal } from "../testing/signal";
import { type NotebookTracker, type Repeat, tellPresence } from "./page/presence";

/** A kernel's connection that remembers the commands to its debugger. */
class Connection {
  readonly asked: string[] = [];
  readonly iopubMessage = new Signal<object>();
  readonly statusChanged = new Signal<string>();
  readonly disposed = new Signal<unknown>();
  readonly info: Promise<object>;

  constructor(
    private readonly stoppedThreads: readonly number[] = [],
    implementation = "nablab",
  ) {
    this.info = Promise.resolve({ implementation });
  }

  requestDebug({
    command,
    arguments: { again },
  }: {
    command: string;
    arguments: { again?: boolean };
  }): object {
    this.asked.push(again === true ? `${command} again` : command);
    const body = command === "debugInfo" ? { stoppedThreads: this.stoppedThreads } : {};
    return { done: Promise.resolve({ content: { success: true, body } }) };
  }

  event(event: string): void {
    this.iopubMessage.emit({ header: { msg_type: "debug_event" }, content: { event } });
  }

  /** How often the kernel has been told. */
  get told(): number {
    return this.asked.filter((command) => command === "nablabPresent").length;
  }
}

/** An opened notebook, whose page's clock is turned by hand. */
class Opened {
  private readonly ticking = new Set<() => void>();
  private readonly kernelChanged = new Signal<{ newValue: Connection | null }>();
  /** The page's editors are there. */
  show!: () => void;
  private readonly editors = new Promise<void>((show) => (this.show = show));

  constructor(kernel: Connection | null) {
    const widgetAdded: NotebookTracker["widgetAdded"] & Signal<never> = new Signal();
    const repeat: Repeat = (call) => {
      this.ticking.add(call);
      return () => this.ticking.delete(call);
    };
    tellPresence({ widgetAdded }, repeat, () => this.editors);
    const { kernelChanged } = this;
    widgetAdded.emit({ sessionContext: { session: { kernel }, kernelChanged } } as never);
  }

  change(newValue: Connection | null): void {
    this.kernelChanged.emit({ newValue });
  }

  tick(times: number): void {
    for (let time = 0; time < times; time++) this.ticking.forEach((call) => call());
  }
}

/** Waits until the page has asked for the kernel's state. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("the page of a paused kernel", () => {
  it("is told of at once and again and again, until the kernel goes on", async () => {
    const kernel = new Connection();
    const opened = new Opened(kernel);
    await settled();
    opened.tick(3);
    assert.equal(kernel.told, 0);
    kernel.event("stopped");
    assert.equal(kernel.told, 1);
    opened.tick(3);
    assert.equal(kernel.told, 4);
    kernel.event("continued");
    opened.tick(3);
    assert.equal(kernel.told, 4);
  });

  it("is told of after it has been loaded anew, and asks for the stop once its editors are there", async () => {
    const kernel = new Connection([1]);
    const opened = new Opened(kernel);
    await settled();
    opened.tick(1);
    assert.equal(kernel.told, 2);
    assert.ok(!kernel.asked.includes("nablabPresent again"));
    opened.show();
    await settled();
    assert.equal(kernel.asked.filter((command) => command === "nablabPresent again").length, 1);
  });

  it("does not ask for a stop where there was none", async () => {
    const kernel = new Connection();
    const opened = new Opened(kernel);
    opened.show();
    await settled();
    assert.deepEqual(kernel.asked, ["debugInfo"]);
  });

  it("is not told of to a kernel that has restarted or is disconnected", async () => {
    const ends: ((kernel: Connection) => void)[] = [
      ({ statusChanged }) => statusChanged.emit("restarting"),
      ({ disposed }) => disposed.emit(undefined),
    ];
    const opened = new Opened(null);
    for (const end of ends) {
      const kernel = new Connection();
      opened.change(kernel);
      await settled();
      kernel.event("stopped");
      end(kernel);
      opened.tick(3);
      assert.equal(kernel.told, 1);
    }
  });

  it("is told of by one clock after two stops, and never to other kernels", async () => {
    const [ours, other] = [new Connection(), new Connection([1], "ipython")];
    const opened = new Opened(ours);
    opened.change(other);
    await settled();
    for (const event of ["stopped", "stopped"]) {
      ours.event(event);
      other.event(event);
    }
    opened.tick(1);
    assert.equal(ours.told, 3);
    assert.deepEqual(other.asked, []);
  });
});
