// What a debugger asks of the engine: the user's scripts, and the names of the cells with their boxes.

import type { Debuggee } from "../../engine";
import type { DebugText } from "../language/types";
import type { Boxes } from "./sessionBoxes";
import type { Traces } from "./traces";

export function debuggeeOf(text: DebugText, traces: Traces, boxes: Boxes): Debuggee {
  const has = (name: string): boolean => boxes.has(name);
  return {
    scripts: () => traces.scripts(),
    names: () => [...boxes.names()],
    box: (name) => (has(name) ? boxes.box(name) : undefined),
    define(name, value) {
      text.declare(name);
      boxes.set(name, value);
    },
    stops: (source) => text.stops(source),
    expression: (expression, locals, door) => text.expression(expression, locals, door, has),
    expressionAt: (expression, source, at, door) => text.expressionAt(expression, { source, at }, door, has),
  };
}
