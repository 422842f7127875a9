// A front end and a kernel in one, for tests of widgets.

import assert from "node:assert/strict";
import type { Comm, CommListener, CommMessage, DisplayHost, Output } from "../display/host";
import { hostKey } from "../display/host";

/** What a kernel has sent over a comm. */
export interface Sent {
  id: string;
  type: "open" | "msg" | "close";
  data: Record<string, unknown>;
}

export type State = Record<string, unknown>;

/** What is called when the front end opens a comm. */
type Opened = (comm: Comm, message: CommMessage) => void | Promise<void>;

/** A front end and a kernel in one: it keeps what was sent and shown, and sends what a person would. */
export class FakeNotebook implements DisplayHost {
  readonly sent: Sent[] = [];
  readonly outputs: Output[] = [];
  readonly held: Promise<unknown>[] = [];
  request = { request: "1", cell: "a" };
  private readonly listeners = new Map<string, CommListener>();
  private readonly targets = new Map<string, Opened>();
  private count = 0;

  readonly comms = {
    open: (target: string, message: Partial<CommMessage> = {}): Comm => {
      const comm = this.comm(`w${this.count++}`, target);
      this.sent.push({ id: comm.id, type: "open", data: message.data! });
      return comm;
    },
    registerTarget: (target: string, opened: Opened): void => void this.targets.set(target, opened),
  };

  display = (output: Output): void => void this.outputs.push(output);
  clearOutput = (): void => undefined;
  hold = (work: Promise<unknown>): void => void this.held.push(work);
  running = (): { request: string; cell: string } => this.request;

  /** The state of the newest open widget of this class whose label is this. */
  find(model: string, description?: string): { id: string; state: State } {
    const states = this.sent.filter(({ type }) => type === "open").map(({ id, data }) => ({ id, state: data.state as State })); // prettier-ignore
    const found = states.findLast(({ state }) => state._model_name === model && (description ?? state.description) === state.description); // prettier-ignore
    assert.ok(found, `no ${model} was opened`);
    return found;
  }

  /** What a front end sends when a control is moved; ends when the kernel would be idle again. */
  async move(id: string, state: State): Promise<void> {
    await this.come(id, { method: "update", state, buffer_paths: [] });
  }

  async come(id: string, data: State): Promise<void> {
    await this.listeners.get(id)!({ data, metadata: {}, buffers: [] });
  }

  /** A page that is loaded anew asks for everything. */
  async load(): Promise<Sent> {
    const comm = this.comm("page", "jupyter.widget.control");
    await this.targets.get("jupyter.widget.control")!(comm, { data: {}, metadata: {}, buffers: [] });
    await this.come("page", { method: "request_states" });
    return this.sent.at(-1)!;
  }

  private comm(id: string, target: string): Comm {
    return {
      id,
      target,
      send: (data) => void this.sent.push({ id, type: "msg", data }),
      close: () => void this.sent.push({ id, type: "close", data: {} }),
      onMessage: (listener) => void this.listeners.set(id, listener),
      onClose: () => undefined,
    };
  }
}

/** Runs `body` in a notebook of its own. */
export async function inNotebook(body: (notebook: FakeNotebook) => void | Promise<void>): Promise<void> {
  const notebook = new FakeNotebook();
  const globals = globalThis as Record<symbol, unknown>;
  const before = globals[hostKey];
  const set = (value: unknown): unknown =>
    Object.defineProperty(globals, hostKey, { value, configurable: true, writable: true });
  set(notebook);
  try {
    await body(notebook);
  } finally {
    await Promise.allSettled(notebook.held);
    set(before);
  }
}
