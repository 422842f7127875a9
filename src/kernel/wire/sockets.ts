// The five sockets of a kernel. Everything that is sent passes through one queue a socket: a send while
// another is under way would be refused.

import { capability, Router, type Socket, XPublisher } from "zeromq";
import type { Channel, Connection, CurveKeys } from "./connection";
import type { Frame } from "./frames";
import { logOnce } from "./log";

/**
 * Any number of messages may wait: a flood of output must neither be lost nor make the socket refuse the idle
 * behind it.
 */
const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0 };
/** A client that comes back under its name takes the place of its lost connection. */
const router = { ...unlimited, handover: true };
/** How long a closed socket tries to hand over what it still holds, in milliseconds. */
const linger = 500;

export class Sockets {
  private readonly shell = new Router({ ...router, linger });
  private readonly control = new Router({ ...router, linger });
  private readonly stdin = new Router({ ...router, linger });
  private readonly iopub = new XPublisher({ ...unlimited, linger });
  /**
   * A reply socket would be stuck for good after a message without a delimiter; this one echoes whatever
   * comes.
   */
  private readonly heartbeat = new Router({ ...router, linger: 0 });
  private readonly sending = new Map<Channel, Promise<void>>();

  /** Listens; rejects when a port is taken. */
  async bind({ addresses, ipv6, curve }: Connection): Promise<void> {
    if (curve !== undefined && !capability.curve)
      throw new Error("The connection file has keys for encryption, and this build of ZeroMQ has none.");
    for (const [channel, socket] of Object.entries(this.all())) {
      if (ipv6) socket.ipv6 = true;
      if (curve !== undefined) encrypt(socket, curve);
      const address = addresses[channel as Channel];
      await socket.bind(address).catch((error: Error) => {
        throw new Error(`${address} (${channel}): ${error.message}`);
      });
    }
  }

  /** Hands over what comes, until the sockets are closed. */
  listen(onMessage: (channel: Channel, frames: Buffer[]) => void): void {
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) {
      void this.receive(channel, (frames) => onMessage(channel, frames));
    }
    void this.echo();
  }

  send(channel: Exclude<Channel, "hb">, frames: readonly Frame[]): void {
    const socket = this[channel];
    const before = this.sending.get(channel) ?? Promise.resolve();
    // A client that is gone is no error of the kernel's.
    this.sending.set(
      channel,
      before.then(() => socket.send(frames as (Buffer | string)[])).catch(() => undefined),
    );
  }

  /** Sends what waits and closes. The process would abort if its worker ended with open sockets. */
  async close(): Promise<void> {
    await Promise.all(this.sending.values());
    for (const socket of Object.values(this.all())) socket.close();
  }

  private all(): Record<Channel, Socket> {
    const { shell, control, iopub, stdin, heartbeat: hb } = this;
    return { shell, control, iopub, stdin, hb };
  }

  private async receive(
    channel: "shell" | "control" | "stdin" | "iopub",
    onFrames: (frames: Buffer[]) => void,
  ): Promise<void> {
    await untilClosed(this[channel], onFrames);
  }

  private async echo(): Promise<void> {
    await untilClosed(this.heartbeat, (frames) => this.heartbeat.send(frames).catch(() => undefined));
  }
}

/** From now on only who knows the public key can connect. */
function encrypt(socket: Socket, { publicKey, secretKey }: CurveKeys): void {
  socket.curveServer = true;
  socket.curvePublicKey = publicKey;
  socket.curveSecretKey = secretKey;
}

/** Receives until the socket is closed: what goes wrong with one message does not end the loop. */
async function untilClosed(
  socket: Router | XPublisher,
  onFrames: (frames: Buffer[]) => void | Promise<void>,
): Promise<void> {
  while (!socket.closed) {
    try {
      for await (const frames of socket) await onFrames(frames);
    } catch (error) {
      logOnce(`a message was lost: ${(error as Error).message}`);
      await new Promise(setImmediate);
    }
  }
}
