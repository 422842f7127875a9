// The session of a page's kernel: the handlers, the engine and the outputs of the kernel, with the page where
// a server's kernel has its sockets.

import { CommManager } from "../../kernel/comm/manager";
import type { Engine, LoadEngine } from "../../kernel/engine";
import { Afterwards } from "../../kernel/handlers/afterwards";
import type { Context } from "../../kernel/handlers/context";
import { handlerTable } from "../../kernel/handlers/table";
import { describeEnd } from "../../kernel/handlers/userExpressions";
import { History } from "../../kernel/history/history";
import type { Versions } from "../../kernel/host/machine";
import { kernelInfo } from "../../kernel/info";
import { clearTimeout, JSON, own, performance, setImmediate, setTimeout } from "../../kernel/intrinsics";
import { keepIntrinsics } from "../../kernel/restored";
import { installHost, makeHost } from "../../kernel/output/host";
import { NotebookLocale } from "../../kernel/output/locale";
import { Output } from "../../kernel/output/output";
import {
  type Fields,
  type Header,
  type Outgoing,
  refusalReply,
  type Request,
} from "../../kernel/protocol/message";
import { type HandlerTable, type Outlet, serve } from "../../kernel/protocol/serve";
import { KeyboardInterrupt } from "../../kernel/requests/interrupts";
import { currentScope, type Scope } from "../../kernel/requests/requestScope";
import { makeTslab } from "../../kernel/tslab";
import { abortTable, controlTable, supersededTable } from "../../kernel/wire/control";
import { type FromMain, shared, type StreamName } from "../../kernel/wire/link";
import { questionType } from "../../kernel/wire/questions";
import { isCell, RequestQueue } from "../../kernel/wire/queue";
import { put } from "../host/files";
import { resolve } from "../host/paths";
import { notebookFolder } from "../places";
import { PageInterrupts } from "./interrupts";
import { MemoryHistory } from "./memoryHistory";
import type { Asked, ToWorker } from "./messages";
import { Painter } from "./painter";
import { makePrompt } from "./prompt";
import { post } from "./scope";

/** Streams are sent so many milliseconds after their text, or when so many characters have come together. */
const pause = 20;
const most = 100_000;

interface Stream {
  name: StreamName;
  parent: Header | undefined;
  text: string;
}

export class PageSession implements Outlet {
  private readonly output: Output;
  private readonly locale = new NotebookLocale();
  private readonly comms = new CommManager((message) => this.output.publish(message));
  readonly interrupts: PageInterrupts;
  readonly painter: Painter = new Painter();
  private readonly queue: RequestQueue;
  private readonly table: HandlerTable;
  private readonly controls: HandlerTable;
  private engine: Promise<Engine>;
  private stream: Stream = { name: "stdout", parent: undefined, text: "" };
  private timer: NodeJS.Timeout | undefined;
  private last = -Infinity;
  private isWarming = false;
  private readonly afterwards = new Afterwards();
  /** The cells that were sent and are not answered, by the ids of their messages. */
  private readonly executing = new Set<string>();

  constructor(load: LoadEngine, versions: Versions) {
    this.output = new Output((message) => this.take(message), { write: (text) => this.write(text) });
    const host = makeHost(this.output, this.comms, this.locale);
    installHost(host);
    const show = (thrown: unknown, scope: Scope | undefined): void => void this.showUncaught(thrown, scope);
    this.interrupts = new PageInterrupts(new Int32Array(shared.size), show, () => this.flush());
    const prompt = makePrompt(this.interrupts, (message, parent) => this.send("stdin", message, parent));
    Object.assign(globalThis, { prompt, input: prompt });
    const tslab = makeTslab(host, { tslab: versions.kernel, typescript: versions.typescript });
    const loading = load({
      folder: notebookFolder,
      provided: new Map([["tslab", () => tslab]]),
      watch: this.interrupts,
      locale: () => this.locale.current ?? "en",
      note: (text) => this.output.write("stderr", text),
    });
    this.engine = own(this.loaded(loading));
    this.table = handlerTable(this.context());
    this.controls = controlTable({
      // The inspector, by which a debugger stops cells, belongs to Node.
      kernelInfo: { ...kernelInfo(versions), debugger: false, supported_features: ["nablab:editor"] },
      ports: {},
      interrupt: () => undefined,
      shutdown: () => undefined,
      usage: { reply: cannotTell } as never,
      debug: () => Promise.resolve(cannotTell()),
    });
    this.queue = new RequestQueue(
      (request) => void this.serve(request),
      (request) => serve(request, abortTable, this),
      () => Promise.resolve(),
    );
  }

  /** No cell can run before. */
  private async loaded(load: Promise<Engine>): Promise<Engine> {
    const engine = await load;
    keepIntrinsics();
    return engine;
  }

  /** The engine, once the compiler is there. */
  start(): void {
    this.engine.then(
      (engine) => this.warm(engine),
      (error: Error) => post({ kind: "failed", reason: error.stack ?? String(error) }),
    );
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case "request":
        return this.add(message.request);
      case "interrupt":
        this.interrupts.came(message.count, {
          sent: this.executing.size > 0,
          running: this.queue.current !== undefined && isCell(this.queue.current),
        });
        return post({ kind: "interrupted", count: message.count });
      case "memory":
        return this.interrupts.share(message.memory);
      case "line":
        return this.interrupts.connect(message.line);
      case "files":
        for (const [path, text] of Object.entries(message.changes))
          put(resolve(notebookFolder, path), text ?? undefined);
        return;
      case "answered":
        return this.queue.answered();
      case "picture":
        return this.painter.painted(message);
    }
  }

  /** Text of a cell. */
  print(name: StreamName, text: string): void {
    this.output.write(name, text);
  }

  async showUncaught(thrown: unknown, scope: Scope | undefined = currentScope()): Promise<void> {
    if (KeyboardInterrupt.is(thrown) && this.interrupts.tells(scope)) return;
    this.output.error(describeEnd(thrown, await this.engine), scope);
  }

  publish(message: Outgoing): void {
    this.flush();
    this.send("iopub", message, message.parent);
  }

  reply({ channel }: Request, message: Outgoing, abort = false): void {
    this.flush();
    if (message.parent !== undefined) this.executing.delete(message.parent.msg_id);
    if (abort) this.queue.failed();
    this.send(channel, message, message.parent, abort);
  }

  private context(): Context {
    return {
      engine: () => this.engine,
      output: this.output,
      comms: this.comms,
      history: new History(new MemoryHistory()),
      interrupts: this.interrupts,
      locale: this.locale,
      afterwards: this.afterwards,
      runs: [],
      count: 0,
    };
  }

  private add(asked: Asked): void {
    const request: Request = { identities: [], ...asked };
    const { msg_type } = request.header;
    if (isCell(request)) this.executing.add(request.header.msg_id);
    if (Object.hasOwn(this.controls, msg_type)) void serve(request, this.controls, this);
    else if (msg_type === questionType)
      this.queue.ask(request, (older) => serve(older, supersededTable, this));
    else this.queue.add(request);
  }

  private async serve(request: Request): Promise<void> {
    this.afterwards.run();
    const served = serve(request, this.table, this.output);
    if (isCell(request)) setImmediate(() => this.interrupts.begun());
    await served;
    // Orders of the page that lie in the queue of the worker come before the next request.
    setImmediate(() => {
      this.queue.done();
      void this.engine.then((engine) => this.warm(engine));
    });
  }

  /** Slices of work between requests. */
  private warm(engine: Engine): void {
    if (this.isWarming) return;
    this.isWarming = true;
    setImmediate(() => {
      this.isWarming = false;
      if (this.queue.current !== undefined) return;
      this.afterwards.run();
      if (this.interrupts.atRest(() => engine.warm())) this.warm(engine);
    });
  }

  private take(message: FromMain): void {
    if (message.kind === "publish") this.publish(message.message);
    else if (message.kind === "reply") this.reply(message.request as Request, message.message, message.abort);
    else if (message.kind === "belongs") {
      this.flush();
      this.stream = { name: message.name, parent: message.parent, text: "" };
    }
  }

  private write(text: string): void {
    this.stream.text += text;
    if (this.stream.text.length > most || performance.now() - this.last > pause) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), pause);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { name, parent, text } = this.stream;
    if (text === "") return;
    this.stream.text = "";
    this.last = performance.now();
    this.send("iopub", { type: "stream", content: { name, text } }, parent);
  }

  private send(
    channel: "shell" | "control" | "stdin" | "iopub",
    { type, content, metadata = {}, buffers = [] }: Outgoing,
    parent: Header | undefined,
    failed: boolean = false,
  ): void {
    const fields = (typeof content === "string" ? JSON.parse(content) : content) as Fields;
    // As JSON has it: what is undefined is not there.
    const plain = typeof content === "string" ? fields : (JSON.parse(JSON.stringify(fields)) as Fields);
    post({
      kind: "message",
      channel,
      type,
      content: plain,
      parent,
      metadata,
      buffers,
      ...(failed && { failed }),
    });
  }
}

/** A page knows nothing of the machine, and has no debugger. */
function cannotTell(): Fields {
  return { ...refusalReply("Unsupported", "a kernel in a page cannot tell"), success: false };
}
