// Breakpoints: asked for by the lines of a source, set in each script that has it, before it runs.

import type { Debugger } from "node:inspector";
import type { Stop, Translation } from "../engine";
import type { Fields } from "../protocol/message";
import { Check, type Evaluate } from "./check";
import { bare, type WantedBreakpoint } from "./dap";
import { door } from "./door";
import type { Inspector } from "./inspector";
import type { MainThread } from "./main";
import type { KnownScript, Scripts } from "./scripts";

/** A breakpoint with the line that it has come to: that which was asked for, or the next with code. */
interface Placed extends WantedBreakpoint {
  id: number;
  /** What is wrong with it. */
  message?: string;
}

interface Source {
  placed: Placed[];
  stops: readonly Stop[];
  /** What the inspector calls them. */
  set: string[];
}

export class Breakpoints {
  private readonly byPath = new Map<string, Source>();
  /** What is judged at a stop, by the inspector's breakpoint. */
  private readonly checks = new Map<string, Check>();
  private nextId = 1;
  /** One change after another. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly inspector: Inspector,
    private readonly main: MainThread,
    private readonly scripts: Scripts,
    /** Is told of a breakpoint that has come to another line, or does not hold. */
    private readonly moved: (breakpoint: Fields) => void,
  ) {}

  /** Replaces the breakpoints of a source. */
  put(path: string, wanted: readonly WantedBreakpoint[]): Promise<Fields[]> {
    return this.inTurn(async () => {
      await this.remove(path);
      const text = this.scripts.source(path);
      const stops = text === undefined || wanted.length === 0 ? [] : await this.main.stops(text);
      const placed = await Promise.all(wanted.map((one) => this.placed(one, text, stops)));
      const source: Source = { placed, stops, set: [] };
      if (wanted.length === 0) this.byPath.delete(path);
      else this.byPath.set(path, source);
      for (const script of this.scripts.at(path)) await this.arm(script, source);
      return placed.map((one) => described(path, one));
    });
  }

  /** Sets the breakpoints of a script that is about to run. */
  loaded(script: KnownScript): Promise<void> {
    return this.inTurn(async () => {
      const source = this.byPath.get(script.path);
      if (source === undefined) return;
      // A file that has changed.
      if (!script.script.isCell) source.stops = await this.main.stops(script.source);
      const before = source.placed.map((one) => ({ ...one }));
      await this.arm(script, source);
      for (const [i, one] of source.placed.entries())
        if (one.line !== before[i].line || one.message !== before[i].message)
          this.moved(described(script.path, one));
    });
  }

  /**
   * Whether the program is to stay where these breakpoints have stopped it; undefined where nothing has to be
   * asked.
   */
  stops(ids: readonly string[], evaluate: Evaluate): Promise<boolean> | undefined {
    const checks = ids.map((id) => this.checks.get(id));
    if (checks.includes(undefined)) return undefined;
    return this.anyHolds(checks as Check[], evaluate);
  }

  /** All of them, as `debugInfo` tells of them. */
  list(): Fields[] {
    return [...this.byPath].map(([source, { placed }]) => ({
      source,
      breakpoints: placed.map((one) => described(source, one)),
    }));
  }

  clear(): void {
    this.byPath.clear();
    this.checks.clear();
  }

  private async anyHolds(checks: readonly Check[], evaluate: Evaluate): Promise<boolean> {
    let any = false;
    for (const check of checks) {
      try {
        any = (await check.holds(evaluate)) || any;
      } catch (error) {
        await this.main.tell(check.where, (error as Error).message);
      }
    }
    return any;
  }

  private inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const next = this.last.then(deed);
    this.last = next.catch(() => undefined);
    return next;
  }

  private async remove(path: string): Promise<void> {
    const { set = [] } = this.byPath.get(path) ?? {};
    for (const id of set) this.checks.delete(id);
    await Promise.all(
      set.map((breakpointId) => this.inspector.post("Debugger.removeBreakpoint", { breakpointId })),
    );
  }

  private async placed(
    wanted: WantedBreakpoint,
    text: string | undefined,
    stops: readonly Stop[],
  ): Promise<Placed> {
    const id = this.nextId++;
    if (text === undefined) return { ...wanted, id, message: "The source of this breakpoint is not known." };
    const stop = stops.find(({ line }) => line >= wanted.line - 1) ?? stops.at(-1);
    if (stop === undefined) return { ...wanted, id, message: "There is no code in this source to stop at." };
    const placed = { ...wanted, id, line: stop.line + 1 };
    try {
      // What cannot be judged is told at once, and not when the cell runs.
      await this.judged(placed, text, "", stop);
      return placed;
    } catch (error) {
      return { ...placed, message: (error as Error).message };
    }
  }

  private async arm(script: KnownScript, source: Source): Promise<void> {
    await Promise.all(source.placed.map((one) => this.armOne(script, source, one)));
  }

  /** In one line more than one thing may begin: a statement, and arrow functions in it. */
  private async armOne(script: KnownScript, source: Source, one: Placed): Promise<void> {
    for (const [i, stop] of source.stops.filter(({ line }) => line === one.line - 1).entries()) {
      const at = script.generated(stop);
      if (at === undefined) continue;
      try {
        const { condition, check } = await this.judged(one, script.source, script.script.name, stop);
        const found = await this.set({
          url: script.url,
          lineNumber: at.line,
          columnNumber: at.column,
          condition,
        });
        if (found === undefined) continue;
        source.set.push(found.breakpointId);
        if (check) this.checks.set(found.breakpointId, check);
        const real = i === 0 && found.locations.length > 0 ? script.original(found.locations[0]) : undefined;
        if (real) one.line = real.line + 1;
      } catch (error) {
        one.message = (error as Error).message;
      }
    }
  }

  private async set(where: object): Promise<Debugger.SetBreakpointByUrlReturnType | undefined> {
    try {
      return await this.inspector.post("Debugger.setBreakpointByUrl", where);
    } catch (error) {
      // Two lines may have come to the same place.
      if (/already exists/.test((error as Error).message)) return undefined;
      throw error;
    }
  }

  /**
   * The condition that V8 asks itself, of a breakpoint that has no more than a condition which calls nothing:
   * V8 would not end one that takes for ever. All others are judged when they have stopped.
   */
  private async judged(one: Placed, source: string, name: string, at: Stop): Promise<Judged> {
    const { condition, hitCondition, logMessage, line } = one;
    const where = `${name}, line ${line}`;
    const translated = (text: string): Promise<Translation> => this.main.condition(text, source, at);
    const holds = condition === undefined ? undefined : await translated(condition);
    if (hitCondition === undefined && logMessage === undefined && (holds?.isPlain ?? true)) {
      const asked = holds && `${door}.holds(${JSON.stringify(where)}, () => (${bare(holds.code)}))`;
      return { condition: asked };
    }
    const parts =
      logMessage === undefined
        ? undefined
        : await Promise.all(
            pieces(logMessage).map(async ({ text, isCode }) =>
              isCode ? bare((await translated(text)).code) : JSON.stringify(text),
            ),
          );
    const log = parts && `${door}.log([${parts.join(", ")}])`;
    return { check: new Check(where, holds?.code, hitCondition, log) };
  }
}

interface Judged {
  condition?: string;
  check?: Check;
}

/** The text of a logpoint, with expressions in braces. */
function pieces(message: string): { text: string; isCode: boolean }[] {
  return message
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== "" && part !== "{}")
    .map((part) =>
      part.startsWith("{") && part.endsWith("}")
        ? { text: part.slice(1, -1), isCode: true }
        : { text: part, isCode: false },
    );
}

function described(path: string, { id, line, message, condition, hitCondition, logMessage }: Placed): Fields {
  const given = { condition, hitCondition, logMessage };
  return { id, verified: message === undefined, line, source: { path }, message, ...given };
}
