// Options that many pictures have: read, and refused where they are of another kind.

import { wrongType } from "../errors";
import { withMinus } from "./minus";

export function readText(fn: string, argument: string, text: unknown): string | undefined {
  if (text === undefined || typeof text === "string") return text;
  throw wrongType({ fn, argument, got: text, wanted: "a string" });
}

/** A text that stands in the picture, beside axes that write true minus signs. */
export function readWords(fn: string, argument: string, text: unknown): string | undefined {
  const read = readText(fn, argument, text);
  return read === undefined ? undefined : withMinus(read);
}

export function readFlag(fn: string, argument: string, flag: unknown, otherwise: boolean): boolean {
  if (flag === undefined) return otherwise;
  if (typeof flag === "boolean") return flag;
  throw wrongType({ fn, argument, got: flag, wanted: "true or false" });
}

export function readList(fn: string, argument: string, list: unknown, of = "an array"): readonly unknown[] {
  if (Array.isArray(list)) return list;
  throw wrongType({ fn, argument, got: list, wanted: of });
}

export function readObject(
  fn: string,
  argument: string,
  value: unknown,
  wanted = "an object as plotly takes it",
): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw wrongType({ fn, argument, got: value, wanted });
}

/** What passes through to plotly as it is. */
export interface PlotlyOptions {
  layout: Record<string, unknown>;
  traces: readonly Record<string, unknown>[];
  config: Record<string, unknown>;
}

export function readPlotly(
  fn: string,
  { layout = {}, traces = [], config = {} }: { layout?: unknown; traces?: unknown; config?: unknown },
): PlotlyOptions {
  return {
    layout: readObject(fn, "options.layout", layout),
    traces: readList(fn, "options.traces", traces, "an array of plotly's traces").map((trace, k) =>
      readObject(fn, `options.traces[${k}]`, trace),
    ),
    config: readObject(fn, "options.config", config),
  };
}
