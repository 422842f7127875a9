// Questions to the kernel: messages of our own type on the control channel, which change no status and wait
// for no cell's turn.

import type { Kernel, Modules } from "./jupyter";

/** By this word of its `supported_features` a kernel says that it answers. */
const feature = "nablab:editor";

/** The content of a reply whose question nobody has taken the place of. */
export type Reply = Record<string, unknown>;

export class Asker {
  private readonly known = new WeakMap<Kernel, boolean>();

  constructor(private readonly createMessage: Modules["createMessage"]) {}

  /** Whether a kernel answers; false while that is not known yet. */
  isKnown(kernel: Kernel | null | undefined): kernel is Kernel {
    return !!kernel && this.known.get(kernel) === true && !kernel.isDisposed;
  }

  /** Finds out whether a kernel answers. */
  async look(kernel: Kernel): Promise<boolean> {
    const info = await kernel.info.catch(() => undefined);
    const answers = info?.supported_features?.includes(feature) === true;
    this.known.set(kernel, answers);
    return answers;
  }

  /** Asks; undefined where the kernel has gone, a newer question has come, or the question made no sense. */
  ask(kernel: Kernel, content: object, language: unknown): Promise<Reply | undefined> {
    if (!this.isKnown(kernel) || isGone(kernel)) return Promise.resolve(undefined);
    const { clientId, username } = kernel;
    const message = this.createMessage({
      ...{ channel: "control", msgType: "nablab_editor_request", session: clientId, username, content },
      metadata: typeof language === "string" ? { language } : {},
    });
    const future = kernel.sendControlMessage(message, true, false);
    return new Promise((resolve) => {
      // No idle comes for it: with the reply it is done.
      future.onReply = ({ content: reply }) => {
        resolve(reply.status === "ok" ? reply : undefined);
        future.dispose();
      };
      future.done.then(
        () => resolve(undefined),
        () => resolve(undefined),
      );
    });
  }
}

function isGone({ status, connectionStatus }: Kernel): boolean {
  const gone = ["restarting", "autorestarting", "terminating", "dead", "unknown"];
  return connectionStatus !== "connected" || gone.includes(status);
}
