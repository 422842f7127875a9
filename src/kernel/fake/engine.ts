// A small engine for the tests of everything around it: cells are plain JavaScript, run by node:vm.

import { inspect } from "node:util";
import { runInThisContext } from "node:vm";
import type { Cell, Engine, EngineOptions, Outcome } from "../engine";
import type { ErrorContent } from "../protocol/message";

export function loadFake({ provided }: EngineOptions): Promise<Engine> {
  const load = (name: string): unknown => provided.get(name)?.() ?? require(name);
  Object.assign(globalThis, { require: load });
  return Promise.resolve(new FakeEngine());
}

export class FakeEngine implements Engine {
  async execute(source: string, cell: Cell): Promise<Outcome> {
    cell.onStart();
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

  complete(
    source: string,
    offset: number,
  ): { start: number; end: number; matches: { text: string; type: string }[] } {
    const [, object, part] = /([\w$]+)?\.?([\w$]*)$/.exec(source.slice(0, offset)) ?? [];
    const owner = (globalThis as Record<string, unknown>)[object ?? "globalThis"] ?? {};
    const names = Object.getOwnPropertyNames(owner).filter((name) => name.startsWith(part));
    return {
      start: offset - part.length,
      end: offset,
      matches: names.map((text) => ({ text, type: "property" })),
    };
  }

  inspect(source: string, offset: number): { plain: string; markdown: string } | undefined {
    const name = /[\w$]+$/.exec(source.slice(0, offset))?.[0] ?? "";
    if (!(name in globalThis)) return undefined;
    const plain = `${name}: ${typeof (globalThis as Record<string, unknown>)[name]}`;
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

/** The last line is the value, as far as it goes. */
function asynchronous(source: string, filename: string): unknown {
  const lines = source.trim().split("\n");
  const last = lines.pop()!;
  const body = /^(const|let|var|for|while|if|throw|try)\b|;$/.test(last) ? last : `return (${last})`;
  return run(`(async () => {\n${[...lines, body].join("\n")}\n})()`, filename);
}
