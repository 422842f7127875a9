// The main thread of a kernel: serves requests one after another, and puts the kernel around the cells' code.

import type { MessagePort, Worker } from "node:worker_threads";
import type { DisplayHost } from "../display/host";
import { CommManager } from "./comm/manager";
import { historyFolder } from "./dataFolder";
import type { Engine, LoadEngine } from "./engine";
import type { Context } from "./handlers/context";
import { type HandlerTable, serve } from "./handlers/serve";
import { handlerTable } from "./handlers/table";
import { describeEnd } from "./handlers/userExpressions";
import { History } from "./history/history";
import { HistoryStore } from "./history/store";
import type { Versions } from "./info";
import { installAsyncResources } from "./output/asyncResources";
import { endChildren, installChildren } from "./output/children";
import { installHost, makeHost } from "./output/host";
import { Output } from "./output/output";
import { installStreams } from "./output/streams";
import { refusalReply, type ReplyContent, type Request } from "./protocol/message";
import { installExit } from "./run/exit";
import { installFailures } from "./run/failures";
import { IdleCollector } from "./run/idle";
import { Interrupts } from "./run/interrupts";
import { installPrompt, makePrompt } from "./run/prompt";
import type { Scope } from "./run/scope";
import { makeTslab } from "./tslab";
import type { FromMain, Posted, ToMain } from "./wire/link";
import { logOnce } from "./wire/log";
import { RingWriter } from "./wire/ring";

export interface SessionOptions {
  worker: Worker;
  memory: Int32Array;
  text: SharedArrayBuffer;
  answers: MessagePort;
  versions: Versions;
  load: LoadEngine;
}

function interruptedReply(): ReplyContent {
  return refusalReply("KeyboardInterrupt", "the request was interrupted");
}

export class Session {
  private readonly ring: RingWriter;
  private readonly output: Output;
  private readonly comms = new CommManager((message) => this.output.publish(message));
  private readonly host: DisplayHost;
  private readonly interrupts: Interrupts;
  private readonly table: HandlerTable;
  private readonly context: Context;
  private readonly engine: Promise<Engine>;
  private readonly exit = installExit();
  private readonly idle = new IdleCollector();
  private serving: Request | undefined;
  private ready = false;

  constructor(private readonly options: SessionOptions) {
    const { memory, text, answers, load, versions } = options;
    this.ring = new RingWriter(text, (urgent) => this.post({ kind: "text", urgent }));
    this.output = new Output((message) => this.post(message), this.ring);
    this.host = makeHost(this.output, this.comms);
    const show = (thrown: unknown, scope: Scope | undefined): void => void this.showUncaught(thrown, scope);
    this.interrupts = new Interrupts(memory, () => this.interrupted(), show);
    this.install();
    installPrompt(makePrompt((message) => this.post(message), memory, answers));
    const tslab = makeTslab(this.host, { tslab: versions.kernel, typescript: versions.typescript });
    const provided = new Map([["tslab", () => tslab]]);
    this.engine = load({ folder: process.cwd(), provided, watch: this.interrupts });
    this.context = {
      engine: () => this.engine,
      output: this.output,
      comms: this.comms,
      history: new History(new HistoryStore(historyFolder())),
      interrupts: this.interrupts,
      count: 0,
    };
    this.table = handlerTable(this.context);
  }

  start(): void {
    const { worker } = this.options;
    worker.on("message", (message: ToMain) => this.receive(message));
    worker.on("error", (error) => this.end(1, `the protocol's thread failed: ${error.stack}`));
    this.engine.then(
      (engine) => {
        this.ready = true;
        this.warm(engine);
      },
      (error: Error) => logOnce(`the compiler cannot be loaded: ${error.stack}`),
    );
  }

  /** Between requests only: a cell must not wait for what it does not need. It goes on when a request is done. */
  private warm(engine: Engine): void {
    setImmediate(() => {
      if (this.serving !== undefined) return;
      if (engine.warm()) this.warm(engine);
      else this.idle.rest();
    });
  }

  private install(): void {
    installStreams(this.output);
    installAsyncResources();
    installChildren(this.output);
    installHost(this.host);
    installFailures((thrown, scope) => void this.showUncaught(thrown, scope), this.interrupts);
    this.interrupts.install();
  }

  private async showUncaught(thrown: unknown, scope: Scope | undefined): Promise<void> {
    this.output.error(describeEnd(thrown, await this.engine), scope);
  }

  private receive(message: ToMain): void {
    switch (message.kind) {
      case "request":
        return void this.serve(message.request);
      case "interrupt":
        return this.interrupts.interrupt();
      case "exit":
        return this.end(message.status);
    }
  }

  private async serve(request: Request): Promise<void> {
    this.serving = request;
    this.idle.work();
    await serve(request, this.table, this.output);
    this.served(request);
  }

  private served(request: Request): void {
    if (this.serving !== request) return;
    this.serving = undefined;
    this.post({ kind: "done" });
    if (this.ready) void this.engine.then((engine) => this.warm(engine));
  }

  /** What the inspector stopped may have been our own code behind the user's: then nothing would ever end this request. */
  private interrupted(): void {
    const request = this.serving;
    if (request === undefined || !this.ready) return;
    setTimeout(() => {
      if (this.serving !== request) return;
      const lost: HandlerTable = {
        [request.header.msg_type]: { ...this.table[request.header.msg_type], handle: interruptedReply },
      };
      void serve(request, lost, this.output).then(() => this.served(request));
    }, 300);
  }

  private end(status: number, reason?: string): void {
    if (reason !== undefined) logOnce(reason);
    endChildren();
    this.exit(status);
  }

  private post(message: FromMain): void {
    const posted: Posted = { ...message, textEnd: this.ring.end };
    this.options.worker.postMessage(posted);
  }
}
