// What cells write to the process's own streams goes to their client.

import * as fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { StreamName } from "../wire/link";
import type { Output } from "./output";

const names: Record<number, StreamName> = { 1: "stdout", 2: "stderr" };

type Callback = (error?: Error | null) => void;

/** Takes the place of writing to the standard streams, by stream and by file descriptor. */
export function installStreams(output: Output): void {
  for (const name of ["stdout", "stderr"] as const) process[name].write = streamWrite(output, name);
  const writable = fs as unknown as { default?: typeof fs } & typeof fs;
  const real = (writable.default ?? writable) as { writeSync: typeof fs.writeSync; write: typeof fs.write };
  real.writeSync = syncWrite(output, fs.writeSync);
  syncBuiltinESMExports();
}

function streamWrite(output: Output, name: StreamName): typeof process.stdout.write {
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, callback?: Callback): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    output.write(name, typeof chunk === "string" ? decoded(chunk, encoding) : Uint8Array.from(chunk));
    if (done !== undefined) process.nextTick(done);
    return true;
  };
}

/** Text may stand for bytes: `write("6869", "hex")`. */
function decoded(text: string, encoding: unknown): string | Uint8Array {
  return typeof encoding === "string" && !/^utf-?8$/i.test(encoding)
    ? Buffer.from(text, encoding as BufferEncoding)
    : text;
}

function syncWrite(output: Output, real: typeof fs.writeSync): typeof fs.writeSync {
  const write = (file: number, data: string | NodeJS.ArrayBufferView, ...rest: never[]): number => {
    const name = names[file];
    if (name === undefined) return real(file, data as string, ...rest);
    const bytes = bytesOf(data, rest);
    output.write(name, bytes);
    return bytes.byteLength;
  };
  return write as typeof fs.writeSync;
}

/** The part of the data that a call of fs.writeSync means: (text, position, encoding) or (view, offset, length, position). */
function bytesOf(data: string | NodeJS.ArrayBufferView, rest: readonly unknown[]): Buffer {
  if (typeof data === "string") return Buffer.from(data, rest[1] as BufferEncoding | undefined);
  const whole = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [first] = rest;
  const { offset, length } = (
    typeof first === "object" && first !== null ? first : { offset: first, length: rest[1] }
  ) as { offset?: number; length?: number };
  const start = offset ?? 0;
  return whole.subarray(start, length == null ? undefined : start + length);
}
