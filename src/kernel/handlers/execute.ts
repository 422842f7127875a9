// The handler of execute_request.

import type { MimeBundle } from "../../display/host";
import { metadataOf } from "../../display/pngSize";
import type { Engine } from "../engine";
import { bare, JSON, Object, own } from "../intrinsics";
import { withBuiltins } from "../restored";
import { bundleOf } from "../output/bundle";
import type { ErrorContent, Fields, Request } from "../protocol/message";
import { read } from "../protocol/read";
import type { MainReplies } from "../protocol/replies";
import type { Context } from "./context";
import type { Scope } from "../requests/requestScope";
import { noteRun } from "./editing";
import { pageFor } from "./page";
import { runFor } from "./runFor";
import { describeEnd, evaluateAll } from "./userExpressions";

interface Execution {
  code: string;
  silent: boolean;
  store: boolean;
  expressions: Fields;
  allowStdin: boolean;
  count: number;
}

type ExecuteReply = MainReplies["execute_request"];

type Result = { status: "ok"; data?: MimeBundle } | { status: "error"; error: ErrorContent };

export async function execute(request: Request, context: Context): Promise<ExecuteReply> {
  // Neither uses a built-in that a cell may have replaced: a look at all of them costs more.
  context.locale.read(request.metadata);
  const execution = readExecution(request.content, context);
  const { code, count, silent, allowStdin } = execution;
  const show = (type: string, content: object | string): void => {
    if (!silent) context.output.publish({ type, content, parent: request.header });
  };
  show("execute_input", { code, execution_count: count });
  // The engine is awaited inside the run: while it still loads, an interrupt ends the request as at any other
  // time.
  const run = async ({ shown }: Scope): Promise<ExecuteReply> => {
    const engine = await context.engine();
    const payload = pageFor(code, engine);
    if (payload !== undefined) return bare({ ...ok(count), payload: [payload] });
    const result = await own(runCell(execution, engine, shown));
    context.afterwards.add(() => {
      if (!wasRefused(result)) noteRun(request, code, context);
      remember(execution, result, context);
    });
    if (result.status === "error") throw new Failed(result.error);
    const { data } = result;
    if (data) show("execute_result", resultOf(count, data));
    return bare({ ...ok(count), user_expressions: await own(evaluateAll(execution.expressions, engine)) });
  };
  try {
    return await own(runFor(request, { silent, allowStdin }, context, run));
  } catch (thrown) {
    const error = Failed.contentOf(thrown) ?? describeEnd(thrown, await context.engine());
    show("error", error);
    return bare({ ...error, ...ok(count), status: "error" });
  }
}

function resultOf(execution_count: number, data: MimeBundle): string {
  // Text alone is written without asking it for anything.
  if (isText(data)) return JSON.stringify(bare({ execution_count, data, metadata: bare({}) }));
  return withBuiltins(() =>
    JSON.stringify(bare({ execution_count, data, metadata: bare(metadataOf(data)) })),
  );
}

function isText(data: MimeBundle): boolean {
  return Object.keys(data).length === 1 && typeof data["text/plain"] === "string";
}

/** A cell that ended with an error that the engine has described. */
class Failed extends Error {
  readonly #content: ErrorContent;

  constructor(content: ErrorContent) {
    super(content.evalue);
    this.#content = content;
  }

  /** Whatever was thrown is asked in a way that calls none of its code. */
  static contentOf(thrown: unknown): ErrorContent | undefined {
    return typeof thrown === "object" && thrown !== null && #content in thrown ? thrown.#content : undefined;
  }
}

function ok(count: number): ExecuteReply & { status: "ok" } {
  return { status: "ok", execution_count: count, user_expressions: {}, payload: [] };
}

function readExecution(content: Fields, context: Context): Execution {
  const code = read(content, "code", "string");
  const silent = read(content, "silent", "boolean", false);
  const store = !silent && read(content, "store_history", "boolean", true);
  const expressions = read(content, "user_expressions", "object", {});
  const allowStdin = read(content, "allow_stdin", "boolean", true);
  read(content, "stop_on_error", "boolean", true);
  if (store) context.count++;
  return { code, silent, store, expressions, allowStdin, count: context.count };
}

async function runCell(
  { code, count, silent }: Execution,
  engine: Engine,
  shown: WeakSet<object>,
): Promise<Result> {
  const outcome = await own(engine.execute(code, { name: `Cell [${count}]`, count }));
  if (outcome.status === "error" || silent) return bare({ ...outcome });
  const { value } = outcome;
  if (isObject(value) && withBuiltins(() => shown.has(value))) return bare({ status: "ok" });
  return bare({ status: "ok", data: await own(bundleOf(value)) });
}

/** Nothing of a cell was run that the compiler refused. */
function wasRefused(result: Result): boolean {
  return result.status === "error" && result.error.ename === "TypeScriptError";
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function remember({ store, code, count }: Execution, result: Result, { history }: Context): void {
  if (!store || code.trim() === "") return;
  const text = result.status === "ok" ? result.data?.["text/plain"] : undefined;
  history.add({ line: count, input: code, output: typeof text === "string" ? text : null });
}
