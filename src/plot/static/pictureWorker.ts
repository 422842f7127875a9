// The main thread's side of the picture worker: starts it, sends it figures, and ends it when it is stuck or
// has nothing to do.

import { join } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { DrawReply, DrawRequest, PlainFigure } from "./messages";
import { sharedAt, type WorkerData } from "./sharedMemory";
import { type ThreadClock, threadClock } from "./threadTime";

interface Thread {
  worker: Worker;
  port: MessagePort;
  shared: Int32Array;
  clock: ThreadClock;
  /** The thread's processor time when it began with the figure that it draws now. */
  begun: number;
  /** How many replies it has sent. */
  replies: number;
}

interface Pending {
  request: DrawRequest;
  settle: (reply: Omit<DrawReply, "id">) => void;
  /** It was sent to a second thread, because the first one had ended. */
  isRepeated?: true;
}

export interface PictureWorkerOptions {
  /**
   * How much processor time the thread may use for one figure, in seconds; loading plotly is within it.
   * Waiting for a busy machine does not count.
   */
  limit: number;
  /** How often the processor time is looked at, in milliseconds. */
  interval: number;
  /** After this time without work the thread ends, and its memory is free again, in milliseconds. */
  restTime: number;
  /** Makes the clock of a new thread. */
  clock: () => ThreadClock;
  /** The program of the thread. */
  file: string;
}

const defaults: PictureWorkerOptions = {
  // `nablab run`, where nobody waits before a screen, gives more.
  limit: Number(process.env.NABLAB_PICTURE_SECONDS ?? 15),
  interval: 500,
  restTime: 20_000,
  clock: threadClock,
  file: join(__dirname, "pictureThread.js"),
};

/**
 * Where nothing tells that a thread has ended while the main thread stands still: this many times the limit
 * by the clock.
 */
const lastResort = 40;

/** What most figures have: a line, points, a legend, titles. */
const sample: PlainFigure = {
  data: ["lines", "markers"].map((mode) => ({ x: [0, 1, 2], y: [0, 1, 4], mode, name: mode })),
  layout: {
    showlegend: true,
    xaxis: { title: { text: "x" }, automargin: true },
    yaxis: { title: { text: "y" }, automargin: true },
  },
};

/** Draws figures in a thread of its own. */
export class PictureWorker {
  private thread: Thread | undefined;
  /** In the order in which they are drawn. */
  private readonly pending = new Map<number, Pending>();
  private idle: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private ids = 0;
  private readonly options: PictureWorkerOptions;

  constructor(options: Partial<PictureWorkerOptions> = {}) {
    this.options = { ...defaults, ...options };
  }

  /** Whether the thread is there. */
  get isRunning(): boolean {
    return this.thread !== undefined;
  }

  /**
   * Starts the thread and has it draw something that nobody sees: the first figure then takes as long as the
   * next ones, a third.
   */
  warm(): void {
    if (this.thread !== undefined) return;
    this.send({ id: ++this.ids, figure: sample, isSample: true });
    this.rest();
  }

  /**
   * The figure's PNG. Rejects where it cannot be drawn; a thread that is stuck is ended, and the next figure
   * gets a new one.
   */
  draw(figure: PlainFigure): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const { worker, port } = this.add(figure, ({ png, problem }) => {
        if (png === undefined) reject(new Error(problem));
        else resolve(png);
      });
      worker.ref();
      port.ref();
    });
  }

  /** The same while everything else stands still, for a place that cannot wait for a promise. */
  drawNow(figure: PlainFigure): Uint8Array {
    let reply: Omit<DrawReply, "id"> | undefined;
    this.add(figure, (settled) => (reply = settled));
    const { limit, interval } = this.options;
    for (const end = Date.now() + 1000 * lastResort * limit; reply === undefined;) {
      const thread = this.start();
      const seen = Atomics.load(thread.shared, sharedAt.replies);
      const message = receiveMessageOnPort(thread.port);
      if (message !== undefined) this.receive(message.message as DrawReply);
      else if (Atomics.load(thread.shared, sharedAt.ended) === 1) this.lose(thread, ended);
      else if (Date.now() > end) this.giveUp(thread, "the picture worker gave no answer");
      else if (this.check(thread)) Atomics.wait(thread.shared, sharedAt.replies, seen, interval);
    }
    if (reply.png === undefined) throw new Error(reply.problem);
    return reply.png;
  }

  private add(figure: PlainFigure, settle: Pending["settle"]): Thread {
    const request: DrawRequest = { id: ++this.ids, figure };
    const thread = this.send(request);
    if (this.pending.size === 0) thread.begun = this.secondsOf(thread) ?? 0;
    this.pending.set(request.id, { request, settle });
    this.watch ??= setInterval(() => this.thread && this.check(this.thread), this.options.interval).unref();
    return thread;
  }

  private send(request: DrawRequest): Thread {
    clearTimeout(this.idle);
    const thread = this.start();
    thread.port.postMessage(request);
    return thread;
  }

  private start(): Thread {
    this.thread ??= this.open();
    return this.thread;
  }

  private open(): Thread {
    const { port1: port, port2 } = new MessageChannel();
    const shared = new Int32Array(new SharedArrayBuffer(4 * sharedAt.size));
    const workerData: WorkerData = { port: port2, shared };
    // What it prints is nobody's output.
    const quiet = { stdout: true, stderr: true, execArgv: [] };
    const worker = new Worker(this.options.file, { workerData, transferList: [port2], ...quiet });
    const thread: Thread = { worker, port, shared, clock: this.options.clock(), begun: 0, replies: 0 };
    worker.on("error", (error) => this.lose(thread, error.message));
    worker.on("exit", () => this.lose(thread, ended));
    port.on("message", (reply: DrawReply) => this.receive(reply));
    this.release(thread);
    return thread;
  }

  private receive({ id, ...reply }: DrawReply): void {
    const { thread } = this;
    if (thread !== undefined) {
      thread.replies++;
      thread.begun = this.secondsOf(thread) ?? thread.begun;
    }
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    waiting?.settle(reply);
    if (this.pending.size === 0) this.rest();
  }

  /** A thread without work keeps no program from ending. */
  private rest(): void {
    clearInterval(this.watch);
    this.watch = undefined;
    const { thread } = this;
    if (thread === undefined) return;
    this.release(thread);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.drop(thread), this.options.restTime).unref();
  }

  private release({ worker, port }: Thread): void {
    worker.unref();
    port.unref();
  }

  private secondsOf({ shared, clock }: Thread): number | undefined {
    return clock(Atomics.load(shared, sharedAt.threadId));
  }

  /** Ends a thread that has used up its processor time; whether it may go on. */
  private check(thread: Thread): boolean {
    const used = this.secondsOf(thread);
    const { limit } = this.options;
    if (used === undefined) this.lose(thread, ended);
    else if (used - thread.begun <= limit) return true;
    else this.giveUp(thread, `drawing took more than ${limit} seconds of processor time`);
    return false;
  }

  /** The figure in work has no picture; those behind it are drawn by the next thread. */
  private giveUp(thread: Thread, problem: string): void {
    const [first] = this.pending.values();
    this.drop(thread);
    this.pending.delete(first.request.id);
    first.settle({ problem });
    this.repeat();
  }

  /**
   * The thread has ended by itself: by what it did before, perhaps, so that the figure in work is tried once
   * more in a new one.
   */
  private lose(thread: Thread, problem: string): void {
    if (this.thread !== thread) return;
    // The news of its end may come before replies that it had already sent.
    for (let unread; (unread = receiveMessageOnPort(thread.port));) this.receive(unread.message as DrawReply);
    const [first] = this.pending.values();
    if (first === undefined) return this.drop(thread);
    if (first.isRepeated || thread.replies === 0) return this.giveUp(thread, problem);
    first.isRepeated = true;
    this.drop(thread);
    this.repeat();
  }

  private repeat(): void {
    if (this.pending.size === 0) return this.rest();
    for (const { request } of this.pending.values()) this.send(request);
    const { worker, port } = this.start();
    worker.ref();
    port.ref();
  }

  private drop(thread: Thread): void {
    if (this.thread === thread) this.thread = undefined;
    thread.port.close();
    void thread.worker.terminate();
  }
}

const ended = "the picture worker has ended";
