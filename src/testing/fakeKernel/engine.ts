// A small engine for the tests of everything around it: cells are plain JavaScript, run by node:vm.

import { createRequire } from "node:module";
import { inspect } from "node:util";
import { runInThisContext, Script } from "node:vm";
import type { Cell, Completion, Engine, EngineOptions, Inspection, Outcome } from "../../kernel/engine";
import type { ErrorContent } from "../../kernel/protocol/message";

export function loadFake({ provided }: EngineOptions): Promise<Engine> {
  const native = createRequire(__filename);
  const load = (name: string): unknown => provided.get(name)?.() ?? native(name);
  Object.assign(globalThis, { require: load });
  return Promise.resolve(new FakeEngine());
}

export class FakeEngine implements Engine {
  async execute(source: string, cell: Cell): Promise<Outcome> {
    return this.run(source, cell.name);
  }

  evaluate(expression: string): Promise<Outcome> {
    return this.run(`(${expression})`, "expression");
  }

  private async run(source: string, filename: string): Promise<Outcome> {
    try {
      const value: unknown = /\bawait\b/.test(source)
        ? await asynchronous(source, filename)
        : run(source, filename);
      return { status: "ok", value };
    } catch (error) {
      return { status: "error", error: this.describe(error) };
    }
  }

  describe(thrown: unknown): ErrorContent {
    if ((thrown as NodeJS.ErrnoException | undefined)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED") {
      return { ename: "KeyboardInterrupt", evalue: "", traceback: ["KeyboardInterrupt"] };
    }
    const isError = typeof thrown === "object" && thrown !== null && "message" in thrown;
    const { name, message } = isError ? (thrown as Error) : { name: "thrown", message: inspect(thrown) };
    return { ename: name, evalue: message, traceback: inspect(thrown).split("\n") };
  }

  complete(source: string, offset: number): Completion {
    const { object, part } = wordAt(source, offset);
    const names = Object.getOwnPropertyNames(object ?? {}).filter((name) => name.startsWith(part));
    const matches = names.map((text) => ({ text, type: "property" }));
    return { start: offset - part.length, end: offset, matches };
  }

  inspect(source: string, offset: number): Inspection | undefined {
    const { object, part } = wordAt(source, offset);
    if (part === "" || object === undefined || !(part in object)) return undefined;
    const plain = `${part}: ${typeof object[part]}`;
    return { plain, markdown: `**${plain}**` };
  }

  isComplete(source: string): ReturnType<Engine["isComplete"]> {
    const open = source.split(/[([{]/).length - source.split(/[)\]}]/).length;
    if (open > 0) return { status: "incomplete", indent: "  " };
    return { status: open < 0 ? "invalid" : "complete" };
  }

  warm(): boolean {
    return false;
  }
}

function run(source: string, filename: string): unknown {
  return runInThisContext(source, { filename, breakOnSigint: true, displayErrors: false });
}

/** The value is the last line if that is an expression. */
function asynchronous(source: string, filename: string): unknown {
  const lines = source.trim().split("\n");
  const last = lines.pop()!;
  const wrap = (end: string): string => `(async () => {\n${[...lines, end].join("\n")}\n})()`;
  const returning = wrap(`return (${last})`);
  return run(compiles(returning) ? returning : wrap(last), filename);
}

function compiles(source: string): boolean {
  try {
    return Boolean(new Script(source));
  } catch {
    return false;
  }
}

/** The word before the cursor and the object whose member it is. */
function wordAt(source: string, offset: number): { object?: Record<string, unknown>; part: string } {
  const [, owner = "globalThis", part = ""] = /(?:([\w$]+)\.)?([\w$]*)$/.exec(source.slice(0, offset)) ?? [];
  return {
    object: (globalThis as Record<string, unknown>)[owner] as Record<string, unknown> | undefined,
    part,
  };
}
