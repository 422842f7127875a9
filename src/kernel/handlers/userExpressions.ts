// user_expressions of execute_reply, and the description of how a cell ended.

import type { Engine } from "../engine";
import { bare, JSON, Object, own } from "../intrinsics";
import { bundleOf } from "../output/bundle";
import type { ErrorContent, Fields } from "../protocol/message";
import { BadRequest } from "../protocol/read";
import { ProcessExit } from "../requests/exit";
import { KeyboardInterrupt } from "../requests/interrupts";

/** `user_expressions`: each has its bundle or its error. */
export async function evaluateAll(expressions: Fields, engine: Engine): Promise<Fields> {
  // By its places: iterating is what a cell may have replaced.
  const names = Object.keys(expressions);
  const values: Fields = bare({});
  for (let i = 0; i < names.length; i++) {
    const value = await own(evaluate(expressions[names[i]], engine));
    Object.defineProperty(values, names[i], { value, enumerable: true });
  }
  return values;
}

async function evaluate(expression: unknown, engine: Engine): Promise<Fields> {
  try {
    if (typeof expression !== "string") throw new BadRequest("An expression must be a string.");
    const outcome = await own(engine.evaluate(expression));
    if (outcome.status === "error") return bare({ status: "error", ...outcome.error });
    const data = (await own(bundleOf(outcome.value))) ?? { "text/plain": String(outcome.value) };
    // Only what JSON knows is handed on.
    return bare({ status: "ok", data: JSON.parse(JSON.stringify(data)) as unknown, metadata: {} });
  } catch (error) {
    return bare({ status: "error", ...describeEnd(error, engine) });
  }
}

/** An error as it is shown; where a cell was ended from outside there is no line to name. */
export function describeEnd(thrown: unknown, engine: Engine): ErrorContent {
  if (!KeyboardInterrupt.is(thrown) && !ProcessExit.is(thrown)) return engine.describe(thrown);
  return {
    ename: thrown.name,
    evalue: thrown.message,
    traceback: [`${thrown.name}: ${thrown.message}`],
  };
}
