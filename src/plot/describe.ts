// A figure in one readable line: what stands for it where there is no picture.

import { extent } from "./numbers";
import type { Layout, Trace } from "./spec";
import { say } from "./sentences";

const mostNames = 4;

/** For instance `Figure: f(x), Tangent line (x=1); x from 0 to 3, f(x) from -4 to 26.67`. */
export function describe(data: readonly Trace[], layout: Layout, notes: readonly string[]): string {
  const title = textIn(layout.title);
  const axes = [axisText(data, layout, "x"), axisText(data, layout, "y")].filter((text) => text !== "");
  const parts = [names(data), axes.join(", "), ...notes].filter((text) => text !== "");
  const what = `${title === "" ? "" : `${title}: `}${parts.join("; ")}`;
  return say("Figure: {what}", { what }).replace(/\s+/g, " ");
}

/**
 * The names of the traces; those without one are counted by kind, those with an empty one are part of
 * another.
 */
function names(data: readonly Trace[]): string {
  const named = data.flatMap(({ name }) => name || []);
  const more = named.length > mostNames ? [say("{count} more", { count: named.length - mostNames })] : [];
  const kinds = data.filter(({ name }) => name === undefined).map(kindOf);
  const counts = [...new Set(kinds)].map((kind) =>
    counted(kinds.filter((other) => other === kind).length, kind),
  );
  return [...named.slice(0, mostNames), ...more, ...counts].join(", ") || say("empty");
}

function kindOf({ type = "scatter", mode }: Trace): string {
  if (type !== "scatter") return type;
  return mode === "markers" ? "row of points" : "curve";
}

function counted(count: number, kind: string): string {
  if (kind === "curve") return count === 1 ? say("1 curve") : say("{count} curves", { count });
  if (kind === "row of points")
    return count === 1 ? say("1 row of points") : say("{count} rows of points", { count });
  return `${count} ${kind}${count === 1 ? "" : "s"}`;
}

function axisText(data: readonly Trace[], layout: Layout, letter: "x" | "y"): string {
  const axis = (layout[`${letter}axis`] ?? {}) as {
    title?: unknown;
    range?: unknown;
    type?: unknown;
    visible?: unknown;
  };
  if (axis.visible === false) return "";
  const limits = rangeOf(axis) ?? extentOf(data, letter);
  if (limits === undefined) return "";
  const [low, high] = limits.map((limit) => Number(limit.toPrecision(4)));
  return say("{axis} from {low} to {high}", { axis: textIn(axis.title) || letter, low, high });
}

function rangeOf({ range, type }: { range?: unknown; type?: unknown }): number[] | undefined {
  if (!Array.isArray(range) || !range.every((limit) => typeof limit === "number")) return undefined;
  return type === "log" ? range.map((limit) => 10 ** limit) : range;
}

function extentOf(data: readonly Trace[], letter: "x" | "y"): [number, number] | undefined {
  const extents = data.flatMap((trace) => {
    const values = trace[letter];
    const isList = Array.isArray(values) || ArrayBuffer.isView(values);
    return (isList && extent(values as ArrayLike<number>)) || [];
  });
  return extent(extents);
}

/** The words of a title: plotly takes `"f(x)"` and `{ text: "f(x)" }`. */
function textIn(title: unknown): string {
  const text: unknown =
    typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string" ? text.replace(/<[^<>]*>/g, "") : "";
}
