// process.stdin for cells: reading it asks the user, as `prompt()` does.

import * as fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import * as readline from "node:readline";
import * as readlinePromises from "node:readline/promises";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { Object, setImmediate } from "../intrinsics";
import type { Prompt } from "./prompt";
import { currentScope } from "./requestScope";

type Any = (this: unknown, ...args: unknown[]) => unknown;
type Line = readline.Interface | readlinePromises.Interface;

/** The question that reading to the end asks for every line. */
const untilEmpty = "input (an empty line ends it): ";

/** Asks for a line whenever somebody waits for one. */
class AskedInput extends Readable {
  readonly fd = 0;
  /** Readers of lines, with the question that they have asked. */
  private readonly readers = new Map<Line, string | undefined>();
  private isAsking = false;
  private isHungry = false;

  constructor(private readonly prompt: Prompt) {
    super({ highWaterMark: 0 });
    for (const event of ["resume", "newListener"]) this.on(event, () => this.wake());
  }

  /** Nobody reads it any more: the next cell begins anew. */
  get isSpent(): boolean {
    if (this.destroyed || this.readableEnded) return true;
    const isRead = this.listenerCount("readable") > 0 || this.listenerCount("data") > this.readers.size;
    return this.isPaused() && !isRead;
  }

  override _read(): void {
    this.isHungry = true;
    this.wake();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  /** A reader of lines wants one only when it has asked, or when somebody listens to all of them. */
  attach(reader: Line): void {
    this.readers.set(reader, undefined);
    reader.once("close", () => this.readers.delete(reader));
    reader.on("newListener", (name: string) => void (name === "line" && this.wake()));
    const { question } = reader as unknown as { question: Any };
    const asking: Any = (query, ...rest) => {
      this.readers.set(reader, String(query));
      this.wake();
      return question.call(reader, query, ...rest);
    };
    const promised = (query: string): Promise<unknown> =>
      new Promise((done) => void asking.call(reader, query, done));
    Object.defineProperty(asking, promisify.custom, { value: promised });
    Object.assign(reader, { question: asking });
  }

  /** In a turn of its own: the code that got the last line may read no further. */
  private wake(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    setImmediate(() => {
      this.isAsking = false;
      if (this.isHungry && !this.destroyed && this.isWanted()) this.ask();
    });
  }

  private isWanted(): boolean {
    const isRead = this.listenerCount("readable") > 0;
    if (!isRead && (this.isPaused() || this.listenerCount("data") === 0)) return false;
    // Each reader of lines listens once; whoever listens besides wants all there is.
    if (isRead || this.listenerCount("data") > this.readers.size) return true;
    return [...this.readers].some(
      ([reader, question]) => question !== undefined || reader.listenerCount("line") > 0,
    );
  }

  private ask(): void {
    const question = [...this.readers.values()].find((one) => one !== undefined) ?? "";
    for (const reader of this.readers.keys()) this.readers.set(reader, undefined);
    this.isHungry = false;
    try {
      this.push(`${this.prompt(question)}\n`);
    } catch (error) {
      // Nobody answers: the cell, which may wait for ever, ends with that.
      currentScope()?.fail(error);
      this.destroy();
    }
  }
}

/** Takes the place of the process's input, by stream, by readers of lines and by file descriptor. */
export function installStdin(prompt: Prompt): void {
  let input = new AskedInput(prompt);
  const get = (): AskedInput => (input.isSpent ? (input = new AskedInput(prompt)) : input);
  Object.defineProperty(process, "stdin", { get, configurable: true, enumerable: true });
  for (const module of [readline, readlinePromises].map(changeable)) {
    const create = module.createInterface;
    module.createInterface = (...args) => {
      const reader = create(...args) as Line;
      const [first] = args as [{ input?: unknown } | undefined];
      if ((first?.input ?? first) === input) input.attach(reader);
      return reader;
    };
  }
  installReads(changeable(fs), prompt);
  syncBuiltinESMExports();
}

/** The module object itself, whose functions can be replaced. */
function changeable(module: object): Record<string, Any> {
  return ((module as { default?: object }).default ?? module) as Record<string, Any>;
}

function installReads(module: Record<string, Any>, prompt: Prompt): void {
  const { readSync, readFileSync } = module;
  let rest: Buffer = Buffer.alloc(0);
  module.readSync = (file, target, ...more) => {
    if (file !== 0) return readSync(file, target, ...more);
    if (rest.length === 0) rest = Buffer.from(`${prompt("")}\n`);
    const view = target as NodeJS.ArrayBufferView;
    const { offset = 0, length } = (
      typeof more[0] === "object" && more[0] !== null ? more[0] : { offset: more[0], length: more[1] }
    ) as { offset?: number; length?: number };
    const place = Buffer.from(view.buffer, view.byteOffset, view.byteLength).subarray(
      offset,
      length && offset + length,
    );
    const count = rest.copy(place);
    rest = rest.subarray(count);
    return count;
  };
  module.readFileSync = (file, ...more) => {
    if (file !== 0 && file !== "/dev/stdin") return readFileSync(file, ...more);
    const bytes = Buffer.from(linesUntilEmpty(prompt));
    const [options] = more as [{ encoding?: BufferEncoding } | BufferEncoding | undefined];
    const encoding = typeof options === "string" ? options : options?.encoding;
    return encoding ? bytes.toString(encoding) : bytes;
  };
}

function linesUntilEmpty(prompt: Prompt): string {
  let text = "";
  for (let line = prompt(untilEmpty); line !== ""; line = prompt(untilEmpty)) text += `${line}\n`;
  return text;
}
