// What a child that the main thread waits for has written so far: the child writes to files, from which this
// thread reads meanwhile.

import { closeSync, openSync, readSync, unlinkSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import type { Header, Outgoing } from "../protocol/message";
import type { LiveFile, StreamName } from "./link";
import { logOnce } from "./log";

/** Between two looks, in milliseconds. */
const pause = 50;

interface Source extends LiveFile {
  fd: number;
  read: number;
  decoder: StringDecoder;
}

export class LiveText {
  private sources: Source[] = [];
  private parent: Header | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly buffer = Buffer.alloc(1 << 16);

  constructor(private readonly publish: (message: Outgoing) => void) {}

  begin(files: readonly LiveFile[], parent: Header | undefined): void {
    this.end();
    this.parent = parent;
    this.sources = files.flatMap((file) => this.opened(file));
    this.timer = setInterval(() => this.look(), pause);
  }

  /** The child has ended, and the files with it. */
  end(): void {
    clearInterval(this.timer);
    this.look();
    for (const { fd, path } of this.sources) {
      closeSync(fd);
      attempt(() => unlinkSync(path));
    }
    this.sources = [];
  }

  private opened(file: LiveFile): Source[] {
    const fd = attempt(() => openSync(file.path, "r"));
    return fd === undefined ? [] : [{ ...file, fd, read: 0, decoder: new StringDecoder("utf8") }];
  }

  private look(): void {
    for (const source of this.sources) this.take(source);
  }

  private take(source: Source): void {
    const { fd, name, decoder } = source;
    for (;;) {
      const length = attempt(() => readSync(fd, this.buffer, 0, this.buffer.length, source.read)) ?? 0;
      if (length === 0) return;
      source.read += length;
      this.tell(name, decoder.write(this.buffer.subarray(0, length)));
    }
  }

  private tell(name: StreamName, text: string): void {
    if (text !== "") this.publish({ type: "stream", content: { name, text }, parent: this.parent });
  }
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    logOnce(`the output of a child cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}
