// What the main thread sends while requests run: text, displays, errors, each with the request that it
// belongs to.

import { StringDecoder } from "../host/text";
import { bare, JSON } from "../intrinsics";
import { type ErrorContent, type Header, type Outgoing, type Request } from "../protocol/message";
import { currentScope, type Scope } from "../requests/requestScope";
import type { Outlet } from "../protocol/serve";
import type { FromMain, StreamName } from "../wire/link";
import type { RingWriter } from "../wire/ring";

export class Output implements Outlet {
  private streamParent: Header | undefined;
  private streamName: StreamName | undefined;
  private readonly decoders = new WeakMap<Scope, Record<StreamName, StringDecoder>>();

  constructor(
    private readonly post: (message: FromMain) => void,
    private readonly ring: Pick<RingWriter, "write">,
  ) {}

  publish(message: Outgoing): void {
    this.post({ kind: "publish", message });
  }

  reply({ channel, identities }: Request, message: Outgoing, abort = false): void {
    this.post({ kind: "reply", request: { channel, identities }, message, abort });
  }

  /** Text of the running request. Bytes of one character may come in several pieces. */
  write(name: StreamName, chunk: string | Uint8Array, scope: Scope | undefined = currentScope()): void {
    if (scope?.silent) return;
    const text = typeof chunk === "string" ? chunk : this.decode(name, chunk, scope);
    if (text === "") return;
    if (name !== this.streamName || scope?.parent !== this.streamParent) {
      this.streamName = name;
      this.streamParent = scope?.parent;
      this.post({ kind: "belongs", name, parent: scope?.parent });
    }
    this.ring.write(text);
  }

  /**
   * A message that shows something; values that JSON does not know throw here, in the code that shows them.
   */
  show(type: string, content: object, scope: Scope | undefined = currentScope()): void {
    if (scope?.silent) return;
    this.publish({ type, content: JSON.stringify(bare(content)), parent: scope?.parent });
  }

  error({ ename, evalue, traceback }: ErrorContent, scope: Scope | undefined): void {
    this.show("error", { ename, evalue, traceback }, scope);
  }

  private decode(name: StreamName, chunk: Uint8Array, scope: Scope | undefined): string {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (scope === undefined) return bytes.toString("utf8");
    let pair = this.decoders.get(scope);
    if (pair === undefined) {
      pair = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
      this.decoders.set(scope, pair);
    }
    return pair[name].write(bytes);
  }
}
