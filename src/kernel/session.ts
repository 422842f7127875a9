// The main thread of a kernel: serves requests one after another, and puts the kernel around the cells' code.

import type { MessagePort, Worker } from "node:worker_threads";
import type { DisplayHost } from "../display/host";
import { CommManager } from "./comm/manager";
import { historyFolder } from "./dataFolder";
import { Agent } from "./debugger/agent";
import { Loads } from "./debugger/loads";
import type { Engine, LoadEngine } from "./engine";
import { Afterwards } from "./handlers/afterwards";
import type { Context } from "./handlers/context";
import { type HandlerTable, respond } from "./protocol/serve";
import { handlerTable } from "./handlers/table";
import { describeEnd } from "./handlers/userExpressions";
import { bare, own, ownFunctions, setImmediate, setTimeout } from "./intrinsics";
import { keepIntrinsics, practise, undoAll, withIntrinsics } from "./restored";
import { History } from "./history/history";
import { HistoryStore } from "./history/store";
import type { Versions } from "./host/machine";
import { installAsyncHooks } from "./output/asyncHooks";
import { installAsyncResources } from "./output/asyncResources";
import { endChildren, installChildren, runningChildren } from "./output/children";
import { keepApply } from "./output/functionApply";
import { installHost, makeHost } from "./output/host";
import { keepPlaces } from "./output/inheritedPlaces";
import { keepLexicalNames } from "./output/lexicalNames";
import { NotebookLocale } from "./output/locale";
import { Output } from "./output/output";
import { installStreams } from "./output/streams";
import { installThreads } from "./output/threads";
import { refusalReply, type ReplyContent, type Request } from "./protocol/message";
import { installExit } from "./requests/exit";
import { installFailures } from "./requests/failures";
import { IdleCollector } from "./requests/idle";
import { Interrupts } from "./requests/interrupts";
import { installKill } from "./requests/kill";
import { installPrompt, makePrompt } from "./requests/prompt";
import { currentScope, type Scope } from "./requests/requestScope";
import { installStdin } from "./requests/stdin";
import { keepSignals } from "./requests/sigintListeners";
import { makeTslab } from "./tslab";
import { whyWorkerFailed } from "./wire/addon";
import { type FromMain, type LiveFile, type Posted, shared, type ToMain } from "./wire/link";
import { logOnce } from "./wire/log";
import { RingWriter } from "./wire/ring";
import { installUnwind } from "./wire/unwind";

export interface SessionOptions {
  worker: Worker;
  /** To the worker. */
  port: MessagePort;
  memory: Int32Array;
  text: SharedArrayBuffer;
  answers: MessagePort;
  versions: Versions;
  load: LoadEngine;
  /** Called when nothing is left to do for the first time. */
  rested: () => void;
}

/** The ports through which a worker is spoken to: it keeps them under symbols of Node's. */
function portsOf(worker: Worker): object[] {
  const kept = worker as unknown as Record<symbol, unknown>;
  const values = globalThis.Object.getOwnPropertySymbols(worker).map((key) => kept[key]);
  return values.filter((value): value is MessagePort => value instanceof globalThis.MessagePort);
}

/** Cells that end whatever is open find what they have opened. */
function hideHandles(own: readonly object[]): void {
  const listing = process as unknown as { _getActiveHandles?: () => object[] };
  const all = listing._getActiveHandles;
  if (all === undefined) return;
  const kept = new globalThis.Set([...own, ...all.call(process)]);
  listing._getActiveHandles = () => all.call(process).filter((handle) => !kept.has(handle));
}

/** With the fields that came: an absent one is absent, whatever cells have given to all objects. */
function asSent(request: Request): Request {
  bare(request.header);
  bare(request.metadata);
  bare(request.content);
  return bare(request);
}

function interruptedReply(): ReplyContent {
  return refusalReply("KeyboardInterrupt", "the request was interrupted");
}

export class Session {
  private readonly ring: RingWriter;
  private readonly output: Output;
  private readonly locale = new NotebookLocale();
  private readonly comms = new CommManager((message) => this.output.publish(message));
  private readonly host: DisplayHost;
  private readonly interrupts: Interrupts;
  private readonly table: HandlerTable;
  private readonly context: Context;
  private readonly engine: Promise<Engine>;
  private readonly exit = installExit();
  private readonly idle = new IdleCollector();
  private readonly agent = new Agent((name, text) => this.output.write(name, text));
  private serving: Request | undefined;
  private ready = false;
  private hasRested = false;
  private readonly send: MessagePort["postMessage"];

  constructor(private readonly options: SessionOptions) {
    const { memory, text, answers, load, versions, port } = options;
    for (const own of this.handles()) ownFunctions(own);
    this.send = port.postMessage.bind(port);
    this.ring = new RingWriter(text, (urgent) => this.post({ kind: "text", urgent }));
    this.output = new Output((message) => this.post(message), this.ring);
    this.host = makeHost(this.output, this.comms, this.locale);
    const show = (thrown: unknown, scope: Scope | undefined): void => void this.showUncaught(thrown, scope);
    this.interrupts = new Interrupts(memory, () => this.interrupted(), show);
    this.install();
    const prompt = makePrompt((message) => this.post(message), memory, answers);
    installPrompt(prompt);
    installStdin(prompt);
    const tslab = makeTslab(this.host, { tslab: versions.kernel, typescript: versions.typescript });
    const provided = new Map([["tslab", () => tslab]]);
    const debugging = new Loads(memory, shared, (script) => this.post({ kind: "loads", script }));
    this.engine = own(
      this.loaded(() =>
        load({
          ...{ folder: process.cwd(), provided, watch: this.interrupts },
          loads: (script) => debugging.tell(script),
          locale: () => this.locale.current ?? "en",
          note: (text) => this.output.write("stderr", text),
        }),
      ),
    );
    this.context = {
      engine: () => this.engine,
      output: this.output,
      comms: this.comms,
      history: new History(new HistoryStore(historyFolder())),
      interrupts: this.interrupts,
      locale: this.locale,
      afterwards: new Afterwards(),
      runs: [],
      count: 0,
    };
    this.table = handlerTable(this.context);
  }

  /** No cell can run before. */
  private async loaded(load: () => Promise<Engine>): Promise<Engine> {
    const engine = await load();
    keepIntrinsics();
    return engine;
  }

  start(): void {
    const { worker, port } = this.options;
    port.on("message", (message: ToMain) => this.receive(message));
    worker.on("error", (error) => this.end(1, whyWorkerFailed(error)));
    this.engine.then(
      (engine) => {
        this.ready = true;
        this.agent.debugs(engine.debuggee?.());
        this.warm(engine);
      },
      (error: Error) => {
        this.agent.debugs(undefined);
        logOnce(`the compiler cannot be loaded: ${error.stack}`);
      },
    );
  }

  /**
   * Between requests only: a cell must not wait for what it does not need. It goes on when a request is done.
   */
  private warm(engine: Engine): void {
    setImmediate(() => {
      if (this.serving !== undefined) return;
      this.context.afterwards.run();
      if (engine.warm() || practise()) this.warm(engine);
      else this.rest();
    });
  }

  private rest(): void {
    if (!this.hasRested) withIntrinsics(this.options.rested);
    this.hasRested = true;
    this.idle.rest();
  }

  /** What Node calls back for the kernel. */
  private handles(): object[] {
    const { worker, port } = this.options;
    return [port, worker, ...portsOf(worker)];
  }

  private install(): void {
    installStreams(this.output);
    installAsyncResources();
    installAsyncHooks();
    const own = this.handles();
    hideHandles(own);
    keepApply();
    keepLexicalNames();
    keepPlaces(own);
    installChildren(this.output, (run, files) => this.sleep(run, files));
    installThreads();
    installHost(this.host);
    this.agent.install();
    installFailures((thrown, scope) => void this.showUncaught(thrown, scope), this.interrupts);
    installUnwind(this.options.memory, () => this.interrupts.noteStopped());
    keepSignals();
    installKill();
  }

  /** The other thread ends the children that are waited for when there is an interrupt. */
  private sleep<T>(run: () => T, files: readonly LiveFile[] = []): T {
    const waiting = { others: runningChildren(), files, parent: currentScope()?.parent };
    this.post({ kind: "awaits", waiting });
    try {
      return run();
    } finally {
      this.post({ kind: "awaits" });
      this.interrupts.turn();
    }
  }

  private async showUncaught(thrown: unknown, scope: Scope | undefined): Promise<void> {
    this.output.error(describeEnd(thrown, await this.engine), scope);
  }

  private receive(message: ToMain): void {
    undoAll();
    this.interrupts.settle();
    switch (message.kind) {
      case "request":
        return void this.serve(asSent(message.request));
      case "interrupt":
        return this.interrupts.interrupt();
      case "exit":
        return this.end(message.status);
    }
  }

  private async serve(request: Request): Promise<void> {
    this.serving = request;
    this.idle.work();
    this.context.afterwards.run();
    await own(this.serveBy(this.table, request));
  }

  private async serveBy(table: HandlerTable, request: Request): Promise<void> {
    await own(respond(request, table, this.output));
    this.served(request);
  }

  private served(request: Request): void {
    if (this.serving !== request) return;
    this.serving = undefined;
    this.post({ kind: "done" });
    if (this.ready) void this.goOnWarming();
  }

  private async goOnWarming(): Promise<void> {
    this.warm(await this.engine);
  }

  /**
   * What the inspector stopped may have been our own code behind the user's: then nothing would ever end this
   * request.
   */
  private interrupted(): void {
    const request = this.serving;
    if (request === undefined || !this.ready) return;
    setTimeout(() => {
      if (this.serving !== request) return;
      const lost: HandlerTable = { [request.header.msg_type]: interruptedReply };
      void this.serveBy(lost, request);
    }, 300);
  }

  private end(status: number, reason?: string): void {
    if (reason !== undefined) logOnce(reason);
    this.context.afterwards.run();
    endChildren();
    this.exit(status);
  }

  private post(message: FromMain): void {
    const posted: Posted = { ...message, textEnd: this.ring.end };
    this.send(posted);
  }
}
