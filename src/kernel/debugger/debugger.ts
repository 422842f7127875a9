// Jupyter's debugger in the worker: requests of the Debug Adapter Protocol, answered through V8's inspector
// of the main thread (https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request).
// Detached, nothing of the inspector exists.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { UserScript } from "../engine";
import type { Fields } from "../protocol/message";
import { BadRequest, read } from "../protocol/read";
import { Breakpoints } from "./breakpoints";
import { type Command, DapMessages, readBreakpoints, readCount, readPath } from "./dap";
import { Inspection } from "./inspection";
import { Inspector } from "./inspector";
import { MainThread } from "./main";
import { Presence } from "./presence";
import { type KnownScript, naming, Scripts } from "./scripts";
import { type Frame, type Step, type Stopped, Stops } from "./stops";

/** JavaScript has one thread for the program of the cells. */
const thread = { id: 1, name: "cells" };

/** More frames than so many are not told at once: a deep recursion has thousands. */
const mostFrames = 500;

const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  // "Uncaught" would never stop: the kernel catches whatever a cell throws.
  exceptionBreakpointFilters: [{ filter: "raised", label: "Raised Exceptions", default: false }],
};

export interface Surroundings {
  /** Sends a `debug_event`. */
  send: (content: Fields) => void;
  /** Whether the main thread is to tell of its scripts before it runs them. */
  watch: (on: boolean) => void;
  /** A script of which the main thread has told may run. */
  ready: () => void;
  /** Whether an interrupt is on its way. */
  isInterrupting: () => boolean;
  /** Whether the main thread runs a script that a signal ends. */
  isWatched: () => boolean;
}

export class JupyterDebugger {
  private readonly scripts = new Scripts();
  private readonly inspector = new Inspector(
    {
      parsed: (script) => this.scripts.parsed(script),
      paused: (event) => this.stops.paused(event),
      resumed: () => this.stops.resumed(),
    },
    hiddenScripts(),
  );
  private readonly main = new MainThread(this.inspector);
  private readonly stops = new Stops(this.inspector, this.scripts, {
    stopped: (stop) => void this.stopped(stop),
    continued: () => this.continued(),
    judge: (ids, evaluate) => this.breakpoints.stops(ids, evaluate),
  });
  private readonly inspection = new Inspection(this.inspector, this.main, this.stops);
  private readonly breakpoints = new Breakpoints(this.inspector, this.main, this.scripts, (breakpoint) =>
    this.dap.event("breakpoint", { reason: "changed", breakpoint }),
  );
  private readonly presence = new Presence(() => void this.leaveAlone());
  private readonly dap = new DapMessages(this.commands(), (content) => this.around.send(content));
  private opening: Promise<void> | undefined;
  private isCompiling = false;
  /** A paused program went on because nobody was there, and stops no more until somebody is. */
  private isLeft = false;

  constructor(private readonly around: Surroundings) {}

  /** Answers a debug_request. */
  async request(content: Fields): Promise<Fields> {
    if (this.isLeft) await this.comeBack();
    return this.dap.respond(content);
  }

  /** The main thread waits to run this script. */
  async loads(script: UserScript): Promise<void> {
    try {
      if (!this.inspector.isOpen) return;
      if (script.isCell) this.stops.begins();
      // An interrupt before it has ended by now.
      if (this.stops.isSkipping && !this.isLeft && !this.around.isInterrupting())
        await this.stops.skip(false);
      const known = this.scripts.add(script);
      await this.breakpoints.loaded(known);
      if (script.isCell) await this.begins(known);
    } finally {
      this.around.ready();
    }
  }

  /** The main thread gets a request: what a cell is to do is compiled first. */
  serves(): void {
    this.isCompiling = true;
  }

  /** The request that the main thread served is done. */
  done(): void {
    this.isCompiling = false;
    this.stops.ends();
  }

  /** Interrupts in this way, of which what is paused would not hear by itself. */
  interrupt(how: () => void): void {
    if (!this.inspector.isOpen) return how();
    // Ended by the signal, it does nothing more of what stands behind the pause.
    const isEnded = this.stops.isHeld && this.around.isWatched();
    if (isEnded) how();
    const going = isEnded ? this.stops.end() : this.stops.skip(true);
    void going
      .catch(() => undefined)
      .then(() => {
        if (!isEnded) how();
        this.stopAgain();
      });
  }

  /** Ends the session; the program goes on. */
  async close(): Promise<void> {
    await this.opening?.catch(() => undefined);
    if (!this.inspector.isOpen) return;
    this.around.watch(false);
    await this.stops.skip(true).catch(() => undefined);
    this.inspector.close();
    this.stops.clear();
    this.scripts.clear();
    this.breakpoints.clear();
    this.presence.clear();
    this.opening = undefined;
  }

  /** Once the interrupt is over. */
  private stopAgain(): void {
    const again = setInterval(() => {
      if (this.around.isInterrupting()) return;
      clearInterval(again);
      this.stops.skip(false).catch(() => undefined);
    }, 50);
  }

  private commands(): Readonly<Record<string, Command>> {
    const step = (how: Step) => (): Promise<void> => this.stops.step(how);
    return {
      initialize: (args) => this.initialize(args),
      attach: () => this.requireStarted(),
      configurationDone: () => this.requireStarted(),
      disconnect: () => this.disconnect(),
      terminate: () => this.disconnect(),
      debugInfo: () => this.info(),
      dumpCell: (args) => ({ sourcePath: this.scripts.dump(read(args, "code", "string")) }),
      source: (args) => this.source(readPath(args)),
      loadedSources: () => ({ sources: [] }),
      modules: () => ({ modules: [], totalModules: 0 }),
      threads: () => ({ threads: [thread] }),
      setBreakpoints: (args) => this.setBreakpoints(args),
      setExceptionBreakpoints: (args) => this.setExceptionBreakpoints(args),
      stackTrace: (args) => this.stackTrace(args),
      exceptionInfo: () => this.exceptionInfo(),
      scopes: (args) => this.inspection.scopes(args),
      variables: (args) => this.inspection.variables(args),
      setVariable: (args) => this.inspection.setVariable(args),
      evaluate: (args) => this.inspection.evaluate(args),
      inspectVariables: () => this.inspection.names(),
      richInspectVariables: (args) => this.inspection.rich(args),
      copyToGlobals: (args) => this.inspection.copyToGlobals(args),
      continue: async () => {
        await this.stops.goOn();
        return { allThreadsContinued: true };
      },
      next: step("stepOver"),
      stepIn: step("stepInto"),
      stepOut: step("stepOut"),
      pause: () => this.pause(),
      /** Of our own: the front end is there; `again` asks to be told of the stop once more. */
      nablabPresent: ({ again }) => {
        this.presence.told();
        if (again === true) this.stops.tellAgain();
      },
    };
  }

  private async initialize(args: Fields): Promise<Fields> {
    this.inspection.client(args);
    this.opening ??= this.open();
    try {
      await this.opening;
    } catch (error) {
      // Half a session would be taken for a whole one.
      this.inspector.close();
      this.opening = undefined;
      throw error;
    }
    setImmediate(() => this.dap.event("initialized"));
    return capabilities;
  }

  private async open(): Promise<void> {
    await this.inspector.open();
    await this.main.loaded();
    for (const script of await this.main.scripts()) this.scripts.add(script);
    this.around.watch(true);
    // Of a cell that runs already nothing is told any more.
    this.isCompiling = false;
  }

  private requireStarted(): void {
    if (!this.inspector.isOpen)
      throw new BadRequest("The debugger has not been started: send initialize first.");
  }

  private async disconnect(): Promise<void> {
    await this.close();
    this.dap.event("terminated");
  }

  private info(): Fields {
    return {
      isStarted: this.inspector.isOpen,
      ...naming,
      breakpoints: this.breakpoints.list(),
      stoppedThreads: this.stops.isPaused ? [thread.id] : [],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: true,
    };
  }

  private source(path: string): Fields {
    const content = this.scripts.source(path);
    if (content === undefined) throw new BadRequest(`The source "${path}" is not known.`);
    return { content, mimeType: "text/typescript" };
  }

  private async setBreakpoints(args: Fields): Promise<Fields> {
    this.requireStarted();
    return { breakpoints: await this.breakpoints.put(readPath(args), readBreakpoints(args)) };
  }

  private async setExceptionBreakpoints({ filters = [] }: Fields): Promise<void> {
    if (!Array.isArray(filters)) throw new BadRequest('The field "filters" must be a list.');
    await this.inspector.post("Debugger.setPauseOnExceptions", {
      state: filters.length > 0 ? "all" : "none",
    });
  }

  private stackTrace(args: Fields): Fields {
    const start = readCount(args, "startFrame", 0, 0);
    const levels = readCount(args, "levels", 0, 0) || mostFrames;
    const { frames } = this.stops;
    const stackFrames = frames.slice(start, start + Math.min(levels, mostFrames)).map(stackFrame);
    return { stackFrames, totalFrames: frames.length };
  }

  private exceptionInfo(): Fields {
    const { thrown } = this.stops;
    if (thrown === undefined) throw new BadRequest("The program is not paused at an exception.");
    const [description] = thrown.split("\n");
    return { exceptionId: description.split(":")[0], description, breakMode: "always" };
  }

  private async pause(): Promise<void> {
    this.requireStarted();
    await this.stops.pause(() => this.isCompiling);
  }

  /** A cell has been compiled and is about to run. */
  private async begins(script: KnownScript): Promise<void> {
    this.isCompiling = false;
    if (!this.stops.pausing) return;
    const [first] = await this.main.stops(script.source);
    const at = first && script.generated(first);
    if (at) await this.stops.pauseAt({ url: script.url, lineNumber: at.line, columnNumber: at.column });
  }

  private async stopped({ reason, text }: Stopped): Promise<void> {
    this.presence.paused(true);
    await this.inspection.renew().catch(() => undefined);
    if (!this.stops.isPaused) return;
    this.dap.event("stopped", {
      reason,
      text,
      description: text,
      threadId: thread.id,
      allThreadsStopped: true,
    });
  }

  private continued(): void {
    this.presence.paused(false);
    this.dap.event("continued", { threadId: thread.id, allThreadsContinued: true });
  }

  private async leaveAlone(): Promise<void> {
    this.isLeft = true;
    await this.stops.skip(true).catch(() => undefined);
  }

  private async comeBack(): Promise<void> {
    this.isLeft = false;
    if (this.inspector.isOpen) await this.stops.skip(false).catch(() => undefined);
  }
}

/** Nothing stops in Node, in packages and in the kernel itself. */
function hiddenScripts(): string[] {
  const own = pathToFileURL(join(__dirname, "..", "..")).href;
  return ["^node:", "/node_modules/", `^${own.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}/`];
}

function stackFrame({ id, frame, place }: Frame): Fields {
  const { script, line, column } = place;
  const { name } = script.script;
  const isTop = frame.functionLocation?.lineNumber === 0 && script.script.isCell;
  // A function without a name is told by V8 after what it is a part of, such as a box.
  const isNamed = frame.functionName !== "" && !frame.functionName.includes(".");
  const title = isTop ? name : isNamed ? frame.functionName : "(anonymous)";
  return { id, name: title, line, column, source: { name, path: script.path } };
}
