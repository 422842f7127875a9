// The server: frames in, requests to whom they concern, messages out.

import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { JupyterDebugger } from "../debugger/debugger";
import { type HandlerTable, type Outlet, publishStatus, serve } from "../protocol/serve";
import { type Header, type Outgoing, protocolVersion, refusalReply, type Request } from "../protocol/message";
import type { Channel, Connection } from "./connection";
import { abortTable, supersededTable } from "./control";
import { BadFrames, decode, encode, type Frame, type Sign, signer } from "./frames";
import type { Posted, ToMain, Waiting } from "./link";
import { LiveText } from "./liveText";
import { logOnce } from "./log";
import { Publisher } from "./publisher";
import { questionType } from "./questions";
import { RequestQueue } from "./queue";
import type { RingReader } from "./ring";
import { Sockets } from "./sockets";
import type { Stdin } from "./stdin";
import { TextFlow } from "./textFlow";

export class Server implements Outlet {
  private readonly sockets = new Sockets();
  private readonly sign: Sign;
  private readonly session = randomUUID();
  private readonly username = nameOfUser();
  private sent = 0;
  /** While the main thread waits for a child: its other children. */
  others: number[] | undefined;
  private started = false;
  /** The reply of a cell that failed, and those behind it, while they are about to be sent. */
  private held: (() => void)[] | undefined;
  private readonly queue = new RequestQueue(
    (request) => {
      this.debugging.serves();
      this.toMain({ kind: "request", request });
      // While the main thread begins.
      publishStatus("busy", request, this);
    },
    (request) => serve(request, abortTable, this),
    (request, error) => serve(request, refusing(request, error), this),
  );
  private readonly publisher: Publisher = new Publisher((message) => this.toAll(message));

  private readonly text: TextFlow;
  private readonly live = new LiveText((message) => this.publish(message));

  constructor(
    private readonly connection: Connection,
    private readonly main: MessagePort,
    private readonly stdin: Stdin,
    private readonly controls: HandlerTable,
    private readonly ring: RingReader,
    private readonly debugging: Pick<JupyterDebugger, "loads" | "serves" | "done">,
  ) {
    this.sign = signer(connection.key, connection.hash);
    const publish = (message: Outgoing): void => this.publish(message);
    this.text = new TextFlow(ring, publish, () => this.catchUp());
  }

  async start(): Promise<void> {
    await this.sockets.bind(this.connection);
    this.sockets.listen((channel, frames) => this.receive(channel, frames));
    this.main.on("message", (message: Posted) => this.fromMain(message));
  }

  async close(): Promise<void> {
    this.catchUp();
    this.live.end();
    this.release();
    await this.sockets.close();
  }

  /**
   * Text on the error stream of the request that runs, while the main thread cannot write any; whether one
   * runs.
   */
  tell(text: string): boolean {
    const parent = this.queue.current?.header;
    if (parent === undefined) return false;
    this.catchUp();
    this.publish({ type: "stream", content: { name: "stderr", text }, parent });
    return true;
  }

  publish(message: Outgoing): void {
    this.started = true;
    this.publisher.publish(message);
  }

  reply(request: Pick<Request, "channel" | "identities">, message: Outgoing, abort = false): void {
    if (abort) this.fail();
    const send = (): void => this.send(request.channel, request.identities, message);
    if (this.held === undefined) send();
    else this.held.push(send);
  }

  /**
   * A cell has failed. What lies in the socket by now was sent before its reply could be seen: a turn of the
   * event loop takes it in.
   */
  private fail(): void {
    this.queue.failed();
    if (this.held !== undefined) return;
    this.held = [];
    setImmediate(() => this.release());
  }

  private release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const send of held) send();
    this.queue.answered();
  }

  private receive(channel: Channel, frames: Buffer[]): void {
    try {
      if (channel === "iopub") return this.subscribed(frames[0]);
      this.take(decode(frames, channel as Request["channel"], this.sign));
    } catch (error) {
      // Whatever it is, the next message is received.
      if (error instanceof BadFrames) logOnce(`dropped ${error.message} (${channel} channel)`);
      else logOnce(`a fault of the kernel's: ${(error as Error).stack}`);
    }
  }

  private take(request: Request): void {
    if (request.channel === "stdin") return this.stdin.answered(request);
    if (request.malformed !== undefined) logOnce(`a malformed message: ${request.malformed}`);
    if (Object.hasOwn(this.controls, request.header.msg_type) || request.malformed !== undefined) {
      void serve(request, this.controls, this);
    } else if (request.header.msg_type === questionType) {
      this.queue.ask(request, (older) => serve(older, supersededTable, this));
    } else {
      this.queue.add(request);
    }
  }

  /** A client listens from now on: it is welcomed, and the first one learns that the kernel has started. */
  private subscribed(frame: Buffer): void {
    if (frame[0] !== 1) return;
    const subscription = frame.subarray(1).toString("utf8");
    this.toAll({ type: "iopub_welcome", content: { subscription } }, subscription);
    if (this.started) return;
    this.publish({ type: "status", content: { execution_state: "starting" } });
  }

  /** Handles what the main thread has posted, each message behind the text that was written before it. */
  private catchUp(): void {
    for (;;) {
      // Read before the port: a message that is not there by then lies behind this end.
      const { end } = this.ring;
      const next: { message?: unknown } | undefined = receiveMessageOnPort(this.main);
      if (next === undefined) return this.text.takeTo(end);
      this.fromMain(next.message as Posted);
    }
  }

  private fromMain(message: Posted): void {
    if (message.kind === "text") return this.text.called(message.urgent);
    this.text.takeTo(message.textEnd);
    switch (message.kind) {
      case "publish":
        return this.publish(message.message);
      case "belongs":
        return this.text.belongs(message.name, message.parent);
      case "reply":
        return this.reply(message.request, message.message, message.abort);
      case "ask":
        this.stdin.asked();
        return this.send("stdin", message.identities, message.message);
      case "awaits":
        return this.waits(message.waiting);
      case "loads":
        return void this.debugging.loads(message.script);
      case "done":
        return this.done();
    }
  }

  private done(): void {
    const { current } = this.queue;
    if (current !== undefined) publishStatus("idle", current, this);
    this.debugging.done();
    this.queue.done();
  }

  private waits(waiting: Waiting | undefined): void {
    this.others = waiting?.others;
    if (waiting === undefined) this.live.end();
    else this.live.begin(waiting.files, waiting.parent);
  }

  private toAll(message: Outgoing, topic: string = message.type): void {
    this.send("iopub", [topic], message);
  }

  private send(channel: Exclude<Channel, "hb">, route: readonly Frame[], message: Outgoing): void {
    this.sockets.send(channel, encode(route, this.header(message.type), message, this.sign));
  }

  private header(msg_type: string): Header {
    const { session, username } = this;
    const msg_id = `${session}_${process.pid}_${this.sent++}`;
    return { msg_id, session, username, date: new Date().toISOString(), msg_type, version: protocolVersion };
  }

  private toMain(message: ToMain): void {
    this.main.postMessage(message);
  }
}

/** The answer to a request that cannot be handed to the main thread. */
function refusing({ header: { msg_type } }: Request, error: Error): HandlerTable {
  return { [msg_type]: () => refusalReply("BadRequest", `The request cannot be read: ${error.message}`) };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "kernel";
  }
}
