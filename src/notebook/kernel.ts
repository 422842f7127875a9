// A running kernel as the running of notebooks sees it: cells in, messages out.

import { randomUUID } from "node:crypto";
import type { Fields } from "../kernel/protocol/message";
import { isNoAddon, whyNoAddon } from "../kernel/wire/addon";
import type { Client, Question } from "./client";
import type { OutputMessage } from "./outputs";
import { Interrupted, Problem } from "./problem";
import { type KernelCommand, KernelProcess } from "./process";

/** How long a kernel may take to answer for the first time, in milliseconds. */
const startPatience = 60_000;
/** How often it is asked until its answers come. */
const askAgain = 500;
/** A kernel that has replied, and then says nothing for so long, has lost its idle message. */
const idlePatience = 5_000;
/** How long a kernel may take to end by itself. */
const endPatience = 2_000;

/** Hears what the kernel publishes for one cell, also after the cell has ended. */
export type Listener = (message: OutputMessage) => void;

export class Kernel {
  private readonly heard = new Map<string, Listener>();
  /** Aborted when the kernel ends: then it listens to nobody's signal any more. */
  private readonly over = new AbortController();
  /** Rejects when whoever runs the kernel wants it to end. */
  private readonly interrupted: Promise<never>;

  private constructor(
    private readonly process: KernelProcess,
    private readonly client: Client,
    signal: AbortSignal | undefined,
  ) {
    this.interrupted = interruption(signal, this.over.signal);
    client.listen(({ type, parent, content }) => this.heard.get(parent ?? "")?.({ type, content }));
  }

  /** Starts a kernel in a folder and waits until it answers; `info` is what it says about itself. */
  static async start(
    command: KernelCommand,
    cwd: string,
    signal?: AbortSignal,
  ): Promise<{ kernel: Kernel; info: Fields }> {
    const client = await loadClient();
    const process = await KernelProcess.start(command, cwd);
    const kernel = new Kernel(process, new client.Client(process.connection), signal);
    try {
      const late = new Problem(
        `The kernel "${command.name}" did not answer within ${startPatience / 1000} s.`,
      );
      return { kernel, info: await before(kernel.ready(), startPatience, late) };
    } catch (error) {
      await kernel.kill();
      throw error;
    }
  }

  /**
   * Runs a cell; the content of the reply. Its messages go to `listener`, also those that come when it has
   * ended.
   */
  execute(code: string, listener: Listener, metadata: Fields = {}): Promise<Fields> {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    return this.alive(this.answered({ type: "execute_request", content, metadata }, listener));
  }

  /** Asks the kernel to end, and ends it. */
  async end(): Promise<void> {
    this.over.abort();
    this.heard.clear();
    const asked = this.client.send("control", randomUUID(), {
      type: "shutdown_request",
      content: { restart: false },
    });
    // A kernel that is dead already hears nothing.
    asked.catch(() => undefined);
    await this.process.end(endPatience);
    this.client.close();
  }

  /** Ends the kernel at once. */
  kill(): Promise<void> {
    this.process.kill();
    return this.end();
  }

  /**
   * A subscription that reaches the kernel late misses messages: it is asked until replies and messages both
   * come.
   */
  private ready(): Promise<Fields> {
    let asking: NodeJS.Timeout | undefined;
    const info = new Promise<Fields>((resolve, reject) => {
      let reply: Fields | undefined;
      let published = false;
      const listener: Listener = ({ type, content }) => {
        if (type === "kernel_info_reply") reply = content;
        else published = true;
        if (reply !== undefined && published) resolve(reply);
      };
      const ask = (): void =>
        void this.request({ type: "kernel_info_request", content: {} }, listener).catch(reject);
      ask();
      asking = setInterval(ask, askAgain);
    });
    return this.alive(info).finally(() => clearInterval(asking));
  }

  /** The reply to a request, once the kernel is idle again. */
  private answered(request: Question, listener: Listener): Promise<Fields> {
    return new Promise((resolve, reject) => {
      let reply: Fields | undefined;
      let idle = false;
      let silence: NodeJS.Timeout | undefined;
      const heard: Listener = (message) => {
        listener(message);
        if (message.type === "execute_reply") reply = message.content;
        if (message.type === "status" && message.content.execution_state === "idle") idle = true;
        clearTimeout(silence);
        const content = reply;
        if (content === undefined) return;
        if (idle) resolve(content);
        else silence = setTimeout(() => resolve(content), idlePatience);
      };
      this.request(request, heard).catch(reject);
    });
  }

  private request(request: Question, listener: Listener): Promise<void> {
    const id = randomUUID();
    this.heard.set(id, listener);
    return this.client.send("shell", id, request);
  }

  private alive<Value>(value: Promise<Value>): Promise<Value> {
    return Promise.race([value, this.process.death, this.interrupted]);
  }
}

/** Rejects when the signal comes before all is `over`. */
function interruption(signal: AbortSignal | undefined, over: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(new Interrupted());
    signal?.addEventListener("abort", () => reject(new Interrupted()), { signal: over });
  });
  interrupted.catch(() => undefined);
  return interrupted;
}

/** The value, or `late` when it has not come within so many milliseconds. */
export function before<Value>(value: Promise<Value>, milliseconds: number, late: Error): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), milliseconds);
  });
  return Promise.race([value, tooLate]).finally(() => clearTimeout(timer));
}

/** Loaded when there is a kernel to speak with: what only reads notebooks does without ZeroMQ. */
async function loadClient(): Promise<{ Client: typeof Client }> {
  try {
    return await import("./client.js");
  } catch (error) {
    throw isNoAddon(error) ? new Problem(whyNoAddon(error)) : error;
  }
}
