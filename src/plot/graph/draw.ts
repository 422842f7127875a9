// A placed graph as a plotly figure: boxes and arrows are shapes, words are traces and annotations, so that
// boxes tell more under the mouse.

import { withCopies } from "./copies";
import { depths } from "./depths";
import type { Layout, Trace } from "../spec";
import { boxPath, headPath, linePath } from "./paths";
import { type Box, type Direction, place, type Placed, type Size } from "./place";
import type { Edge, Graph, Kind, Vertex } from "./read";
import { jacobianText, numbersText, widthOf } from "./text";
import { say } from "../sentences";

type Title = "leaf" | "constant" | "in between" | "output";

/** How each kind of box looks; shapes and borders differ too, for readers who see no colours. */
const looks: Readonly<Record<Kind, { title: Title; fill: string; line: object; radius: number }>> = {
  leaf: { title: "leaf", fill: "#d6eaf5", line: { color: "#0072b2", width: 1.5 }, radius: 9 },
  constant: {
    title: "constant",
    fill: "#ffffff",
    line: { color: "#707070", width: 1.5, dash: "dot" },
    radius: 9,
  },
  operation: { title: "in between", fill: "#f2f2f2", line: { color: "#606060", width: 1.5 }, radius: 2 },
  output: { title: "output", fill: "#fde3cf", line: { color: "#d55e00", width: 3 }, radius: 2 },
};

const ink = "#202020";
const gradientColor = "#a33e00";
const localColor = "#00694e";
/** What is lit up: neither the colour of a kind nor that of a number. */
const litColor = "#cc79a7";
const headLength = 9;
const lineHeight = 1.35;

/** With more boxes than this, they hold one line each; the mouse tells the rest. */
const mostTall = 60;

/** The widest and the highest picture, in pixels; larger graphs are drawn smaller. */
const largest = { width: 960, height: 5000 };

/** A graph with more layers is too wide to be drawn to the right. */
const deepest = 12;

export interface Drawing {
  data: Trace[];
  layout: Layout;
}

/** Words and sizes of all boxes and arrows in a font of 12 pixels. */
interface Texts {
  boxes: { lines: string[]; size: Size }[];
  labels: { text: string; size: Size }[];
}

export function drawGraph(
  whole: Graph,
  direction: Direction | undefined,
  highlight: readonly string[] = [],
): Drawing {
  const graph = withCopies(whole);
  const texts = textsOf(graph);
  const placed = placeIn(graph, texts, direction);
  const scale = Math.min(1, largest.width / placed.width, largest.height / placed.height);
  const font = 12 * scale;
  return {
    data: [boxTrace(graph, texts, placed, font), labelTrace(graph, texts, placed, font), ...legend(graph)],
    layout: {
      width: Math.max(420, Math.round(placed.width * scale) + 20),
      height: Math.round(placed.height * scale) + 72,
      margin: { l: 10, r: 10, t: 36, b: 36 },
      xaxis: { visible: false, range: [0, placed.width], constrain: "domain" },
      yaxis: {
        visible: false,
        range: [placed.height, 0],
        constrain: "domain",
        scaleanchor: "x",
        scaleratio: 1,
      },
      shapes: shapes(graph, texts, placed, highlight),
      annotations: [caption(whole)],
      showlegend: true,
      legend: { orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom", yref: "paper" },
      hovermode: "closest",
    },
  };
}

/** To the right like a text, downwards where that would be too wide. */
function placeIn(graph: Graph, texts: Texts, direction: Direction | undefined): Placed {
  const sizes = texts.boxes.map(({ size }) => size);
  const arrows = graph.edges.map(({ from, to }, k) => ({ from, to, ...texts.labels[k].size }));
  const isDeep = Math.max(...depths(sizes.length, arrows)) > deepest;
  if (direction === "down" || (direction === undefined && isDeep)) return place(sizes, arrows, "down");
  const right = place(sizes, arrows, "right");
  return direction === "right" || right.width <= largest.width ? right : place(sizes, arrows, "down");
}

function textsOf({ vertices, edges }: Graph): Texts {
  const isTall = vertices.length <= mostTall;
  return {
    boxes: vertices.map((vertex) => {
      const lines = linesOf(vertex, vertices[vertices.length - 1].name, isTall);
      const width = Math.max(...lines.map((line) => widthOf(line, 12))) + 16;
      return { lines, size: { width, height: lines.length * 12 * lineHeight + 10 } };
    }),
    labels: edges.map(({ jacobian }) => {
      const text = jacobian === undefined ? "" : jacobianText(jacobian, 3);
      return {
        text,
        size: text === "" ? { width: 0, height: 0 } : { width: widthOf(text, 12) + 6, height: 16 },
      };
    }),
  };
}

/** What stands in a box: how it is computed, its value, and the derivative of the output by it. */
function linesOf(vertex: Vertex, output: string, isTall: boolean): string[] {
  const { name, expression, value, shape, gradient } = vertex;
  const head = `<b>${name}</b>${expression === undefined ? "" : ` = ${expression}`}`;
  const number = (value && numbersText(value, 4)) ?? say("shape [{shape}]", { shape: shape.join(", ") });
  if (!isTall) return [`${head} = ${number}`];
  const slope = gradient && numbersText(gradient, 4);
  return [head, number, ...(slope === undefined ? [] : [`∂${output}/∂${name} = ${slope}`])];
}

function boxTrace({ vertices }: Graph, { boxes }: Texts, placed: Placed, size: number): Trace {
  const output = vertices[vertices.length - 1].name;
  return {
    type: "scatter",
    name: "",
    mode: "text",
    x: placed.boxes.map(({ x }) => x),
    y: placed.boxes.map(({ y }) => y),
    text: boxes.map(({ lines }) => colored(lines).join("<br>")),
    textposition: "middle center",
    textfont: { size, color: ink },
    hovertext: vertices.map((vertex) => hoverText(vertex, output)),
    hoverinfo: "text",
    showlegend: false,
  };
}

function colored([head, number, slope]: readonly string[]): string[] {
  if (number === undefined) return [head];
  return [head, number, ...(slope === undefined ? [] : [inColor(gradientColor, slope)])];
}

function hoverText({ name, expression, operation, shape, value, gradient }: Vertex, output: string): string {
  const list = (numbers: readonly number[]): string => numbersText(numbers, 16) ?? "";
  return [
    expression === undefined ? name : `${name} = ${expression}`,
    ...(operation === undefined ? [] : [operation]),
    ...(shape.length === 0 ? [] : [say("shape [{shape}]", { shape: shape.join(", ") })]),
    ...(value === undefined ? [] : [say("value {list}", { list: list(value) })]),
    ...(gradient === undefined ? [] : [`∂${output}/∂${name} = ${list(gradient)}`]),
  ].join("<br>");
}

function shapes(
  { vertices, edges }: Graph,
  { labels }: Texts,
  { boxes, arrows }: Placed,
  highlight: readonly string[],
): object[] {
  const isLit = vertices.map(({ name }) => highlight.includes(name));
  const litArrows = arrows.filter((_, k) => isLit[edges[k].from] && isLit[edges[k].to]);
  const otherArrows = arrows.filter((arrow) => !litArrows.includes(arrow));
  const rooms = labels.flatMap(({ text, size }, k) =>
    text === "" ? [] : [boxPath({ ...arrows[k].label, ...size }, 0)],
  );
  const kinds = [...new Set(vertices.map(({ kind }) => kind))];
  const lit = boxes.filter((_, i) => isLit[i]);
  return [
    ...arrowShapes(otherArrows, "#606060", 1.2),
    ...arrowShapes(litArrows, litColor, 3),
    // Room for the labels on their arrows.
    ...(rooms.length === 0
      ? []
      : [{ ...common, path: rooms.join(" "), fillcolor: "#ffffff", line: { width: 0 } }]),
    ...kinds.map((kind) => ({
      ...common,
      ...kindShape(
        kind,
        boxes.filter((_, i) => vertices[i].kind === kind),
      ),
    })),
    ...(lit.length === 0 ? [] : [litShape(lit)]),
  ];
}

const common = { type: "path", layer: "below", xref: "x", yref: "y" };

function arrowShapes(arrows: Placed["arrows"], color: string, width: number): object[] {
  if (arrows.length === 0) return [];
  const lines = arrows.map(({ points }) => linePath(points, headLength));
  const heads = arrows.map(({ points }) => headPath(points, headLength));
  return [
    { ...common, path: lines.join(" "), line: { color, width } },
    { ...common, path: heads.join(" "), fillcolor: color, line: { width: 0 } },
  ];
}

/** A second border, outside of the boxes' own. */
function litShape(boxes: readonly Box[]): object {
  const around = boxes.map((box) => ({ ...box, width: box.width + 7, height: box.height + 7 }));
  return {
    ...common,
    path: around.map((box) => boxPath(box, 5)).join(" "),
    line: { color: litColor, width: 3 },
  };
}

function kindShape(kind: Kind, boxes: readonly Box[]): object {
  const { fill, line } = looks[kind];
  const radius = boxes.length > mostTall ? 0 : looks[kind].radius;
  return { path: boxes.map((box) => boxPath(box, radius)).join(" "), fillcolor: fill, line };
}

/**
 * The labels of the arrows. (As annotations, of which plotly draws a handful in the same time, a large graph
 * would take seconds.)
 */
function labelTrace({ vertices, edges }: Graph, { labels }: Texts, placed: Placed, size: number): Trace {
  const isShort = vertices.length > mostTall;
  const shown = labels.flatMap(({ text }, k) => (text === "" ? [] : [k]));
  const spots = shown.map((k) => placed.arrows[k].label);
  return {
    type: "scatter",
    name: "",
    mode: "text",
    x: spots.map(({ x }) => Math.round(x)),
    y: spots.map(({ y }) => Math.round(y)),
    text: shown.map((k) => labels[k].text),
    textposition: "middle center",
    textfont: { size, color: localColor },
    ...(isShort
      ? { hoverinfo: "skip" }
      : { hovertext: shown.map((k) => edgeText(vertices, edges[k])), hoverinfo: "text" }),
    showlegend: false,
  };
}

function edgeText(vertices: readonly Vertex[], { from, to, jacobian }: Edge): string {
  return `∂${vertices[to].name}/∂${vertices[from].name} = ${jacobianText(jacobian!, 16)}`;
}

function inColor(color: string, text: string): string {
  return `<span style="color:${color}">${text}</span>`;
}

/** What the numbers mean. */
function caption({ vertices, total }: Graph): object {
  const output = vertices[vertices.length - 1];
  const gradient = inColor(gradientColor, say("gradient ∂{output}/∂·", { output: output.name }));
  const box = output.gradient === undefined ? say("value") : say("value and {gradient}", { gradient });
  const derivative = inColor(localColor, say("local derivative"));
  const arrow = say("on an arrow: {derivative}", { derivative });
  const drawn = vertices.filter(({ kind }) => kind !== "constant").length;
  const nearest = { drawn, total, output: output.name };
  const part =
    drawn < total ? `${say("{drawn} of {total} nodes drawn, those nearest to {output}", nearest)}<br>` : "";
  const corner = { xref: "paper", x: 0, xanchor: "left", yref: "paper", y: 0, yanchor: "top" };
  return {
    text: part + say("in a box: {box}; {arrow}", { box, arrow }),
    ...corner,
    align: "left",
    showarrow: false,
    bgcolor: "rgba(0,0,0,0)",
    font: { size: 11, color: "#606060" },
  };
}

/** One entry a kind; the entries are traces without points. */
function legend({ vertices }: Graph): Trace[] {
  const kinds = (Object.keys(looks) as Kind[]).filter((kind) =>
    vertices.some((vertex) => vertex.kind === kind),
  );
  return kinds.map((kind) => ({
    type: "scatter",
    name: say(looks[kind].title),
    mode: "markers",
    x: [null],
    y: [null],
    marker: {
      symbol: "square",
      size: 13,
      color: looks[kind].fill,
      line: { ...looks[kind].line, dash: undefined },
    },
  }));
}
