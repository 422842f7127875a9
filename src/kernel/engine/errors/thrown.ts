// What a cell threw, as Jupyter shows errors: every frame of the user's with its line and a caret, and
// whatever caused it.

import { types } from "../../host/values";
import { inspect } from "../../../display/intrinsics";
import type { ErrorContent } from "../../protocol/message";
import { withBuiltins, withIntrinsics } from "../../restored";
import type { Traces } from "../execute/traces";
import { quote } from "./quote";

/** How deep causes are followed, how many errors of an AggregateError and how many frames are shown. */
const DEEPEST = 10;
const MOST = 10;
const FRAMES = 20;

/** How much is shown of one text: a message of 100 MB keeps a front end busy for minutes. */
const LONGEST = 100_000;

/**
 * `where` is the cell that runs: a value that is no error has no stack to tell it. Never throws, whatever was
 * thrown.
 */
export function describeThrown(thrown: unknown, traces: Traces, where?: string): ErrorContent {
  try {
    return withBuiltins(() => described(thrown, traces, where));
  } catch {
    const [ename, evalue] = ["thrown", "a value that cannot be shown"];
    return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
  }
}

function described(thrown: unknown, traces: Traces, where?: string): ErrorContent {
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

/** A proxy is shown as what it stands for: asked for properties it might answer for ever. */
function isError(thrown: unknown): thrown is Error {
  if (typeof thrown !== "object" || thrown === null || types.isProxy(thrown)) return false;
  return typeof read(thrown, "message") === "string";
}

/** A property of something that may throw when it is looked at. */
function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function isIn(key: string, object: object): boolean {
  try {
    return key in object;
  } catch {
    return false;
  }
}

function headOf(thrown: unknown): { name: string; message: string } {
  if (!isError(thrown)) return { name: "thrown", message: shown(thrown) };
  const [name, message] = [read(thrown, "name"), read(thrown, "message")];
  return {
    name: typeof name === "string" && name !== "" ? name : "Error",
    message: typeof message === "string" ? clipped(message) : "",
  };
}

function shown(value: unknown, depth = 2): string {
  try {
    return clipped(typeof value === "string" ? value : inspect(value, { colors: false, depth }));
  } catch (error) {
    return `a value that cannot be shown${isError(error) ? `: ${headOf(error).message}` : ""}`;
  }
}

function clipped(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}… and ${text.length - LONGEST} characters more`;
}

class Telling {
  private readonly described = new Set<unknown>();

  constructor(private readonly traces: Traces) {}

  tell(thrown: unknown, depth = 0): string[] {
    if (!isError(thrown)) return [`thrown: ${shown(thrown)}`];
    if (this.described.has(thrown)) return [`${title(thrown)} (told above)`];
    this.described.add(thrown);
    const lines = [title(thrown), ...this.frames(thrown), ...extras(thrown)];
    return depth < DEEPEST ? [...lines, ...this.parts(thrown, depth), ...this.cause(thrown, depth)] : lines;
  }

  private cause(thrown: Error, depth: number): string[] {
    if (!isIn("cause", thrown)) return [];
    const [first, ...rest] = this.tell(read(thrown, "cause"), depth + 1);
    return [`Caused by ${first}`, ...rest];
  }

  /** The errors of an AggregateError. */
  private parts(thrown: Error, depth: number): string[] {
    const errors = read(thrown, "errors");
    if (types.isProxy(errors) || !Array.isArray(errors)) return [];
    const lines = errors.slice(0, MOST).flatMap((error, i) => {
      const [first, ...rest] = this.tell(error, depth + 1);
      return [`[${i + 1} of ${errors.length}] ${first}`, ...rest].map((line) => indented(line));
    });
    return errors.length > MOST ? [...lines, `  … and ${errors.length - MOST} more`] : lines;
  }

  private frames(thrown: Error): string[] {
    const stack = read(thrown, "stack");
    if (typeof stack !== "string") return [];
    // The frames stand behind the message, however long that is.
    return withIntrinsics(() => this.lines(stack.slice(-LONGEST)));
  }

  private lines(stack: string): string[] {
    const frames = this.traces
      .rewrite(stack)
      .split("\n")
      .filter((line) => /^\s+at /.test(line));
    const quoted = new Set<string>();
    const folded = fold(frames);
    const lines = folded.slice(0, FRAMES).flatMap((part) => this.part(part, quoted));
    return folded.length > FRAMES ? [...lines, `    … and ${folded.length - FRAMES} more`] : lines;
  }

  private part({ frames, times }: Repeated, quoted: Set<string>): string[] {
    const lines = frames.flatMap((frame) => this.quoted(frame, quoted));
    if (times === 1) return lines;
    const [of, these] = frames.length === 1 ? ["frame", "this"] : ["frames", "these"];
    return [
      ...lines,
      `    … ${(times - 1) * frames.length} more ${of === "frame" && times > 2 ? "frames" : of} like ${these}`,
    ];
  }

  /** A place that comes again, as in a recursion, is quoted once. */
  private quoted(frame: string, before: Set<string>): string[] {
    const place = this.traces.place(frame);
    if (!place || before.has(frame)) return [frame];
    before.add(frame);
    return [frame, ...quote(place.lineText, place.column, 1, "        ")];
  }
}

/** Frames that come so many times, one after another. */
interface Repeated {
  frames: readonly string[];
  times: number;
}

/** How many functions may call one another in a circle, and how often before the circle is told once. */
const WIDEST_CIRCLE = 4;
const OFTEN = 6;

/** A function that calls itself, or a circle of them, fills the stack with the same few frames. */
function fold(frames: readonly string[]): Repeated[] {
  const parts: Repeated[] = [];
  for (let at = 0; at < frames.length;) {
    const part = repeatedAt(frames, at);
    parts.push(part);
    at += part.frames.length * part.times;
  }
  return parts;
}

function repeatedAt(frames: readonly string[], at: number): Repeated {
  for (let width = 1; width <= WIDEST_CIRCLE; width++) {
    let same = 0;
    while (at + width + same < frames.length && frames[at + same] === frames[at + width + same]) same++;
    const times = Math.floor(same / width) + 1;
    if (times >= OFTEN) return { frames: frames.slice(at, at + width), times };
  }
  return { frames: [frames[at]], times: 1 };
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
  const text = shown(rest, 1);
  return withIntrinsics(() => text.split("\n").map(indented));
}

function indented(line: string): string {
  return `  ${line}`;
}
