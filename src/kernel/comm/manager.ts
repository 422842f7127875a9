// Comms: lines between objects in the kernel and their twins in front ends, opened from either side.

import { randomUUID } from "../host/identifiers";
import type { Comm, CommListener, CommMessage, Comms } from "../../display/host";
import { JSON, Object } from "../intrinsics";
import type { Outgoing } from "../protocol/message";
import { currentScope } from "../requests/requestScope";

type Opened = Parameters<Comms["registerTarget"]>[1];

export class CommManager implements Comms {
  private readonly targets = new Map<string, Opened>();
  private readonly comms = new Map<string, OpenComm>();

  constructor(private readonly publish: (message: Outgoing) => void) {}

  registerTarget(target: string, opened: Opened): void {
    this.targets.set(target, opened);
  }

  open(target: string, { data = {}, metadata = {}, buffers = [] }: Partial<CommMessage> = {}): Comm {
    const comm = this.add(randomUUID().replaceAll("-", ""), target);
    this.send("comm_open", comm.id, { target_name: target, data }, { metadata, buffers });
    return comm;
  }

  /** The open comms, as comm_info_reply lists them. */
  info(target?: string): Record<string, { target_name: string }> {
    const wanted = [...this.comms.values()].filter((comm) => target === undefined || comm.target === target);
    return Object.fromEntries(wanted.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  /**
   * A front end opens a comm. One to a target that nobody has registered is closed again, as the protocol
   * asks.
   */
  async opened(id: string, target: string, message: CommMessage): Promise<void> {
    const taker = this.targets.get(target);
    if (taker === undefined) return this.send("comm_close", id, { data: {} });
    try {
      await taker(this.add(id, target), message);
    } catch (error) {
      this.comms.delete(id);
      this.send("comm_close", id, { data: {} });
      throw error;
    }
  }

  async came(id: string, message: CommMessage): Promise<void> {
    await this.comms.get(id)?.message?.(message);
  }

  async closed(id: string, message: CommMessage): Promise<void> {
    const comm = this.comms.get(id);
    this.comms.delete(id);
    await comm?.closed?.(message);
  }

  private add(id: string, target: string): OpenComm {
    const comm = new OpenComm(id, target, (type, data, more) => {
      const open = type === "comm_close" ? this.comms.delete(id) : this.comms.has(id);
      if (open) return this.send(type, id, { data }, more);
      if (type === "comm_msg")
        throw new Error(`The comm ${id} to "${target}" is closed: nothing can be sent.`);
    });
    this.comms.set(id, comm);
    return comm;
  }

  private send(type: string, comm_id: string, content: object, more: Partial<CommMessage> = {}): void {
    const { metadata, buffers } = more;
    const parent = currentScope()?.parent;
    this.publish({ type, content: JSON.stringify({ comm_id, ...content }), parent, metadata, buffers });
  }
}

class OpenComm implements Comm {
  message: CommListener | undefined;
  closed: CommListener | undefined;

  constructor(
    readonly id: string,
    readonly target: string,
    private readonly post: (type: string, data: object, more?: Partial<CommMessage>) => void,
  ) {}

  send(data: Record<string, unknown>, more: Partial<CommMessage> = {}): void {
    this.post("comm_msg", data, more);
  }

  close(data: Record<string, unknown> = {}): void {
    this.post("comm_close", data);
  }

  onMessage(listener: CommListener): void {
    this.message = listener;
  }

  onClose(listener: CommListener): void {
    this.closed = listener;
  }
}
