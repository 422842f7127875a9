// The main thread's side of the drawing thread: starts it, waits for it, ends it when it hangs or has nothing to do.

import { join } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Delivery, Order, PlainFigure, WorkerData } from "./messages";

interface Thread {
  worker: Worker;
  port: MessagePort;
  count: Int32Array;
}

type Waiting = (delivery: Omit<Delivery, "id">) => void;

/** How long drawing may take, in milliseconds; loading plotly is within it. `nablab run`, where nobody waits before a screen, gives more. */
const patience = 1000 * Number(process.env.NABLAB_PICTURE_SECONDS ?? 15);
/** After this time without work the thread ends, and its memory is free again. */
const idleTime = 180_000;

/** What most figures have: a line, points, a legend, titles. */
const sample: PlainFigure = {
  data: ["lines", "markers"].map((mode) => ({ x: [0, 1, 2], y: [0, 1, 4], mode, name: mode })),
  layout: {
    showlegend: true,
    xaxis: { title: { text: "x" }, automargin: true },
    yaxis: { title: { text: "y" }, automargin: true },
  },
};

const workerFile = join(__dirname, "worker.js");

/** Draws figures in a thread of its own. */
export class Studio {
  private thread: Thread | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private idle: NodeJS.Timeout | undefined;
  private ids = 0;

  constructor(
    private readonly limit: number = patience,
    private readonly file: string = workerFile,
  ) {}

  /** Starts the thread and has it draw something that nobody sees: the first figure then takes as long as the next ones, a third. */
  warm(): void {
    if (this.thread !== undefined) return;
    this.order(sample, true);
    this.rest();
  }

  /** The figure's PNG. Rejects where it cannot be drawn; a thread that hangs is ended, and the next figure gets a new one. */
  draw(figure: PlainFigure, limit: number = this.limit): Promise<Uint8Array> {
    const { thread, id } = this.order(figure);
    thread.worker.ref();
    thread.port.ref();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.giveUp(thread, limit), limit);
      this.waiting.set(id, ({ png, problem }) => {
        clearTimeout(timer);
        if (png === undefined) reject(new Error(problem));
        else resolve(png);
      });
    });
  }

  /** The same while everything else stands still, for a place that cannot wait for a promise. */
  drawNow(figure: PlainFigure): Uint8Array {
    const { thread, id } = this.order(figure);
    let result: Omit<Delivery, "id"> | undefined;
    this.waiting.set(id, (delivery) => (result = delivery));
    for (const end = Date.now() + this.limit; result === undefined && Date.now() < end;) {
      const seen = Atomics.load(thread.count, 0);
      const message = receiveMessageOnPort(thread.port);
      if (message !== undefined) this.take(message.message as Delivery);
      else Atomics.wait(thread.count, 0, seen, end - Date.now());
    }
    if (result === undefined) this.giveUp(thread);
    if (result?.png === undefined) throw new Error(result?.problem);
    return result.png;
  }

  private order(figure: PlainFigure, isSample?: true): { thread: Thread; id: number } {
    clearTimeout(this.idle);
    const thread = this.start();
    const order: Order = { id: ++this.ids, figure, isSample };
    thread.port.postMessage(order);
    return { thread, id: order.id };
  }

  private start(): Thread {
    this.thread ??= this.open();
    return this.thread;
  }

  private open(): Thread {
    const { port1: port, port2 } = new MessageChannel();
    const count = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerData = { port: port2, count };
    // What it prints is nobody's output.
    const quiet = { stdout: true, stderr: true, execArgv: [] };
    const worker = new Worker(this.file, { workerData, transferList: [port2], ...quiet });
    const thread: Thread = { worker, port, count };
    worker.on("error", (error) => this.lose(thread, String(error)));
    worker.on("exit", () => this.lose(thread, "the drawing thread has ended"));
    port.on("message", (delivery: Delivery) => this.take(delivery));
    this.release(thread);
    return thread;
  }

  private take({ id, ...delivery }: Delivery): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.(delivery);
    if (this.waiting.size === 0) this.rest();
  }

  /** A thread without work keeps no program from ending. */
  private rest(): void {
    const { thread } = this;
    if (thread === undefined) return;
    this.release(thread);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.drop(thread), idleTime).unref();
  }

  private release({ worker, port }: Thread): void {
    worker.unref();
    port.unref();
  }

  private giveUp(thread: Thread, limit: number = this.limit): void {
    this.lose(thread, `drawing took more than ${limit / 1000} seconds`);
  }

  private lose(thread: Thread, problem: string): void {
    if (this.thread !== thread) return;
    this.drop(thread);
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiting of lost) waiting({ problem });
  }

  private drop(thread: Thread): void {
    if (this.thread === thread) this.thread = undefined;
    thread.port.close();
    void thread.worker.terminate();
  }
}
