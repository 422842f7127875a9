// What stands in for the globals of Node that the kernel and the library name; bundling puts them in their
// place, and cells do not see them.

export { setImmediate } from "../host/builtins";

/** As much of the process object as is asked for. */
export const process: object = {
  version: "",
  versions: {},
  features: {},
  platform: "browser",
  env: {},
  emitWarning: () => undefined,
};

/** As much of Node's Buffer as is asked for. */
export class Buffer extends Uint8Array {
  static override from(value: unknown, second?: unknown, third?: unknown): Buffer {
    if (typeof value === "string") return bufferOf(second === "base64" ? decoded(value) : utf8(value));
    if (value instanceof ArrayBuffer) return new Buffer(value, second as number, third as number);
    return bufferOf(Uint8Array.from(value as Uint8Array));
  }

  static allocUnsafeSlow(length: number): Buffer {
    return new Buffer(length);
  }

  override toString(encoding?: string): string {
    if (encoding !== "base64") return new TextDecoder().decode(this);
    let text = "";
    for (const byte of this) text += String.fromCharCode(byte);
    return btoa(text);
  }
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return new Buffer(buffer as ArrayBuffer, byteOffset, length);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decoded(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
