// The box around a scene: grids on its far walls, ticks and titles along the edges that lie outermost.

import { family, measure } from "../fonts";
import type { Seen, Vector } from "./camera";
import type { Scene } from "./scene";
import { ticksIn, tickText } from "./ticks";

export type Project = (point: Vector) => Seen;

type Place = [number, number, number];

const ink = "#444444";
const tickSize = 12;
const titleSize = 14;

/** The far walls' grids as SVG. Their place is behind all that is in the box. */
export function walls({ axes, ranges, sides, view }: Scene, project: Project): string {
  const far = sides.map((side, k) => (view.eye[k] > 0 ? -side / 2 : side / 2)) as Place;
  return [0, 1, 2]
    .filter((k) => axes[k].visible !== false)
    .map((k) => {
      const ends = ranges[k];
      const color = axes[k].gridcolor ?? "#d8d8d8";
      const at = [ends[0], ...ticksIn(ends), ends[1]].map((value) => placeOf(value, ends, sides[k]));
      const lines = at.map((place) => wallLine(k, place, far, sides).map((point) => project(point)));
      return `<g stroke="${color}" stroke-width="1" fill="none">${lines.map(polyline).join("")}</g>`;
    })
    .join("");
}

/** At one tick of an axis a line runs over both of the far walls that the axis lies in. */
function wallLine(k: number, place: number, far: Place, sides: Vector): Place[] {
  const [one, other] = [0, 1, 2].filter((axis) => axis !== k);
  const corner = [...far] as Place;
  corner[k] = place;
  const [first, last] = [[...corner] as Place, [...corner] as Place];
  first[one] = Math.sign(far[one]) * -sides[one] * 0.5;
  last[other] = Math.sign(far[other]) * -sides[other] * 0.5;
  return [first, corner, last];
}

/** Ticks, their labels and the titles, as SVG. */
export function labels(scene: Scene, project: Project): string {
  const middle = project([0, 0, 0]);
  return [0, 1, 2]
    .map((k) => (scene.axes[k].visible === false ? "" : axisLabels(scene, k, middle, project)))
    .join("");
}

function axisLabels({ axes, ranges, sides, view }: Scene, k: number, middle: Seen, project: Project): string {
  const edge = outermost(k, sides, view.eye, project);
  const at = (value: number): Seen => {
    const point = [...edge] as Place;
    point[k] = placeOf(value, ranges[k], sides[k]);
    return project(point);
  };
  const [begin, end] = ranges[k].map(at);
  const away = outwards(begin, end, middle);
  const isLog = axes[k].type === "log";
  const ticks = ticksIn(ranges[k]).map((value) => ({ seen: at(value), words: tickText(value, isLog) }));
  const widest = Math.max(0, ...ticks.map(({ words }) => widthOf(words, tickSize)));
  const title = titleOf(axes[k].title);
  const half = { x: (begin.x + end.x) / 2, y: (begin.y + end.y) / 2 };
  const far = 14 + Math.abs(away.x) * widest + Math.abs(away.y) * tickSize + titleSize / 2 + 8;
  return (
    polyline([begin, end]).replace("<polyline", `<polyline stroke="${ink}" fill="none"`) +
    ticks.map(({ seen, words }) => label(seen, away, words)).join("") +
    text(half.x + away.x * far, half.y + away.y * far, title, titleSize)
  );
}

function label(seen: Seen, away: { x: number; y: number }, words: string): string {
  const mark = { x: seen.x + 5 * away.x, y: seen.y + 5 * away.y, depth: seen.depth };
  const room = 9 + (Math.abs(away.x) * widthOf(words, tickSize)) / 2 + (Math.abs(away.y) * tickSize) / 2;
  const line = polyline([seen, mark]).replace("<polyline", `<polyline stroke="${ink}" fill="none"`);
  return line + text(seen.x + away.x * room, seen.y + away.y * room, words, tickSize);
}

/**
 * The edge parallel to an axis on which its labels stand: on the outline, low for x and y, to the left for z.
 */
function outermost(k: number, sides: Vector, eye: Vector, project: Project): Place {
  const [one, other] = [0, 1, 2].filter((axis) => axis !== k);
  const candidates = [-1, 1].flatMap((p) => [-1, 1].map((q) => ({ p, q })));
  // An edge of one near and one far wall lies on the outline.
  const outline = candidates.filter(({ p, q }) => p * eye[one] < 0 !== q * eye[other] < 0);
  const places = (outline.length > 0 ? outline : candidates).map(({ p, q }) => {
    const place: Place = [0, 0, 0];
    place[one] = (p * sides[one]) / 2;
    place[other] = (q * sides[other]) / 2;
    return place;
  });
  const rank = (place: Place): number => (k === 2 ? -project(place).x : project(place).y);
  return places.reduce((best, place) => (rank(place) > rank(best) ? place : best));
}

/** Across an edge, away from the middle of the picture. */
function outwards(begin: Seen, end: Seen, middle: Seen): { x: number; y: number } {
  const length = Math.hypot(end.x - begin.x, end.y - begin.y) || 1;
  const across = { x: (end.y - begin.y) / length, y: -(end.x - begin.x) / length };
  const side = Math.sign(across.x * (begin.x - middle.x) + across.y * (begin.y - middle.y)) || 1;
  return { x: across.x * side, y: across.y * side };
}

/** From a number of an axis to its place in the box. */
export function placeOf(value: number, [low, high]: readonly [number, number], side: number): number {
  return ((value - low) / (high - low) - 0.5) * side;
}

export function polyline(points: readonly Seen[]): string {
  return `<polyline points="${points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ")}"/>`;
}

function titleOf(title: { text?: string } | string | undefined): string {
  return (typeof title === "string" ? title : (title?.text ?? ""))
    .replace(/<sub>10<\/sub>/g, "₁₀")
    .replace(/<[^>]*>/g, "");
}

function widthOf(words: string, size: number): number {
  return measure(words, { size, bold: false, italic: false }).width;
}

function text(x: number, y: number, words: string, size: number): string {
  const escaped = words.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const place = `x="${x.toFixed(2)}" y="${(y + 0.35 * size).toFixed(2)}" text-anchor="middle"`;
  return `<text ${place} font-family="${family}" font-size="${size}" fill="${ink}">${escaped}</text>`;
}
