// Writing to the file descriptors 1 and 2 by the functions of node:fs, past process.stdout and
// process.stderr, also by the names that they have among the files.

import * as fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { nextTick, Object, Reflect, Set } from "../intrinsics";
import type { StreamName } from "../wire/link";
import { deviceHandle, inPieces } from "./deviceHandle";

const names: Readonly<Record<number, StreamName>> = { 1: "stdout", 2: "stderr" };

/** The standard streams as files. Behind them is the server's log, or a socket that cannot be opened. */
const devices: ReadonlyMap<unknown, 1 | 2> = new Map(
  ([1, 2] as const).flatMap((fd) =>
    [
      `/dev/std${fd === 1 ? "out" : "err"}`,
      `/dev/fd/${fd}`,
      `/proc/self/fd/${fd}`,
      `/proc/${process.pid}/fd/${fd}`,
    ].map((path) => [path, fd] as const),
  ),
);

/** The descriptor that stands behind a path or a file's URL. */
function deviceOf(file: unknown): 1 | 2 | undefined {
  return devices.get(file instanceof URL ? file.pathname : file);
}

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
  writeFileSync: (name, take, [data, options]) => writeWhole(name, take, data, options),
  appendFileSync: (name, take, [data, options]) => writeWhole(name, take, data, options),
  writeFile: (name, take, rest) => answerWhole(rest, name, take),
  appendFile: (name, take, rest) => answerWhole(rest, name, take),
};

/** Functions that are given a file, or may be. */
const byPath: ReadonlySet<string> = new Set(["writeFileSync", "appendFileSync", "writeFile", "appendFile"]);

/** Takes the place of these functions for the two descriptors. */
export function installDescriptors(take: Take): void {
  const module = ((fs as { default?: object }).default ?? fs) as Record<string, Any>;
  for (const [key, substitute] of Object.entries(substitutes)) {
    const real = module[key];
    const replaced: Any = (file, ...rest) => {
      const name = names[((byPath.has(key) ? deviceOf(file) : undefined) ?? file) as number];
      return name === undefined ? real(file, ...rest) : substitute(name, take, rest);
    };
    // util.promisify finds there what the callback's arguments are called.
    for (const symbol of globalThis.Object.getOwnPropertySymbols(real))
      Object.defineProperty(replaced, symbol, Object.getOwnPropertyDescriptor(real, symbol)!);
    module[key] = replaced;
  }
  installDevices(module, take);
  syncBuiltinESMExports();
}

/** What opens files by their names. */
function installDevices(module: Record<string, Any>, take: Take): void {
  const { openSync, open, createWriteStream, closeSync, close } = module;
  const opened = new Set<unknown>();
  const note = (fd: unknown): unknown => {
    opened.add(fd);
    return fd;
  };
  module.openSync = (file, ...rest) => deviceOf(file) ?? note(openSync(file, ...rest));
  module.open = (file, ...rest) => {
    const fd = deviceOf(file);
    const callback = rest.at(-1);
    if (typeof callback !== "function") return open(file, ...rest);
    if (fd === undefined)
      return open(file, ...rest.slice(0, -1), (error: unknown, fd: unknown) => {
        if (!error) note(fd);
        Reflect.apply(callback as Any, undefined, [error, fd]);
      });
    nextTick(callback, null, fd);
    return undefined;
  };
  module.createWriteStream = (file, options) => {
    const fd = deviceOf(file);
    if (fd === undefined) return createWriteStream(file, options);
    const more = typeof options === "string" ? { encoding: options } : options;
    return createWriteStream("", { ...(more as object), flags: "a", start: undefined, fd, autoClose: false });
  };
  // What the kernel has open ends the process when it is closed; the standard streams stay, too.
  const isStandard = (fd: unknown): boolean => fd === 0 || fd === 1 || fd === 2;
  const check = (fd: unknown): void => {
    if (typeof fd === "number" && !opened.delete(fd) && isOpen(fd)) throw notOurs(fd);
  };
  module.closeSync = (fd) => {
    if (isStandard(fd)) return undefined;
    check(fd);
    return closeSync(fd);
  };
  module.close = (fd, callback) => {
    if (!isStandard(fd)) {
      check(fd);
      return close(fd, ...(callback === undefined ? [] : [callback]));
    }
    if (typeof callback === "function") nextTick(callback, null);
    return undefined;
  };
  installPromises(module.promises as unknown as Record<string, Any>, take);
}

function installPromises(promised: Record<string, Any>, take: Take): void {
  for (const key of ["writeFile", "appendFile"]) {
    const real = promised[key];
    promised[key] = async (file, data, options) => {
      const fd = deviceOf(file);
      if (fd === undefined) return real(file, data, options);
      await inPieces(data, (piece) => writeWhole(names[fd], take, piece, options));
      return undefined;
    };
  }
  const openHandle = promised.open as typeof fs.promises.open;
  promised.open = async (file, ...rest) => {
    const fd = deviceOf(file);
    if (fd === undefined) return Reflect.apply(openHandle, promised, [file, ...rest]);
    const name = names[fd];
    return deviceHandle(openHandle, fd, {
      part: (data, more) => written(name, take, bytesOf(data as Data, more)),
      parts: (views) => written(name, take, joined(views)),
      whole: (data, options) => writeWhole(name, take, data, options),
    });
  };
}

/** Closing what is not open is an error of Node's own. */
function isOpen(fd: number): boolean {
  try {
    fs.fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}

function notOurs(fd: number): Error {
  const why = `the descriptor ${fd} was not opened by fs.open: it may be the kernel's own`;
  return Object.assign(new Error(`EBADF: ${why}, close`), { code: "EBADF", syscall: "close" });
}

function written(name: StreamName, take: Take, bytes: Uint8Array): number {
  take(name, bytes);
  return bytes.byteLength;
}

/** What is written as a whole file is. */
function writeWhole(name: StreamName, take: Take, data: unknown, options: unknown): void {
  written(name, take, bytesOf(data as Data, [null, encodingOf(options)]));
}

function answerWhole(rest: readonly unknown[], name: StreamName, take: Take): void {
  writeWhole(name, take, rest[0], rest[1]);
  const callback = rest.at(-1);
  if (typeof callback === "function") nextTick(callback, null);
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
