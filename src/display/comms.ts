// Jupyter's comms for cells: messages between the kernel and a program in the front end, in both directions,
// with buffers.

import { wrongType } from "../errors";
import { type Comm, type CommMessage, currentHost } from "./host";

/**
 * What is sent over a comm: fields left out are empty. `data` is JSON; `buffers` are bytes beside it, which
 * are not copied into text.
 */
export type CommContent = Partial<CommMessage>;

/**
 * Opens a comm to `target`, a name for which a program in the front end has registered (a JupyterLab
 * extension with `kernel.registerCommTarget`, a page's script). What is sent is delivered in order. A front
 * end that does not know the name closes the comm again, and so does nobody in a terminal and in stock tslab,
 * which have no comms: what is sent there is dropped.
 *
 * @param target the name that the front end has registered
 * @param message `data`, `metadata` and `buffers` of the first message
 * @throws TypeError where the target is no text, or the data no object
 * @example
 * ```ts
 * const scene = openComm("scene", { data: { size: 3 } })
 * scene.onMessage(({ data, buffers }) => console.log(data, buffers.length))
 * scene.send({ points: 1 }, { buffers: [new Uint8Array(new Float32Array([1, 2]).buffer)] })
 * scene.target
 * // => scene
 * scene.close()
 * ```
 */
export function openComm(target: string, message: CommContent = {}): Comm {
  requireTarget("openComm", target);
  requireData("openComm", message.data);
  return currentHost().comms?.open(target, message) ?? new DeadComm(target);
}

/**
 * Takes the comms that front ends open to `target`: `opened` is called for each, with the comm and the
 * message that opened it, and sets the comm's listeners before it returns. The latest call for a target
 * counts.
 *
 * @param target the name under which front ends open comms
 * @param opened called with each comm and its first message
 * @throws TypeError where the target is no text or `opened` no function
 * @example
 * ```ts
 * onComm("echo", (comm, { data }) => {
 *   comm.send({ welcome: data })
 *   comm.onMessage((message) => comm.send(message.data, { buffers: message.buffers }))
 * })
 * console.log("listening")
 * // => listening
 * ```
 */
export function onComm(
  target: string,
  opened: (comm: Comm, message: CommMessage) => void | Promise<void>,
): void {
  requireTarget("onComm", target);
  if (typeof opened !== "function")
    throw wrongType({
      fn: "onComm",
      argument: "opened",
      got: opened,
      wanted: "a function of the comm and the message that opened it",
      hint: "Write onComm(target, (comm, { data }) => …).",
    });
  currentHost().comms?.registerTarget(target, opened);
}

function requireTarget(fn: string, target: unknown): void {
  if (typeof target === "string" && target !== "") return;
  throw wrongType({
    fn,
    argument: "target",
    got: target,
    wanted: "the name that the front end knows",
    hint: 'For instance "scene".',
  });
}

function requireData(fn: string, data: unknown): void {
  if (data === undefined || (typeof data === "object" && data !== null && !Array.isArray(data))) return;
  throw wrongType({
    fn,
    argument: "data",
    got: data,
    wanted: "an object",
    hint: "Put the value into a field: { data: { value } }.",
  });
}

/** A comm without another end. */
class DeadComm implements Comm {
  readonly id: string = "";

  constructor(readonly target: string) {}

  send(): void {}

  close(): void {}

  onMessage(): void {}

  onClose(): void {}
}
