// The standard streams as `fs.promises.open` opens them by their names.

import { devNull } from "node:os";
import type { FileHandle } from "node:fs/promises";
import { Object } from "../intrinsics";

type Data = string | NodeJS.ArrayBufferView;
type Pieces = Data | AsyncIterable<Data> | Iterable<Data>;

/** Takes what is written; how many bytes that were. */
export interface Takes {
  part(data: unknown, rest: unknown[]): number;
  parts(views: unknown): number;
  whole(data: unknown, options: unknown): void;
}

/**
 * A handle whose writes are taken: it is one of a file that swallows everything, so that it has all methods
 * of a handle and can be closed; streams are made of it by its own methods.
 */
export async function deviceHandle(
  open: (path: string, flags: string) => Promise<FileHandle>,
  fd: 1 | 2,
  takes: Takes,
): Promise<FileHandle> {
  const handle = await open(devNull, "w");
  const whole = async (data: Pieces, options?: unknown): Promise<void> => {
    await inPieces(data, (piece) => takes.whole(piece, options));
  };
  const methods = {
    write: (data: Data, ...rest: unknown[]) =>
      Promise.resolve({ bytesWritten: takes.part(data, rest), buffer: data }),
    writev: (buffers: unknown) => Promise.resolve({ bytesWritten: takes.parts(buffers), buffers }),
    writeFile: whole,
    appendFile: whole,
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(handle, name, { value, writable: true, configurable: true });
  return Object.defineProperty(handle, "fd", { value: fd, configurable: true });
}

/** What `writeFile` is given: a text or bytes at once, or what gives them one after the other. */
export async function inPieces(data: unknown, take: (piece: unknown) => void): Promise<void> {
  const isWhole = typeof data === "string" || ArrayBuffer.isView(data);
  for await (const piece of isWhole ? [data] : (data as AsyncIterable<unknown>)) take(piece);
}
