// plotGraph: the computational graph of a tensor, in the manner of a textbook.

import { refuseUnknownOptions, wrongType, wrongValue } from "../../errors";
import { defaultConfig, Figure, type ShowOptions } from "../figure";
import { merged } from "../layout";
import { type PlotlyOptions, readFlag, readObject, readPlotly, readWords } from "../readers";
import type { Config, Layout, Trace } from "../spec";
import { drawGraph } from "./draw";
import { type Graph, readGraph, type Vertex } from "./read";
import type { GraphTensor } from "./structure";
import { numbersText } from "./text";
import { say } from "../sentences";

/** What `plotGraph` takes. */
export interface GraphOptions extends ShowOptions {
  /**
   * Tensors by the names that they are to have in the picture: `{ names: { x, a1, y1 } }`. Constants are
   * drawn where they are named.
   */
  names?: Readonly<Record<string, GraphTensor>>;
  /** Where the arrows lead; without it to the right, and downwards where that would be too wide. */
  direction?: "right" | "down";
  /** The most boxes, up to 200; of a larger graph the part nearest to the output is drawn. */
  nodes?: number;
  /**
   * The names of boxes that are lit up, with the arrows between them: one way from a leaf to the output, for
   * instance.
   */
  highlight?: readonly string[];
  title?: string;
  /** Plotly's own layout, merged over ours. */
  layout?: Layout;
  /** Plotly's own traces, drawn over the graph. */
  traces?: readonly Trace[];
  /** Plotly's own configuration, merged over ours. */
  config?: Config;
}

const optionNames = [
  "names",
  "direction",
  "nodes",
  "highlight",
  "title",
  "layout",
  "traces",
  "config",
  "show",
];

/** The most boxes of a picture. */
const mostNodes = 200;

/** The most boxes that the figure's text tells of. */
const mostWords = 12;

/**
 * Draws the computational graph of a tensor, shows the picture at once and returns the `Figure`: a box for
 * each leaf and each operation, with its value and the derivative of the output by it, and on every arrow the
 * local derivative, so that a gradient is the sum over all ways of the product along the way. The graph may
 * have been walked already, by `backward` for instance.
 *
 * Tensors are called as `names` calls them, else x1, x2, … (leaves), v1, v2, … (results in between) and y
 * (the output). Numbers that are not named stand in the operations. Of tensors with more than 16 numbers only
 * the shape is shown. A graph of more than 200 nodes is drawn in part, nearest to the output first, and the
 * picture says so. The boxes tell more under the mouse.
 *
 * @param t the output: a tensor made by recorded operations
 * @param options `names`, `direction`, `nodes`, `highlight`, `title`; any attribute of plotly can be given as `layout`,
 *   `traces` or `config`
 * @throws TypeError for what is no tensor with a graph, and for options of the wrong kind
 * @example
 * ```ts
 * const x = tensor(2, { requiresGrad: true });
 * const w = tensor(3, { requiresGrad: true });
 * const u = x.mul(w);
 * plotGraph(u.add(1).square(), { names: { x, w, u } })
 * // => Figure: leaf, in between, output; x = 2, ∂y/∂x = 42; w = 3, ∂y/∂w = 28; u = x · w = 6, ∂y/∂u = 14; v1 = u + 1 = 7, ∂y/∂v1 = 14; y = v1² = 49
 * ```
 */
export function plotGraph(t: GraphTensor, options: GraphOptions = {}): Figure {
  const { names = {}, direction, nodes = mostNodes, highlight = [] } = readGraphOptions(t, options);
  const graph = readGraph(t, names, nodes);
  requireBoxes(graph, highlight);
  const { data, layout } = drawGraph(graph, direction, highlight);
  const { title, layout: over, traces, config, show } = readShown(options);
  const titled =
    title === undefined
      ? {}
      : { title: { text: title, x: 0.5 }, margin: { t: 60 }, height: (layout.height as number) + 24 };
  const figure = new Figure(
    {
      data: [...data, ...traces],
      layout: merged(merged(layout, titled), over),
      config: { ...defaultConfig, ...config },
    },
    notesOf(graph),
  );
  return show ? figure.show() : figure;
}

/** What does not depend on the graph. */
function readShown(options: GraphOptions): PlotlyOptions & { title?: string; show: boolean } {
  const fn = "plotGraph";
  const title = readWords(fn, "options.title", options.title);
  return {
    ...readPlotly(fn, options),
    ...(title !== undefined && { title }),
    show: readFlag(fn, "options.show", options.show, true),
  };
}

function readGraphOptions(t: GraphTensor, options: GraphOptions): GraphOptions {
  const fn = "plotGraph";
  requireGraph(fn, t);
  refuseUnknownOptions(fn, options, optionNames);
  const { direction, nodes = mostNodes, names = {} } = options;
  if (direction !== undefined && direction !== "right" && direction !== "down") {
    throw wrongValue({ fn, argument: "options.direction", got: direction, wanted: `"right" or "down"` });
  }
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > mostNodes) {
    throw wrongValue({
      fn,
      argument: "options.nodes",
      got: nodes,
      wanted: `a whole number from 1 to ${mostNodes}`,
    });
  }
  readObject(fn, "options.names", names, "an object of tensors by their names, such as { x, y }");
  for (const [name, tensor] of Object.entries(names)) {
    if (isTensor(tensor)) continue;
    const hint = "Name tensors, for instance { names: { x, y } }; numbers have no place in a graph.";
    throw wrongType({ fn, argument: `options.names.${name}`, got: tensor, wanted: "a tensor", hint });
  }
  return options;
}

/** A box that is not there would be lit up in silence. */
function requireBoxes({ vertices }: Graph, highlight: unknown): void {
  const what = { fn: "plotGraph", argument: "options.highlight" };
  if (!Array.isArray(highlight) || highlight.some((name) => typeof name !== "string")) {
    throw wrongType({ ...what, got: highlight, wanted: 'an array of names of boxes, such as ["x", "y"]' });
  }
  const names = vertices.map(({ name }) => name);
  const stranger = (highlight as string[]).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw wrongValue({
    ...what,
    got: stranger,
    wanted: `names of boxes, of ${names.slice(0, mostWords).join(", ")}`,
  });
}

function isTensor(value: unknown): value is GraphTensor {
  return typeof value === "object" && value !== null && "gradFn" in value && "requiresGrad" in value;
}

function requireGraph(fn: string, t: unknown): void {
  if (!isTensor(t)) throw wrongType({ fn, argument: "t", got: t, wanted: "a tensor" });
  if (t.requiresGrad) return;
  throw wrongValue({
    fn,
    argument: "t",
    got: t,
    wanted: "a tensor whose operations were recorded",
    hint: "Make one of its inputs with { requiresGrad: true }, outside of noGrad, and compute it anew.",
  });
}

/** The graph in words, for readers without the picture. */
function notesOf({ vertices, total, strangers }: Graph): string[] {
  const output = vertices[vertices.length - 1].name;
  const words = vertices.slice(-mostWords).map((vertex) => wordsOf(vertex, output));
  const drawn = vertices.filter(({ kind }) => kind !== "constant").length;
  return [
    ...(vertices.length > mostWords
      ? [say("{count} boxes, then", { count: vertices.length - mostWords })]
      : []),
    ...words,
    ...(drawn < total ? [say("{drawn} of {total} nodes drawn", { drawn, total })] : []),
    ...(strangers.length > 0 ? [say("not in this graph: {names}", { names: strangers.join(", ") })] : []),
  ];
}

function wordsOf({ name, expression, value, shape, gradient }: Vertex, output: string): string {
  const number = (value && numbersText(value, 4)) ?? say("shape [{shape}]", { shape: shape.join(", ") });
  const slope = name === output ? undefined : gradient && numbersText(gradient, 4);
  const computed = [name, ...(expression === undefined ? [] : [expression]), number].join(" = ");
  return slope === undefined ? computed : `${computed}, ∂${output}/∂${name} = ${slope}`;
}
