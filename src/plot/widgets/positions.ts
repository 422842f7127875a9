// Positions: what controls make of a figure at each of their places, for pages that have no kernel.

import { captured } from "../../display/capture";
import { currentHost } from "../../display/host";
import { Figure, figureBundle } from "../figure";
import { changes, type Change, type Spec } from "../steps";
import type { Control } from "./controls";

/** The MIME type under which the positions stand beside the figure. */
export const positionsType: string = "application/vnd.nablab.positions+json";

/** One control of a page without a kernel. */
export interface PageControl {
  name: string;
  /** Where there are names in place of numbers, a list to choose from. */
  isList: boolean;
  /** It moves by itself: the milliseconds from place to place. */
  interval?: number;
  labels: string[];
  start: number;
}

/** Controls, and the change of the figure for each combination of their places; the last control runs fastest. */
export interface Positions {
  controls: PageControl[];
  /** `null` where the function has no figure. */
  changes: (Change | null)[];
}

/** How many places each control has at most, for one control, two, three: tried until the page stays small. */
const grids: Readonly<Record<number, readonly number[]>> = {
  1: [61, 31, 13, 9],
  2: [13, 9, 7, 5],
  3: [5, 4],
};

/** How many characters the positions of one figure may take. */
const most = 400_000;

/**
 * Shows the figure at the start with the positions of its controls. Returns false, and shows nothing, where
 * there is no figure, where it comes late, or where none of the controls has places that could be listed.
 */
export function showPositions(
  f: (values: never) => unknown,
  controls: Record<string, Control<unknown>>,
): boolean {
  const axes = axesOf(controls);
  const figureAt = (places: readonly unknown[]): Figure | undefined => drawn(f, valuesAt(controls, axes, places)); // prettier-ignore
  const figure = figureAt(axes.map(({ control }) => control.initial));
  if (figure === undefined || axes.length === 0) return false;
  for (const count of grids[axes.length] ?? []) {
    const positions = positionsOn(axes, count, figure, figureAt);
    if (JSON.stringify(positions).length > most) continue;
    currentHost().display({ data: { ...figureBundle(figure), [positionsType]: positions }, value: figure });
    return true;
  }
  return false;
}

/** What one control of the page moves: a value, or one of the numbers of which a value is made. */
interface Axis {
  name: string;
  label: string;
  control: Control<unknown>;
  part?: number;
}

/** A control whose value is made of the numbers of others: a point, of its x and its y. */
interface Parted {
  parts?: readonly Control<number>[];
}

function axesOf(controls: Record<string, Control<unknown>>): Axis[] {
  return Object.entries(controls).flatMap(([name, control]): Axis[] => {
    const label = control.label ?? name;
    const { parts } = control as Parted;
    if (parts !== undefined)
      return parts.map((one, part) => ({
        name,
        label: `${label} ${one.label ?? part + 1}`,
        control: one,
        part,
      }));
    return control.positions === undefined ? [] : [{ name, label, control }];
  });
}

/** The values of all controls where each axis is at its place. */
function valuesAt(
  controls: Record<string, Control<unknown>>,
  axes: readonly Axis[],
  places: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(controls).map(([name, control]) => {
      const own = axes.flatMap((axis, i) =>
        axis.name === name ? [{ part: axis.part, place: places[i] }] : [],
      );
      if (own.length === 0) return [name, control.initial];
      if (own[0].part === undefined) return [name, own[0].place];
      const numbers = [...(control.initial as number[])];
      for (const { part = 0, place } of own) numbers[part] = place as number;
      return [name, control.read(numbers) ?? control.initial];
    }),
  );
}

/** The figure for some values, not shown; undefined where `f` throws or gives something else. */
function drawn(f: (values: never) => unknown, values: Record<string, unknown>): Figure | undefined {
  let result: unknown;
  try {
    const outputs = captured(() => void (result = f(values as never)));
    result ??= outputs.findLast(({ value }) => value instanceof Figure)?.value;
  } catch {
    return undefined;
  }
  return result instanceof Figure ? result : undefined;
}

function positionsOn(
  axes: readonly Axis[],
  count: number,
  first: Figure,
  figureAt: (places: readonly unknown[]) => Figure | undefined,
): Positions {
  const places = axes.map(({ control }) => someOf(control, count));
  const combinations = places.reduce<unknown[][]>(
    (sofar, list) => sofar.flatMap((values) => list.map((value) => [...values, value])),
    [[]],
  );
  const figures = combinations.map(figureAt);
  const known = figures.flatMap((figure) => (figure === undefined ? [] : [figure.toJSON()]));
  const isAlike = known.every(({ data }) => data.length === first.data.length);
  const made = isAlike ? changes([first.toJSON(), ...known]).slice(1) : known.map(whole);
  let next = 0;
  return {
    controls: axes.map((axis, i) => pageControl(axis, places[i])),
    changes: figures.map((figure) => (figure === undefined ? null : made[next++])),
  };
}

/** Where the figures have not the same traces, each stands for itself. */
function whole({ data, layout }: Spec): Change {
  return { method: "react", args: [data, layout] };
}

function pageControl({ label, control }: Axis, places: readonly unknown[]): PageControl {
  const { interval } = control.widget.state;
  return {
    name: label,
    isList: typeof control.initial !== "number",
    ...(typeof interval === "number" && { interval }),
    labels: places.map((place) =>
      typeof place === "number" ? String(Number(place.toPrecision(4))) : String(place),
    ),
    start: places.indexOf(control.initial),
  };
}

/** So many of a control's places, evenly, the one at the start among them. */
function someOf(control: Control<unknown>, count: number): readonly unknown[] {
  const { initial } = control;
  const all = control.positions?.() ?? [];
  const some = Array.from({ length: Math.min(count, all.length) }, (_, k) =>
    all.length <= count ? all[k] : all[Math.round((k * (all.length - 1)) / (count - 1))],
  );
  if (some.includes(initial)) return some;
  if (typeof initial !== "number") return [initial, ...some];
  return [...(some as number[]), initial].sort((a, b) => a - b);
}
