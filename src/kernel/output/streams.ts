// Patched process.stdout and process.stderr: what cells write reaches their client.

import type { WriteStream } from "node:tty";
import { nextTick, Object } from "../intrinsics";
import type { StreamName } from "../wire/link";
import { installDescriptors } from "./descriptors";
import type { Output } from "./output";

type Callback = (error?: Error | null) => void;

/** Takes the place of writing to the standard streams, by stream and by file descriptor. */
export function installStreams(output: Output): void {
  for (const name of ["stdout", "stderr"] as const) install(process[name], streamWrite(output, name));
  installDescriptors((name, bytes) => output.write(name, bytes));
}

/**
 * Nothing ends the stream for good; what moves a terminal's cursor, as progress bars do, has nothing to move.
 */
function install(stream: WriteStream, write: typeof process.stdout.write): void {
  const end = (chunk?: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): WriteStream => {
    const done = [chunk, encoding, callback].find((one) => typeof one === "function") as Callback | undefined;
    const isText = typeof chunk === "string" || chunk instanceof Uint8Array;
    if (isText) write(chunk, typeof encoding === "string" ? encoding : undefined);
    if (done !== undefined) nextTick(done);
    return stream;
  };
  Object.assign(stream, { write, end });
  for (const name of ["clearLine", "clearScreenDown", "cursorTo", "moveCursor"]) {
    const move = (...args: unknown[]): boolean => {
      const done = args.at(-1);
      if (typeof done === "function") nextTick(done);
      return true;
    };
    Object.defineProperty(stream, name, { value: move, configurable: true, writable: true });
  }
}

function streamWrite(output: Output, name: StreamName): typeof process.stdout.write {
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, callback?: Callback): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    output.write(name, typeof chunk === "string" ? decoded(chunk, encoding) : Uint8Array.from(chunk));
    if (done !== undefined) nextTick(done);
    return true;
  };
}

/** Text may stand for bytes: `write("6869", "hex")`. */
function decoded(text: string, encoding: unknown): string | Uint8Array {
  return typeof encoding === "string" && !/^utf-?8$/i.test(encoding)
    ? Buffer.from(text, encoding as BufferEncoding)
    : text;
}
