// Writing to the file descriptors 1 and 2 by the functions of node:fs, past process.stdout and
// process.stderr.

import * as fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { nextTick, Object } from "../intrinsics";
import type { StreamName } from "../wire/link";

const names: Readonly<Record<number, StreamName>> = { 1: "stdout", 2: "stderr" };

/** Takes what is written. */
type Take = (name: StreamName, bytes: Uint8Array) => void;
type Data = string | NodeJS.ArrayBufferView;
type Any = (...args: unknown[]) => unknown;

/** What takes the place of a function of node:fs whose first argument is one of the two descriptors. */
const substitutes: Readonly<Record<string, (name: StreamName, take: Take, rest: unknown[]) => unknown>> = {
  writeSync: (name, take, [data, ...rest]) => written(name, take, bytesOf(data as Data, rest)),
  writevSync: (name, take, [views]) => written(name, take, joined(views)),
  write: (name, take, rest) => {
    const [data, ...more] = rest.slice(0, -1);
    answer(rest, written(name, take, bytesOf(data as Data, more)));
  },
  writev: (name, take, rest) => answer(rest, written(name, take, joined(rest[0]))),
  writeFileSync: (name, take, [data, options]) =>
    void written(name, take, bytesOf(data as Data, [null, encodingOf(options)])),
  appendFileSync: (name, take, [data, options]) =>
    void written(name, take, bytesOf(data as Data, [null, encodingOf(options)])),
};

/** Takes the place of these functions for the two descriptors. */
export function installDescriptors(take: Take): void {
  const module = ((fs as { default?: object }).default ?? fs) as Record<string, Any>;
  for (const [key, substitute] of Object.entries(substitutes)) {
    const real = module[key];
    const replaced: Any = (file, ...rest) => {
      const name = names[file as number];
      return name === undefined ? real(file, ...rest) : substitute(name, take, rest);
    };
    // util.promisify finds there what the callback's arguments are called.
    for (const symbol of globalThis.Object.getOwnPropertySymbols(real))
      Object.defineProperty(replaced, symbol, Object.getOwnPropertyDescriptor(real, symbol)!);
    module[key] = replaced;
  }
  syncBuiltinESMExports();
}

function written(name: StreamName, take: Take, bytes: Uint8Array): number {
  take(name, bytes);
  return bytes.byteLength;
}

function answer(rest: readonly unknown[], count: number): void {
  const callback = rest.at(-1);
  if (typeof callback === "function") nextTick(callback, null, count, rest[0]);
}

function joined(views: unknown): Buffer {
  return Buffer.concat((views as NodeJS.ArrayBufferView[]).map((view) => bytesOf(view, [])));
}

function encodingOf(options: unknown): unknown {
  return typeof options === "object" && options !== null
    ? (options as { encoding?: unknown }).encoding
    : options;
}

/** The part of the data that a call means: (text, position, encoding) or (view, offset, length, position). */
function bytesOf(data: Data, rest: readonly unknown[]): Buffer {
  if (typeof data === "string") return Buffer.from(data, (rest[1] ?? "utf8") as BufferEncoding);
  const whole = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [first] = rest;
  const { offset, length } = (
    typeof first === "object" && first !== null ? first : { offset: first, length: rest[1] }
  ) as { offset?: number; length?: unknown };
  const start = offset ?? 0;
  return whole.subarray(start, typeof length === "number" ? start + length : undefined);
}
