// Where the main thread is paused, and how it goes on from there. V8 stops by parts of statements, a front
// end steps by lines.

import type { Debugger } from "node:inspector";
import type { Evaluate } from "./check";
import { type Inspector, resultOf } from "./inspector";
import type { Place, Scripts } from "./scripts";

/** A frame of the user's. */
export interface Frame {
  id: number;
  frame: Debugger.CallFrame;
  place: Place;
}

export interface Stopped {
  reason: "breakpoint" | "exception" | "step" | "pause";
  /** Of an exception. */
  text?: string;
}

/** What is told of. */
export interface StopListener {
  stopped(stop: Stopped): void;
  /** Whether breakpoints that were hit hold; undefined where nothing has to be asked. */
  judge(ids: readonly string[], evaluate: Evaluate): Promise<boolean> | undefined;
  continued(): void;
}

export type Step = "stepOver" | "stepInto" | "stepOut";

/** After so many stops in one line, as in a loop that is written in one, the step ends there. */
const mostInLine = 100;

/** After how many milliseconds V8 is asked again to pause the program. */
const insistence = 300;

/** How long a signal may take to come, in milliseconds. */
const signalling = 5000;

export class Stops {
  frames: readonly Frame[] = [];
  /** The exception at which it is paused. */
  thrown: string | undefined;
  private last: Stopped = { reason: "pause" };
  /**
   * JupyterLab takes a frame of the same path and number for the same place: the numbers of each stop are
   * new.
   */
  private nextId = 1;
  private stepping: { how: Step; from: string; depth: number; left: number } | undefined;
  /** It is to be paused, wherever it is. */
  pausing = false;
  private asking: NodeJS.Timeout | undefined;
  /** A breakpoint in the first line of a cell that is to be paused. */
  private once: string | undefined;
  /** V8 holds the program, also while it is asked whether to stay. */
  isHeld = false;
  /** Counts V8's stops. */
  private at = 0;
  /** Nothing is to stop: what runs is being ended. */
  isSkipping = false;

  constructor(
    private readonly inspector: Inspector,
    private readonly scripts: Scripts,
    private readonly listener: StopListener,
  ) {}

  get isPaused(): boolean {
    return this.frames.length > 0;
  }

  /** The program has come to a stop of V8's. */
  paused(event: Debugger.PausedEventDataType): void {
    this.at++;
    this.isHeld = true;
    const { reason, callFrames, hitBreakpoints = [] } = event;
    this.inspector.callFrameId = callFrames[0]?.callFrameId;
    const frames = this.usersOf(callFrames);
    const isTop = frames[0]?.frame === callFrames[0];
    const isException = /exception|promiseRejection/i.test(reason);
    if (this.isSkipping || frames.length === 0 || (!isTop && !isException))
      return this.pass(frames.length > 0);
    // V8 names one twice whose script has run before.
    if (hitBreakpoints.length > 0 && !isException && !this.pausing)
      return this.hit(frames, [...new Set(hitBreakpoints)]);
    const isAsked = isException || this.pausing || isDebugger(frames[0].place);
    if (isAsked || this.isStepDone(frames)) this.stop(frames, event);
  }

  /** Breakpoints have stopped it: their conditions may have to be asked first. */
  private hit(frames: readonly Frame[], ids: readonly string[]): void {
    const evaluate: Evaluate = async (expression, timeout) => {
      const params = { callFrameId: frames[0].frame.callFrameId, expression, timeout, silent: true };
      const reply = this.inspector.post<Debugger.EvaluateOnCallFrameReturnType>(
        "Debugger.evaluateOnCallFrame",
        params,
      );
      return resultOf(await reply).value as unknown;
    };
    const asked = this.listener.judge(ids, evaluate);
    if (asked === undefined) return this.stop(frames, undefined);
    const { at } = this;
    void asked.then((holds) => {
      if (this.at !== at || !this.isHeld) return;
      if (holds) this.stop(frames, undefined);
      else if (this.isStepDone(frames)) this.stop(frames, { reason: "step" });
    });
  }

  /** It stays there. Without an event it is a breakpoint that has stopped it. */
  private stop(frames: readonly Frame[], event: { reason: string; data?: unknown } | undefined): void {
    const isException = event !== undefined && /exception|promiseRejection/i.test(event.reason);
    this.frames = frames;
    this.thrown = isException ? textOf(event.data) : undefined;
    const why = event === undefined ? "breakpoint" : this.stepping ? "step" : "pause";
    this.stepping = undefined;
    this.unwish();
    this.last = isException ? { reason: "exception", text: this.thrown } : { reason: why };
    this.listener.stopped(this.last);
  }

  /** For a front end that has come later; the frames get new numbers, as at each stop. */
  tellAgain(): void {
    if (!this.isPaused) return;
    this.frames = this.frames.map((frame) => ({ ...frame, id: this.nextId++ }));
    this.listener.stopped(this.last);
  }

  resumed(): void {
    if (this.isPaused && this.stepping === undefined) this.listener.continued();
    this.isHeld = false;
    this.inspector.callFrameId = undefined;
    this.frames = [];
  }

  async goOn(): Promise<void> {
    this.requirePaused();
    this.stepping = undefined;
    await this.leave("resume");
  }

  async step(how: Step): Promise<void> {
    this.requirePaused();
    const left = how === "stepOut" ? 0 : mostInLine;
    this.stepping = { how, from: lineOf(this.frames), depth: this.frames.length, left };
    await this.leave(how);
  }

  /** The stop is over when it is left, not when V8 says so: another client may ask in between. */
  private async leave(how: Step | "resume"): Promise<void> {
    const going = this.inspector.post(`Debugger.${how}`);
    this.resumed();
    await going;
  }

  /**
   * Asked for in the middle of the compiler, V8 would stop there, or look at each of its calls: the wish then
   * waits for the cell's first line.
   */
  async pause(isCompiling: () => boolean): Promise<void> {
    if (this.isPaused || this.pausing) return;
    this.pausing = true;
    await this.askForPause(isCompiling);
  }

  /** Where V8 meets hidden code, it forgets what it was asked for: it is asked until the program stops. */
  private async askForPause(isCompiling: () => boolean): Promise<void> {
    const again = (): void => void this.askForPause(isCompiling).catch(() => undefined);
    this.asking = setTimeout(again, insistence);
    if (!isCompiling() && !this.isHeld) await this.inspector.post("Debugger.pause");
  }

  /** A cell is about to run, from this place on. */
  async pauseAt(where: { url: string; lineNumber: number; columnNumber: number }): Promise<void> {
    const found = await this.inspector
      .post<{ breakpointId: string }>("Debugger.setBreakpointByUrl", where)
      .catch(() => undefined);
    this.once = found?.breakpointId;
  }

  /** The request that ran is done: what it was asked for does not concern the next one. */
  ends(): void {
    this.begins();
    this.unwish();
  }

  /** A cell begins: a step that left the one before it ends in between. */
  begins(): void {
    if (!this.isPaused) this.stepping = undefined;
  }

  /**
   * Ends the script where it stands, after the signal has been sent that Node watches it for. V8's own order
   * alone, or before the signal has come, would go past the watch and end the process.
   */
  async end(): Promise<void> {
    this.isSkipping = true;
    const { callFrameId } = this.inspector;
    const waits = { callFrameId, expression: "for (;;);", timeout: signalling, silent: true };
    // It ends with the signal, which V8 calls an error.
    await this.inspector.post("Debugger.evaluateOnCallFrame", waits, 2 * signalling).catch(() => undefined);
    this.inspector.post("Runtime.terminateExecution").catch(() => undefined);
    await this.skip(true);
  }

  /** From now on nothing stops, and what is paused goes on; or stops are as before. */
  async skip(skip: boolean): Promise<void> {
    this.isSkipping = skip;
    this.unwish();
    const told = [this.inspector.post("Debugger.setSkipAllPauses", { skip }, 1000)];
    if (skip && this.isHeld) {
      this.stepping = undefined;
      // Both at once: while an expression takes its time, the first is not answered.
      told.push(this.inspector.post("Debugger.resume", {}, 1000));
    }
    await Promise.all(told);
  }

  frame(id: number): Frame {
    const found = this.frames.find((frame) => frame.id === id);
    if (found) return found;
    throw new Error(this.isPaused ? `There is no frame ${id} in this stop.` : "The program is not paused.");
  }

  clear(): void {
    this.inspector.callFrameId = undefined;
    this.frames = [];
    this.stepping = undefined;
    this.isSkipping = this.isHeld = false;
    this.unwish();
  }

  private unwish(): void {
    this.pausing = false;
    clearTimeout(this.asking);
    const breakpointId = this.once;
    this.once = undefined;
    if (breakpointId)
      this.inspector.post("Debugger.removeBreakpoint", { breakpointId }).catch(() => undefined);
  }

  private usersOf(frames: readonly Debugger.CallFrame[]): Frame[] {
    return frames.flatMap((frame) => {
      const place = this.scripts.place(frame.location);
      return place ? [{ id: this.nextId++, frame, place }] : [];
    });
  }

  /** Code that nobody has written, as of eval, is left by the way that leads back. */
  private pass(isInside: boolean): void {
    const how = isInside && this.stepping && !this.isSkipping ? "stepOut" : "resume";
    this.inspector.post(`Debugger.${how}`).catch(() => undefined);
  }

  /** Whether a step has come to another line; where it has not, it is gone on with. */
  private isStepDone(frames: readonly Frame[]): boolean {
    const { stepping } = this;
    if (
      stepping &&
      (lineOf(frames) !== stepping.from || frames.length !== stepping.depth || stepping.left-- <= 0)
    )
      return true;
    this.inspector.post(stepping ? `Debugger.${stepping.how}` : "Debugger.resume").catch(() => undefined);
    return false;
  }

  private requirePaused(): void {
    if (!this.isPaused) throw new Error("The program is not paused.");
  }
}

function lineOf([{ place }]: readonly Frame[]): string {
  return `${place.script.path}:${place.line}`;
}

/** V8 does not say that it has come to the statement `debugger`. */
function isDebugger({ script, line, column }: Place): boolean {
  const text = script.source.split("\n")[line - 1] ?? "";
  return /^debugger\b/.test(text.slice(column - 1));
}

function textOf(data: unknown): string {
  const { description, value } = (data ?? {}) as { description?: string; value?: unknown };
  return description ?? String(value);
}
