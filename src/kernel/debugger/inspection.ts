// Looking into a paused program, and changing it: scopes, variables, expressions.

import type { Debugger, Runtime } from "node:inspector";
import type { Fields } from "../protocol/message";
import { BadRequest, read } from "../protocol/read";
import { bare, readCount } from "./dap";
import type { Described, Variable } from "./door";
import { type Inspector, resultOf } from "./inspector";
import type { MainThread } from "./main";
import type { Frame, Stops } from "./stops";

/** How long an expression may take, in milliseconds: one that was typed, and one that the mouse rests on. */
const patience = { typed: 10_000, hover: 5_000 };

/** The kinds of scopes that are the user's functions and blocks. */
const localScopes: readonly string[] = ["block", "local", "catch", "with", "closure", "eval"];

/**
 * Between two looks at the cells' names at least so many milliseconds go by: they are asked for with each
 * message of a cell.
 */
const pause = 200;

/** What JupyterLab and Notebook 7 call themselves. */
const jupyterLab = "jupyterlab";

export class Inspection {
  private showsTypes = true;
  /** The last look at the cells' names; `coming` while it waits, and then `now` has it go on. */
  private looked: { at: number; coming?: Promise<Fields>; last?: Promise<Fields>; now?: () => void } = {
    at: 0,
  };
  /** References of the scopes of frames. */
  private readonly frames = new Map<number, Frame>();

  constructor(
    private readonly inspector: Inspector,
    private readonly main: MainThread,
    private readonly stops: Stops,
  ) {}

  /**
   * JupyterLab's tree of variables shows the type in place of the value, but for types by Python's names: it
   * gets the values alone, whose text begins with the class where it is not plain.
   */
  client({ clientID }: Fields): void {
    this.showsTypes = clientID !== jupyterLab;
  }

  async scopes(args: Fields): Promise<Fields> {
    // JupyterLab shows whatever comes last: the names of a stop, not those that it asked for before.
    await this.looked.last?.catch(() => undefined);
    const frame = this.stops.frame(readCount(args, "frameId", 1));
    const { frame: at, place } = frame;
    const scopes = scopesOf(at).map(({ object }) => object);
    const locals = await this.main.locals(place.script.source, at.this, scopes);
    this.frames.set(locals, frame);
    const names = await this.main.names("stop");
    return {
      scopes: [
        { name: "Locals", presentationHint: "locals", variablesReference: locals, expensive: false },
        { name: "Notebook", presentationHint: "globals", variablesReference: names, expensive: false },
      ],
    };
  }

  async variables(args: Fields): Promise<Fields> {
    const reference = readCount(args, "variablesReference", 1);
    const variables = await this.main.variables(reference);
    return { variables: this.shown(variables.length > 0 ? variables : await this.insideProxy(reference)) };
  }

  async setVariable(args: Fields): Promise<Fields> {
    const reference = readCount(args, "variablesReference", 1);
    const name = read(args, "name", "string");
    const text = read(args, "value", "string");
    const frame = this.frames.get(reference);
    const of = frame ?? this.stops.frames[0];
    const value = frame
      ? await this.evaluated(`${name} = (${text}\n)`, frame, patience.typed)
      : await this.evaluated(text, of, patience.typed);
    if (!frame && !(await this.main.put(reference, name, value)))
      throw new BadRequest(`The value of "${name}" cannot be changed.`);
    return { ...(await this.main.describe(value, name)) };
  }

  async evaluate(args: Fields): Promise<Fields> {
    const expression = read(args, "expression", "string");
    const isHover = args.context === "hover";
    const value = await this.evaluated(
      expression,
      this.frameIn(args),
      isHover ? patience.hover : patience.typed,
      isHover,
    );
    const { value: result, ...rest } = await this.main.describe(value, expression);
    return { result, ...rest };
  }

  /** The cells' names without a stop. */
  names(): Promise<Fields> {
    return (this.looked.coming ??= this.looked.last = this.look());
  }

  async rich(args: Fields): Promise<Fields> {
    const name = read(args, "variableName", "string");
    if (!this.inspector.isOpen)
      return { ...(await this.main.richOf((await this.main.expression(name, [])).code)) };
    const value = await this.evaluated(name, this.frameIn(args), patience.typed);
    return { ...(await this.main.rich(value, this.stops.isPaused)) };
  }

  async copyToGlobals(args: Fields): Promise<Fields> {
    const to = read(args, "dstVariableName", "string");
    const frame = this.stops.frame(readCount(args, "srcFrameId", 1));
    const value = await this.evaluated(read(args, "srcVariableName", "string"), frame, patience.typed);
    await this.main.define(to, value);
    return { ...(await this.main.describe(value, to)) };
  }

  /** At a new stop: the values of the last one are let go, and what waits for the cells' names gets them. */
  async renew(): Promise<void> {
    this.looked.now?.();
    this.frames.clear();
    await this.main.forget("stop");
  }

  private async look(): Promise<Fields> {
    await this.rest();
    this.looked.at = Date.now();
    this.looked.coming = undefined;
    await this.main.forget("names");
    return { variables: this.shown(await this.main.variables(await this.main.names("names"))) };
  }

  private shown(variables: readonly Variable[]): Partial<Variable>[] {
    return variables.map(({ type, ...rest }) => (this.showsTypes ? { ...rest, type } : rest));
  }

  private async rest(): Promise<void> {
    if (this.stops.isPaused) return;
    await new Promise<void>((done) => {
      this.looked.now = done;
      setTimeout(done, this.looked.at + pause - Date.now());
    });
  }

  private frameIn(args: Fields): Frame | undefined {
    if (args.frameId === undefined || args.frameId === null) return this.stops.frames[0];
    // JupyterLab sends 0 for no frame.
    return args.frameId === 0 ? undefined : this.stops.frame(readCount(args, "frameId", 1));
  }

  /** The reference under which the value of an expression is kept. */
  private async evaluated(
    text: string,
    frame: Frame | undefined,
    timeout: number,
    isPure = false,
  ): Promise<number> {
    const locals = frame ? await this.localNames(frame.frame) : [];
    const { code, isExpression } = await this.main.expression(text, locals);
    // In an array: a long text would come whole.
    const expression = isExpression ? `[${bare(code)}]` : code;
    if (frame === undefined)
      return this.main.keep(
        await this.inspector.evaluate({ expression, timeout, byReference: true }),
        isExpression,
      );
    const params = {
      ...{ callFrameId: frame.frame.callFrameId, expression, timeout },
      ...{ silent: true, throwOnSideEffect: isPure },
    };
    const reply = this.inspector.post<Debugger.EvaluateOnCallFrameReturnType>(
      "Debugger.evaluateOnCallFrame",
      params,
      timeout * 2,
    );
    return this.main.keep(resultOf(await reply), isExpression);
  }

  private async localNames(frame: Debugger.CallFrame): Promise<string[]> {
    const lists = await Promise.all(
      scopesOf(frame).map(async ({ object: { objectId } }) => {
        const functionDeclaration = "function () { return Object.getOwnPropertyNames(this); }";
        const params = { functionDeclaration, objectId, returnByValue: true };
        const reply = await this.inspector.post<Runtime.CallFunctionOnReturnType>(
          "Runtime.callFunctionOn",
          params,
        );
        return resultOf(reply).value as string[];
      }),
    );
    return lists.flat();
  }

  /** What a proxy stands for and what handles it: no trap is called. */
  private async insideProxy(reference: number): Promise<Variable[]> {
    const { objectId, subtype } = await this.main.held(reference);
    if (subtype !== "proxy") return [];
    const { internalProperties = [] } = await this.inspector.post<Runtime.GetPropertiesReturnType>(
      "Runtime.getProperties",
      { objectId, ownProperties: true },
    );
    const inside = internalProperties.filter(({ name }) => ["[[Target]]", "[[Handler]]"].includes(name));
    return Promise.all(
      inside.map(async ({ name, value }) => ({
        name,
        ...((await this.main.describe(await this.main.keep(value!), "")) satisfies Described),
      })),
    );
  }
}

function scopesOf({ scopeChain }: Debugger.CallFrame): Debugger.Scope[] {
  return scopeChain.filter(({ type }) => localScopes.includes(type));
}
