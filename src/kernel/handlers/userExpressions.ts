// What execute_reply tells beside the cell's end.

import type { Engine } from "../engine";
import { bundleOf } from "../output/bundle";
import type { ErrorContent, Fields } from "../protocol/message";
import { BadRequest } from "../protocol/read";
import { ProcessExit } from "../run/exit";
import { KeyboardInterrupt } from "../run/interrupts";

/** `user_expressions`: each has its bundle or its error. */
export async function evaluateAll(expressions: Fields, engine: Engine): Promise<Fields> {
  const entries: [string, unknown][] = [];
  for (const [name, expression] of Object.entries(expressions)) {
    entries.push([name, await evaluate(expression, engine)]);
  }
  return Object.fromEntries(entries);
}

async function evaluate(expression: unknown, engine: Engine): Promise<Fields> {
  try {
    if (typeof expression !== "string") throw new BadRequest("An expression must be a string.");
    const outcome = await engine.evaluate(expression);
    if (outcome.status === "error") return { status: "error", ...outcome.error };
    const data = (await bundleOf(outcome.value)) ?? { "text/plain": String(outcome.value) };
    return { status: "ok", data, metadata: {} };
  } catch (error) {
    return { status: "error", ...describeEnd(error, engine) };
  }
}

/** An error as it is shown; where a cell was ended from outside there is no line to name. */
export function describeEnd(thrown: unknown, engine: Engine): ErrorContent {
  if (!(thrown instanceof KeyboardInterrupt || thrown instanceof ProcessExit)) return engine.describe(thrown);
  return {
    ename: thrown.name,
    evalue: thrown.message,
    traceback: [`${thrown.name}: ${thrown.message}`],
  };
}
