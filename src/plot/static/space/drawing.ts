// Figures in space without a graphics card: painted from far to near. Title, legend and colour bars are
// plotly's own, from a flat figure that has them in common.

import type { PlainFigure } from "../messages";
import type { Settled } from "../page";
import { labels, walls } from "./box";
import { camera } from "./camera";
import { type Look, piecesOf } from "./pieces";
import { numbersIn, readScene, type SceneLayout, type SpaceTrace } from "./scene";

/** Out of sight: the flat figure shows what is around its axes only. */
const hidden = { visible: false, range: [10, 11], type: "linear" };

/** A flat figure with the same legend, colour bars and titles, and nothing in the middle. */
export function flatTwin({ data, layout }: PlainFigure): PlainFigure {
  const quiet = { plot_bgcolor: "rgba(0,0,0,0)", xaxis: hidden, yaxis: hidden, scene: undefined };
  return { data: (data as SpaceTrace[]).map(twinOf), layout: defined({ ...layout, ...quiet }) };
}

function twinOf(trace: SpaceTrace): object {
  const nowhere = { type: "scatter", x: [0], y: [0] };
  const { name, visible, showlegend, mode = "lines+markers", line, marker } = trace;
  if (trace.type === "scatter3d")
    return defined({ ...nowhere, name, visible, showlegend, mode, line, marker });
  const values = numbersIn(
    trace.surfacecolor ?? trace.intensity ?? (trace.type === "surface" ? trace.z : []),
  );
  return defined({ ...nowhere, mode: "markers", showlegend: false, visible, marker: scaleOf(trace, values) });
}

/** Marks with a scale of colours have the same colour bar, and draw in no time. */
function scaleOf(trace: SpaceTrace, values: readonly number[]): object {
  const { colorscale = "RdBu", colorbar, reversescale } = trace;
  const [low, high] = [least(values), -least(values.map((value) => -value))];
  const { cmin = low, cmax = high, showscale = values.length > 0 } = trace;
  return defined({
    color: [low],
    autocolorscale: false,
    colorscale,
    colorbar,
    reversescale,
    cmin,
    cmax,
    showscale,
  });
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Plotly takes a key without a value for a value. */
function defined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** The scene as SVG. */
export function drawScene({ data, layout }: PlainFigure, settled: Settled): string {
  const traces = (data as SpaceTrace[]).filter(({ visible }) => visible === undefined || visible === true);
  const scene = readScene(traces, (layout as { scene?: SceneLayout }).scene ?? {});
  const { l, t, w, h } = settled.layout._size;
  const project = camera(scene.view, { left: l, top: t, width: w, height: h });
  const pieces = traces.flatMap((trace) => piecesOf(trace, lookOf(trace, data, settled), scene, project));
  pieces.sort((a, b) => b.depth - a.depth);
  return walls(scene, project) + pieces.map(({ svg }) => svg).join("") + labels(scene, project);
}

function lookOf(trace: SpaceTrace, data: readonly object[], { data: full }: Settled): Look {
  const { line, marker } = full[data.indexOf(trace)];
  const own = [trace.color, line?.color, marker?.color].find((color) => typeof color === "string");
  return { colorscale: marker?.colorscale ?? [], color: own ?? "#1f77b4" };
}
