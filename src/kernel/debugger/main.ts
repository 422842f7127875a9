// What the worker asks of the debugger's part in the main thread.

import type { Runtime } from "node:inspector";
import type { Stop, Translation, Typed, UserScript } from "../engine";
import { type Described, door, type Lifetime, type Variable } from "./door";
import { argument, type Inspector } from "./inspector";

/** How long values may take to be printed, in milliseconds; then they are told by their class. */
const printing = 3000;

/** How long a busy machine may take to load the compiler, in milliseconds. */
const loading = 300_000;

export class MainThread {
  constructor(private readonly inspector: Inspector) {}

  /** Waits until the compiler is there. */
  async loaded(): Promise<void> {
    // A promise would wait until a cell that computes has ended.
    if ((await this.inspector.evaluate({ expression: `${door}.isLoaded` })).value === true) return;
    await this.inspector.evaluate({ expression: `${door}.loaded`, awaitPromise: true, limit: loading });
  }

  async scripts(): Promise<UserScript[]> {
    return (await this.ask("scripts", [])) as UserScript[];
  }

  async stops(source: string): Promise<Stop[]> {
    return (await this.ask("stops", [source])) as Stop[];
  }

  /** What was typed, where these names are local ones. */
  async expression(text: string, locals: readonly string[]): Promise<Typed> {
    return (await this.ask("expression", [text, locals])) as Typed;
  }

  /** An expression that stands at a place of a source. */
  async condition(text: string, source: string, { line, column }: Stop): Promise<Translation> {
    return (await this.ask("condition", [text, source, line, column])) as Translation;
  }

  /** Says to the person what is wrong with a breakpoint. */
  async tell(where: string, what: string): Promise<void> {
    await this.text("tell", [where, what]);
  }

  async forget(lifetime: Lifetime): Promise<void> {
    await this.text("forget", [lifetime]);
  }

  async names(lifetime: Lifetime): Promise<number> {
    return Number(await this.text("names", [lifetime]));
  }

  async variables(reference: number): Promise<Variable[]> {
    return (await this.printed("variables", (isBrief) => [reference, isBrief])) as Variable[];
  }

  /** A value that is kept, as the front end shows it. */
  async describe(reference: number, path: string): Promise<Described> {
    return (await this.printed("describe", (isBrief) => [reference, path, isBrief])) as Described;
  }

  /** The names of a frame, for `variables`. */
  async locals(
    source: string,
    self: Runtime.RemoteObject,
    scopes: readonly Runtime.RemoteObject[],
  ): Promise<number> {
    const call = `function (source, self, ...scopes) { return ${door}.locals(source, self, scopes); }`;
    const args = [{ value: source }, argument(self), ...scopes.map(argument)];
    return Number((await this.inspector.call(call, args)).value);
  }

  /** Puts a value that is kept under the name of a part; a setter may run. */
  async put(reference: number, name: string, kept: number): Promise<boolean> {
    return (await this.text("put", [reference, name, kept], printing)) === "true";
  }

  /** Makes a name for the cells. */
  async define(name: string, kept: number): Promise<void> {
    await this.text("define", [name, kept]);
  }

  /** A value that is kept under a reference. */
  held(reference: number): Promise<Runtime.RemoteObject> {
    return this.inspector.evaluate({ expression: `${door}.valueAt(${reference})`, byReference: true });
  }

  /** The bundle of a value; a promise of one is not waited for while the thread is paused. */
  async rich(reference: number, isPaused: boolean): Promise<object> {
    const expression = `${door}.rich(${reference}, ${isPaused})`;
    const how = isPaused ? { timeout: printing } : { awaitPromise: true };
    return JSON.parse(String((await this.inspector.evaluate({ expression, ...how })).value)) as object;
  }

  /** The same for an expression, also while no session is open. */
  async richOf(code: string): Promise<object> {
    const expression = `${door}.rich(${door}.keep(${code.replace(/;$/, "")}), false)`;
    return JSON.parse(
      String((await this.inspector.evaluate({ expression, awaitPromise: true })).value),
    ) as object;
  }

  /** Keeps a value that the inspector has, or the first element of an array. */
  async keep(value: Runtime.RemoteObject, isFirst = false): Promise<number> {
    const call = `function (value) { return ${door}.keep(${isFirst ? "value[0]" : "value"}); }`;
    return Number((await this.inspector.call(call, [argument(value)])).value);
  }

  private async ask(method: string, args: readonly unknown[]): Promise<unknown> {
    return JSON.parse(await this.text(method, args));
  }

  /** What prints values runs their own code: it gets so much time, and then they are told without it. */
  private async printed(method: string, args: (isBrief: boolean) => readonly unknown[]): Promise<unknown> {
    try {
      return JSON.parse(await this.text(method, args(false), printing));
    } catch (error) {
      return JSON.parse(
        await this.text(method, args(true), printing).catch(() => Promise.reject(error as Error)),
      );
    }
  }

  private async text(method: string, args: readonly unknown[], timeout?: number): Promise<string> {
    const list = args.map((arg) => JSON.stringify(arg)).join(", ");
    const expression = `${door}.${method}(${list})`;
    return String((await this.inspector.evaluate({ expression, timeout })).value);
  }
}
