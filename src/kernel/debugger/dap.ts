// The Debug Adapter Protocol inside of Jupyter's debug_request and debug_event
// (https://microsoft.github.io/debug-adapter-protocol).

import type { Fields } from "../protocol/message";
import { BadRequest, isFields, read } from "../protocol/read";

/** Does what a command asks and gives the body of its response. */
export type Command = (args: Fields) => Fields | void | Promise<Fields | void>;

/** A breakpoint as a front end asks for it; lines count from 1. */
export interface WantedBreakpoint {
  line: number;
  condition?: string;
  hitCondition?: string;
  logMessage?: string;
}

/** Numbers requests and answers them, and tells of events. */
export class DapMessages {
  private seq = 1;

  constructor(
    private readonly commands: Readonly<Record<string, Command>>,
    private readonly send: (content: Fields) => void,
  ) {}

  /** Never rejects: what cannot be done is a response without success. */
  async respond(content: Fields): Promise<Fields> {
    const { command = "", seq = 0 } = content;
    const reply = { type: "response", seq: this.seq++, request_seq: seq, command };
    try {
      const name = read(content, "command", "string");
      if (!Object.hasOwn(this.commands, name))
        throw new BadRequest(`This debugger does not know the command "${name}".`);
      const body = await this.commands[name](read(content, "arguments", "object", {}));
      return { ...reply, success: true, body: body ?? {} };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ...reply, success: false, message, body: { error: { id: 1, format: message } } };
    }
  }

  event(event: string, body: Fields = {}): void {
    this.send({ type: "event", seq: this.seq++, event, body });
  }
}

/** An expression without the semicolon behind it. */
export function bare(code: string): string {
  return code.replace(/;\s*$/, "");
}

/** The path in the argument `source`. */
export function readPath(args: Fields): string {
  return read(read(args, "source", "object"), "path", "string");
}

export function readBreakpoints({ breakpoints = [] }: Fields): WantedBreakpoint[] {
  if (!Array.isArray(breakpoints))
    throw new BadRequest(`The field "breakpoints" must be a list of objects { line }.`);
  return breakpoints.map((one: unknown) => {
    if (!isFields(one)) throw new BadRequest(`Each of "breakpoints" must be an object { line }.`);
    return { line: readCount(one, "line", 1), ...texts(one) };
  });
}

function texts(one: Fields): Omit<WantedBreakpoint, "line"> {
  const names = ["condition", "hitCondition", "logMessage"] as const;
  const given = names.map((name) => [name, read(one, name, "string", "")] as const);
  return Object.fromEntries(given.filter(([, text]) => text.trim() !== ""));
}

/** A whole number of at least `least`; `otherwise` stands for one that is absent. */
export function readCount(args: Fields, name: string, least: number, otherwise?: number): number {
  const value = read(args, name, "number", otherwise);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new BadRequest(`The field "${name}" must be a whole number from ${least} on, but got ${value}.`);
}
