// What a cell threw, as Jupyter shows errors: every frame of the user's with its line and a caret, and whatever caused it.

import { inspect } from "node:util";
import type { ErrorContent } from "../../protocol/message";
import type { Traces } from "../run/traces";
import { quote } from "./quote";

/** How deep causes are followed, how many errors of an AggregateError and how many frames are shown. */
const DEEPEST = 10;
const MOST = 10;
const FRAMES = 20;

/** `where` is the cell that runs: a value that is no error has no stack to tell it. */
export function describeThrown(thrown: unknown, traces: Traces, where?: string): ErrorContent {
  if (isInterrupt(thrown)) {
    const [ename, evalue] = ["KeyboardInterrupt", "the cell was interrupted"];
    return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
  }
  const { name, message } = headOf(thrown);
  const traceback = new Telling(traces).tell(thrown);
  if (!isError(thrown) && where !== undefined) traceback.push(`    thrown in ${where}`);
  return { ename: name, evalue: message, traceback };
}

/** A script that Node ended because of SIGINT. */
function isInterrupt(thrown: unknown): boolean {
  return isError(thrown) && read(thrown, "code") === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

function isError(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && typeof read(thrown, "message") === "string";
}

/** A property of something that may throw when it is looked at. */
function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function headOf(thrown: unknown): { name: string; message: string } {
  if (!isError(thrown)) return { name: "thrown", message: shown(thrown) };
  const name = read(thrown, "name");
  return { name: typeof name === "string" && name !== "" ? name : "Error", message: thrown.message };
}

function shown(value: unknown): string {
  try {
    return typeof value === "string" ? value : inspect(value, { colors: false });
  } catch (error) {
    return `a value that cannot be shown: ${String((error as Error | undefined)?.message)}`;
  }
}

class Telling {
  private readonly told = new Set<unknown>();

  constructor(private readonly traces: Traces) {}

  tell(thrown: unknown, depth = 0): string[] {
    if (!isError(thrown)) return [`thrown: ${shown(thrown)}`];
    if (this.told.has(thrown)) return [`${title(thrown)} (told above)`];
    this.told.add(thrown);
    const lines = [title(thrown), ...this.frames(thrown), ...extras(thrown)];
    return depth < DEEPEST ? [...lines, ...this.parts(thrown, depth), ...this.cause(thrown, depth)] : lines;
  }

  private cause(thrown: Error, depth: number): string[] {
    if (!("cause" in thrown)) return [];
    const [first, ...rest] = this.tell(read(thrown, "cause"), depth + 1);
    return [`Caused by ${first}`, ...rest];
  }

  /** The errors of an AggregateError. */
  private parts(thrown: Error, depth: number): string[] {
    const errors = read(thrown, "errors");
    if (!Array.isArray(errors)) return [];
    const lines = errors.slice(0, MOST).flatMap((error, i) => {
      const [first, ...rest] = this.tell(error, depth + 1);
      return [`[${i + 1} of ${errors.length}] ${first}`, ...rest].map((line) => indented(line));
    });
    return errors.length > MOST ? [...lines, `  … and ${errors.length - MOST} more`] : lines;
  }

  private frames(thrown: Error): string[] {
    const stack = read(thrown, "stack");
    if (typeof stack !== "string") return [];
    const frames = this.traces
      .rewrite(stack)
      .split("\n")
      .filter((line) => /^\s+at /.test(line));
    const quoted = new Set<string>();
    const lines = frames.slice(0, FRAMES).flatMap((frame) => this.quoted(frame, quoted));
    return frames.length > FRAMES ? [...lines, `    … and ${frames.length - FRAMES} more`] : lines;
  }

  /** A place that comes again, as in a recursion, is quoted once. */
  private quoted(frame: string, before: Set<string>): string[] {
    const place = this.traces.place(frame);
    if (!place || before.has(frame)) return [frame];
    before.add(frame);
    return [frame, ...quote(place.lineText, place.column, 1, "        ")];
  }
}

function title(thrown: Error): string {
  const { name, message } = headOf(thrown);
  return message === "" ? name : `${name}: ${message}`;
}

/** What the error carries besides, such as `code` and `path` of a system error. */
function extras(thrown: Error): string[] {
  const known = new Set(["name", "message", "stack", "cause", "errors"]);
  const keys = Object.keys(thrown).filter((key) => !known.has(key));
  if (keys.length === 0) return [];
  const rest = Object.fromEntries(keys.map((key) => [key, read(thrown, key)]));
  return inspect(rest, { colors: false, depth: 1 }).split("\n").map(indented);
}

function indented(line: string): string {
  return `  ${line}`;
}
