// V8's inspector of the main thread, used from the worker: no port is opened, and while no session is open
// nothing of it exists.

import { type Debugger, type Runtime, Session } from "node:inspector";

/**
 * How long the main thread may take for what runs none of the user's code, in milliseconds: while it sleeps
 * it does nothing.
 */
const patience = 10_000;

/** What is heard of the main thread. */
export interface Listener {
  parsed(script: { scriptId: string; url: string }): void;
  paused(event: Debugger.PausedEventDataType): void;
  resumed(): void;
}

export interface Evaluation {
  expression: string;
  /** After so many milliseconds the expression is ended. */
  timeout?: number;
  byReference?: boolean;
  awaitPromise?: boolean;
  /** How long the main thread may take besides, in milliseconds. */
  limit?: number;
}

export class Inspector {
  private session: Session | undefined;
  /** The innermost frame while the program is paused. */
  callFrameId: string | undefined;
  /** The main thread's global object. */
  private global: string | undefined;

  /** `hidden` are patterns of the scripts in which nothing ever stops. */
  constructor(
    private readonly listener: Listener,
    private readonly hidden: readonly string[],
  ) {}

  get isOpen(): boolean {
    return this.session !== undefined;
  }

  async open(): Promise<void> {
    if (this.session) return;
    const session = new Session();
    session.connectToMainThread();
    this.session = session;
    session.on("Debugger.scriptParsed", ({ params }) => this.listener.parsed(params));
    session.on("Debugger.paused", ({ params }) => this.listener.paused(params));
    session.on("Debugger.resumed", () => this.listener.resumed());
    await this.post("Runtime.enable");
    const expression = "globalThis";
    this.global = (
      await this.post<Runtime.EvaluateReturnType>("Runtime.evaluate", { expression })
    ).result.objectId;
    await this.post("Debugger.enable", { maxScriptsCacheSize: 0 });
    await this.post("Debugger.setBlackboxPatterns", { patterns: this.hidden });
  }

  /** Frees the main thread, too, if it is paused. Node does not end with an open session. */
  close(): void {
    const { session } = this;
    this.session = undefined;
    if (!session) return;
    session.post("Debugger.disable");
    session.disconnect();
  }

  /** Rejects when the main thread does not answer: it may sleep, or run native code. */
  post<T = unknown>(method: string, params: object = {}, limit: number = patience): Promise<T> {
    const { session } = this;
    if (!session)
      return Promise.reject(new Error("The debugger has not been started: send initialize first."));
    return answered(session, method, params, limit);
  }

  /** An expression at the top of the main thread, also while nothing is attached; stops at no breakpoint. */
  async evaluate({ expression, limit = patience, ...how }: Evaluation): Promise<Runtime.RemoteObject> {
    const { timeout, byReference, awaitPromise } = how;
    const { callFrameId } = this;
    // Only in a frame does V8 end an expression of a paused program.
    const isInFrame = timeout !== undefined && callFrameId !== undefined;
    const method = isInFrame ? "Debugger.evaluateOnCallFrame" : "Runtime.evaluate";
    const params = {
      ...{ expression, timeout, returnByValue: !byReference, silent: true },
      ...(isInFrame ? { callFrameId } : { awaitPromise }),
    };
    const reply = await this.briefly((session) =>
      answered<Runtime.EvaluateReturnType>(session, method, params, limit + (timeout ?? 0)),
    );
    return resultOf(reply);
  }

  /** Calls a function of the main thread's, given as text, with these values. */
  async call(
    functionDeclaration: string,
    args: readonly Runtime.CallArgument[],
  ): Promise<Runtime.RemoteObject> {
    const params = {
      ...{ functionDeclaration, objectId: this.global, arguments: args },
      ...{ returnByValue: true, silent: true },
    };
    return resultOf(await this.post<Runtime.CallFunctionOnReturnType>("Runtime.callFunctionOn", params));
  }

  private async briefly<T>(use: (session: Session) => Promise<T>): Promise<T> {
    if (this.session) return use(this.session);
    const session = new Session();
    session.connectToMainThread();
    try {
      return await use(session);
    } finally {
      session.disconnect();
    }
  }
}

function answered<T>(session: Session, method: string, params: object, limit: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = (): void =>
      reject(new Error("The kernel's main thread does not answer: it sleeps, or runs native code."));
    const timer = setTimeout(refuse, limit);
    session.post(method, params, (error, result) => {
      clearTimeout(timer);
      if (error) reject(new Error(error.message));
      else resolve(result as T);
    });
  });
}

/** The value, or the exception that the expression has thrown. */
export function resultOf({ result, exceptionDetails }: Runtime.EvaluateReturnType): Runtime.RemoteObject {
  if (!exceptionDetails) return result;
  const { exception, text } = exceptionDetails;
  throw new Error(exception?.description?.split("\n")[0] ?? String(exception?.value ?? text));
}

/** A value that came from the main thread, as an argument for it. */
export function argument({
  objectId,
  unserializableValue,
  value,
}: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  if (unserializableValue !== undefined) return { unserializableValue };
  return { value: value as unknown };
}
