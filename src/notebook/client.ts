// A Jupyter client as small as the running of notebooks allows: requests on shell and control, the kernel's
// messages on iopub.

import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import { type Fields, type Header, protocolVersion } from "../kernel/protocol/message";
import type { Connection } from "../kernel/wire/connection";
import { BadFrames, decode, encode, type Sign, signer } from "../kernel/wire/frames";

/** A message from the kernel. */
export interface Received {
  type: string;
  /** The id of the request that it belongs to. */
  parent: string | undefined;
  content: Fields;
}

/** A request to the kernel. */
export interface Question {
  type: string;
  content: Fields;
  metadata?: Fields;
}

/** A kernel that has just been started does not listen yet: look again soon. In milliseconds. */
const reconnectInterval = 20;
const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0 };

export class Client {
  private readonly shell = new Dealer({ ...unlimited, linger: 0, reconnectInterval });
  private readonly control = new Dealer({ ...unlimited, linger: 200, reconnectInterval });
  private readonly iopub = new Subscriber({ receiveHighWaterMark: 0, linger: 0, reconnectInterval });
  private readonly session = randomUUID();
  private readonly sign: Sign;

  constructor({ key, hash, addresses }: Connection) {
    this.sign = signer(key, hash);
    this.shell.connect(addresses.shell);
    this.control.connect(addresses.control);
    this.iopub.connect(addresses.iopub);
    this.iopub.subscribe();
  }

  /** Hands over what the kernel publishes and replies, until the client is closed. */
  listen(onMessage: (message: Received) => void): void {
    for (const socket of [this.shell, this.control, this.iopub]) void this.receive(socket, onMessage);
  }

  /** Sends a request under an id that the caller has chosen. */
  async send(channel: "shell" | "control", msg_id: string, question: Question): Promise<void> {
    const { session } = this;
    const { type: msg_type, content, metadata } = question;
    const date = new Date().toISOString();
    const header: Header = { msg_id, session, username: "nablab", date, msg_type, version: protocolVersion };
    const frames = encode(
      [],
      header,
      { type: msg_type, content: JSON.stringify(content), metadata },
      this.sign,
    );
    await this[channel].send(frames);
  }

  close(): void {
    for (const socket of [this.shell, this.control, this.iopub]) socket.close();
  }

  private async receive(
    socket: AsyncIterable<Buffer[]>,
    onMessage: (message: Received) => void,
  ): Promise<void> {
    for await (const frames of socket) {
      const message = this.read(frames);
      if (message !== undefined) onMessage(message);
    }
  }

  private read(frames: readonly Buffer[]): Received | undefined {
    try {
      const { header, content, buffers } = decode(frames, "shell", this.sign);
      const parent = JSON.parse(String(frames.at(-3 - buffers.length))) as Partial<Header>;
      return { type: header.msg_type, parent: parent.msg_id, content };
    } catch (error) {
      if (error instanceof BadFrames || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
}
