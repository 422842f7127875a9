// A kernel of JupyterLite: its worker, and the messages between the worker and the front end.

import { alreadyLoaded } from "../../labextension/page/application";
import { shared } from "../../kernel/wire/link";
import type { Asked, Line, FromWorker } from "../worker/messages";
import { browser, type PageWorker } from "./browser";
import type { IKernelOptions, Message } from "./jupyter";
import type { LocalFiles } from "./localFiles";
import { paint } from "./paint";
import { noteStatus } from "./running";

interface Signal {
  emit(value: undefined): void;
  connect(listener: () => void): void;
}

/** So many milliseconds after an interrupt that nothing has heard, the restart is offered. */
const patience = 2000;

const restart =
  "\nThe interrupt has not been heard for 2 seconds: the page runs a loop that cannot be stopped, such as one " +
  "inside a library. Restart the kernel to end it; its variables are lost then.\n";

export class WorkerKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly disposed: Signal;
  isDisposed = false;
  /** How many interrupts were asked for. */
  interrupts = 0;
  private heard = 0;
  private interruptedAt = -Infinity;
  private readonly memory: Int32Array | undefined;
  private running: Message["header"] | undefined;
  private answered: ((value: string | undefined) => void) | undefined;
  private given: string | undefined;
  private sending: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly options: IKernelOptions,
    private readonly worker: PageWorker,
    private readonly files: LocalFiles | undefined,
  ) {
    const { id, name, location } = options;
    Object.assign(this, { id, name, location });
    [this.id, this.name, this.location] = [id, name, location];
    const { Signal } = alreadyLoaded("@lumino/signaling") as { Signal: new (owner: object) => Signal };
    this.disposed = new Signal(this);
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = ({ message }) => this.failed(message ?? "its script cannot be loaded");
    if (browser.crossOriginIsolated === true) {
      const memory = new SharedArrayBuffer(4 * shared.size);
      this.memory = new Int32Array(memory);
      this.worker.postMessage({ kind: "memory", memory });
    }
  }

  handleMessage({ channel, header, metadata, content, buffers = [] }: Message): Promise<void> {
    if (header.msg_type === "input_reply") this.input(String(content.value));
    else if (channel !== "iopub") {
      if (header.msg_type === "interrupt_request") this.interrupt();
      const request = { channel, header, metadata, content, buffers: buffers.map(bytesOf) };
      this.ask(request);
      // JupyterLite takes a while to hand a message on: the interrupt has overtaken this cell.
      if (header.msg_type === "execute_request" && Date.parse(String(header.date)) < this.interruptedAt)
        this.inOrder(() => this.stop());
    }
    return Promise.resolve();
  }

  /** Requests on the shell keep their order, also where one has to wait for files. */
  private ask(request: Asked): void {
    const { channel, content } = request;
    const post = (): void => this.worker.postMessage({ kind: "request", request });
    if (channel !== "shell") return post();
    const code = JSON.stringify(content);
    const files = this.files?.concern(code) === true ? this.files : undefined;
    this.inOrder(post, files && (() => files.changes(code)));
  }

  /** Posts when all that came before is posted, and the files that it waits for, if any, are there. */
  private inOrder(post: () => void, changes?: () => ReturnType<LocalFiles["changes"]>): void {
    if (changes === undefined && this.waiting === 0) return post();
    this.waiting++;
    this.sending = this.sending.then(async () => {
      const files = (await changes?.().catch(() => undefined)) ?? {};
      if (Object.keys(files).length > 0) this.worker.postMessage({ kind: "files", changes: files });
      this.waiting--;
      post();
    });
  }

  interrupt(): void {
    this.interruptedAt = Date.now();
    this.stop();
  }

  private stop(): void {
    const count = ++this.interrupts;
    if (this.memory !== undefined) Atomics.store(this.memory, shared.wanted, count);
    this.worker.postMessage({ kind: "interrupt", count });
    this.answered?.(undefined);
    setTimeout(() => {
      if (this.heard < count && !this.isDisposed) this.tell(restart);
    }, patience);
  }

  connect(line: Line): void {
    this.worker.postMessage({ kind: "line", line });
  }

  /**
   * The person's answer to a question; undefined when an interrupt comes before it. So many had reached the
   * worker when it asked: a later one may have overtaken the question.
   */
  answer(seen: number): Promise<string | undefined> {
    if (this.interrupts > seen) return Promise.resolve(undefined);
    const { given } = this;
    this.given = undefined;
    if (given !== undefined) return Promise.resolve(given);
    return new Promise((done) => {
      this.answered = (value) => {
        this.answered = undefined;
        done(value);
      };
    });
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.worker.terminate();
    this.disposed.emit(undefined);
  }

  private input(value: string): void {
    if (this.answered === undefined) this.given = value;
    else this.answered(value);
  }

  private receive(message: FromWorker): void {
    switch (message.kind) {
      case "message":
        if (message.failed === true) this.inOrder(() => this.worker.postMessage({ kind: "answered" }));
        return this.pass(message);
      case "interrupted":
        this.heard = message.count;
        return;
      case "draw":
        void paint(message.figure).then((painted) =>
          this.worker.postMessage({ kind: "picture", id: message.id, ...painted }),
        );
        return;
      case "failed":
        return this.failed(message.reason);
    }
  }

  private pass({
    channel,
    type,
    content,
    parent,
    metadata,
    buffers,
  }: Extract<FromWorker, { kind: "message" }>): void {
    if (type === "status") {
      const begins = content.execution_state === "busy";
      if (begins) this.running = parent;
      else if (this.running?.msg_id === parent?.msg_id) this.running = undefined;
      noteStatus(begins, parent?.msg_type);
    }
    const { KernelMessage } = alreadyLoaded("@jupyterlab/services") as {
      KernelMessage: { createMessage(options: object): Message };
    };
    // A message that names no session of a client is dropped.
    const made = { channel, msgType: type, session: parent?.session ?? "", parentHeader: parent };
    this.options.sendMessage(
      KernelMessage.createMessage({
        ...made,
        content,
        metadata,
        buffers: buffers.map(({ buffer, byteOffset, length }) =>
          buffer.slice(byteOffset, byteOffset + length),
        ),
      }),
    );
  }

  /** Text on the error stream of what runs. */
  private tell(text: string): void {
    const { running } = this;
    if (running === undefined) return;
    const content = { name: "stderr", text };
    this.pass({ kind: "message", channel: "iopub", type: "stream", content, parent: running, metadata: {}, buffers: [] }); // prettier-ignore
  }

  private failed(reason: string): void {
    this.tell(`\nThe kernel in this page cannot run: ${reason}\n`);
    console.error("nablab:", reason);
  }
}

function bytesOf(part: ArrayBuffer | ArrayBufferView): Uint8Array {
  return part instanceof ArrayBuffer
    ? new Uint8Array(part)
    : new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength);
}
