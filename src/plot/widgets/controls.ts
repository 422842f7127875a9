// The controls of interact: what each is called among Jupyter's widgets, and how its value is read.

import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../../errors";

/** One of Jupyter's widgets: its class and its state. */
export interface WidgetSpec {
  model: string;
  view: string;
  state: Record<string, unknown>;
  /** The class of its style; a box has none. */
  style?: string;
}

/** A control with values of type T. */
export interface Control<T> {
  /** The value before anybody has moved it. */
  readonly initial: T;
  /** The name beside it; that of the parameter where it is not given. */
  readonly label?: string;
  readonly widget: WidgetSpec;
  /** The value in the widget's state; `undefined` where the front end has sent something else. */
  read(state: unknown): T | undefined;
  /** The part of the widget's state that holds the value. */
  readonly key: string;
  /**
   * Controls of the numbers of which the value is made: the widget is the box around theirs. They are for
   * front ends in which the figure itself cannot be grabbed.
   */
  readonly parts?: readonly Control<number>[];
  /** How the value, a point of the figure, is grabbed there. */
  readonly handle?: { step: readonly [x: number, y: number]; onCurve: boolean };
  /**
   * Its positions, for a picture that has to do without a kernel; missing where it has none that could be
   * listed.
   */
  positions?(): readonly T[];
}

/** What all controls take. */
export interface ControlOptions<T> {
  /** The value at the start. */
  value?: T;
  /** The name beside it, in place of that of the parameter. */
  label?: string;
}

/** What sliders take. */
export interface SliderOptions<T> extends ControlOptions<T> {
  step?: number;
}

const wide = { continuous_update: true, readout: true, orientation: "horizontal" };

/**
 * A slider for numbers from `min` to `max`, in steps of a hundredth of the way where `step` does not say
 * otherwise.
 *
 * @param min the left end
 * @param max the right end
 * @param options `value` at the start, `step` and `label`
 * @example
 * ```ts
 * slider(0.5, 3, { value: 1 }).initial
 * // => 1
 * ```
 */
export function slider(min: number, max: number, options: SliderOptions<number> = {}): Control<number> {
  requireEnds("slider", min, max, options);
  const { step = (max - min) / 100, value = middle(min, max, step), label } = options;
  requireRange("slider", { min, max, step }, [value]);
  const state = { min, max, step, value, readout_format: ".4~g", ...wide };
  return numeric({ model: "FloatSlider", state, style: "SliderStyle" }, value, { label, positions: () => positions(min, max, step) }); // prettier-ignore
}

/**
 * A slider for whole numbers from `min` to `max`.
 *
 * @param min the left end
 * @param max the right end
 * @param options `value` at the start, `step` and `label`
 * @example
 * ```ts
 * intSlider(0, 10).initial
 * // => 5
 * ```
 */
export function intSlider(min: number, max: number, options: SliderOptions<number> = {}): Control<number> {
  requireEnds("intSlider", min, max, options);
  const { step = 1, value = middle(min, max, step), label } = options;
  requireRange("intSlider", { min, max, step }, [value]);
  if (![min, max, step, value].every(Number.isInteger)) {
    throw wrongValue({
      fn: "intSlider",
      argument: "every number",
      got: [min, max, step, value],
      wanted: "whole",
    });
  }
  const state = { min, max, step, value, readout_format: "d", ...wide };
  return numeric({ model: "IntSlider", state, style: "SliderStyle" }, value, { label, positions: () => positions(min, max, step) }); // prettier-ignore
}

/**
 * A slider for positive numbers from `min` to `max` in equal factors: 50 steps, or steps of `step` powers of
 * ten.
 *
 * @param min the left end, positive
 * @param max the right end
 * @param options `value` at the start, `step` in powers of ten, and `label`
 * @example
 * ```ts
 * logSlider(1e-8, 1, { value: 1e-3 }).initial
 * // => 0.001
 * ```
 */
export function logSlider(min: number, max: number, options: SliderOptions<number> = {}): Control<number> {
  requireEnds("logSlider", min, max, options);
  if (!(min > 0))
    throw wrongValue({ fn: "logSlider", argument: "min", got: min, wanted: "a positive number" });
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const { step = (high - low) / 50, value = 10 ** ((low + high) / 2), label } = options;
  requireRange("logSlider", { min, max, step }, [value]);
  const state = { base: 10, min: low, max: high, step, value, readout_format: ".3~g", ...wide };
  const powers = (): number[] => positions(low, high, step).map((power) => 10 ** power);
  return numeric({ model: "FloatLogSlider", state, style: "SliderStyle" }, value, {
    label,
    positions: powers,
  });
}

/**
 * A slider with two handles: the value is `[low, high]`.
 *
 * @param min the left end
 * @param max the right end
 * @param options `value` at the start, `step` and `label`
 * @example
 * ```ts
 * range(0, 10).initial
 * // => [ 0, 10 ]
 * ```
 */
export function range(
  min: number,
  max: number,
  options: SliderOptions<readonly [number, number]> = {},
): Control<[number, number]> {
  requireEnds("range", min, max, options);
  const { step = (max - min) / 100, value = [min, max], label } = options;
  requireRange("range", { min, max, step }, value);
  const state = { min, max, step, value: [...value], readout_format: ".4~g", ...wide };
  return {
    initial: [value[0], value[1]],
    label,
    key: "value",
    widget: {
      model: "FloatRangeSliderModel",
      view: "FloatRangeSliderView",
      state,
      style: "SliderStyleModel",
    },
    read: (got) =>
      Array.isArray(got) && got.length === 2 && got.every(Number.isFinite) ? [exact(got[0] as number), exact(got[1] as number)] : undefined, // prettier-ignore
  };
}

type Choosable = string | number | boolean;

/**
 * A list to choose from: values, or values by the names that are shown.
 *
 * @param values a list, or an object of values by the names that are shown
 * @param options `value` at the start, and `label`
 * @example
 * ```ts
 * choice(["forward", "central"]).initial
 * // => 'forward'
 * ```
 */
export function choice<const T extends Choosable>(
  values: readonly T[] | Readonly<Record<string, T>>,
  options: ControlOptions<NoInfer50<T>> = {},
): Control<T> {
  refuseUnknownOptions("choice", options, ["value", "label"]);
  if (typeof values !== "object" || values === null) {
    throw wrongType({
      fn: "choice",
      argument: "values",
      got: values,
      wanted: 'a list such as ["forward", "central"]',
    });
  }
  const entries: [string, T][] = Array.isArray(values)
    ? (values as readonly T[]).map((value) => [String(value), value])
    : Object.entries(values as Record<string, T>);
  if (entries.length === 0) {
    throw wrongValue({ fn: "choice", argument: "values", got: asIs("none"), wanted: "at least one value" });
  }
  const { value = entries[0][1], label } = options;
  const index = entries.findIndex(([, candidate]) => candidate === value);
  if (index === -1) {
    const wanted = `one of ${entries.map(([name]) => name).join(", ")}`;
    throw wrongValue({ fn: "choice", argument: "options.value", got: value, wanted });
  }
  const state = { _options_labels: entries.map(([name]) => name), index };
  return {
    initial: value,
    label,
    key: "index",
    widget: { model: "DropdownModel", view: "DropdownView", state, style: "DescriptionStyleModel" },
    read: (got) => (typeof got === "number" ? entries.at(got)?.[1] : undefined),
    positions: () => entries.map(([, candidate]) => candidate),
  };
}

/** A type parameter that is not inferred from this place. */
type NoInfer50<T> = [T][T extends unknown ? 0 : never];

/**
 * A box to tick.
 *
 * @param value whether it is ticked at the start
 * @param options `label`
 * @example
 * ```ts
 * toggle(true).initial
 * // => true
 * ```
 */
export function toggle(value: boolean = false, options: { label?: string } = {}): Control<boolean> {
  refuseUnknownOptions("toggle", options, ["label"]);
  return {
    initial: value,
    label: options.label,
    key: "value",
    widget: { model: "CheckboxModel", view: "CheckboxView", state: { value, indent: true }, style: "CheckboxStyleModel" }, // prettier-ignore
    read: (got) => (typeof got === "boolean" ? got : undefined),
    positions: () => [false, true],
  };
}

/**
 * A line of text; `f` is called when it is left, or at the return key.
 *
 * @param value the text at the start
 * @param options `label`
 * @example
 * ```ts
 * text("x^2").initial
 * // => 'x^2'
 * ```
 */
export function text(value: string = "", options: { label?: string } = {}): Control<string> {
  refuseUnknownOptions("text", options, ["label"]);
  return {
    initial: value,
    label: options.label,
    key: "value",
    widget: { model: "TextModel", view: "TextView", state: { value, continuous_update: false }, style: "TextStyleModel" }, // prettier-ignore
    read: (got) => (typeof got === "string" ? got : undefined),
  };
}

/**
 * A button that counts from `min` to `max` by itself, one `step` every `interval` milliseconds.
 *
 * @param min the first number
 * @param max the last one
 * @param options `value` at the start, `step`, `interval` in milliseconds, and `label`
 * @example
 * ```ts
 * play(0, 100).initial
 * // => 0
 * ```
 */
export function play(
  min: number,
  max: number,
  options: SliderOptions<number> & { interval?: number } = {},
): Control<number> {
  requireEnds("play", min, max, options, ["interval"]);
  const { step = 1, value = min, interval = 100, label } = options;
  requireRange("play", { min, max, step }, [value]);
  const state = { min, max, step, value, interval, playing: false, repeat: false, show_repeat: true };
  return numeric({ model: "Play", state, style: "DescriptionStyle" }, value, { label, positions: () => positions(min, max, step) }); // prettier-ignore
}

/** What `point` takes. */
export interface PointOptions {
  /** How far it can be moved; without them by 1, or by as much as it is away from 0 where that is more. */
  xlim?: readonly [low: number, high: number];
  ylim?: readonly [low: number, high: number];
  /** The grid on which it moves; a hundredth of the way where it is not given. */
  step?: number;
  /** A curve on which it stays: x is moved, and y is `on(x)`. */
  on?: (x: number) => number;
  /** The name of the point, in place of that of the parameter. */
  label?: string;
}

/**
 * A point that is grabbed in the figure itself and moved, by mouse, touch and arrow keys (ten steps with the
 * shift key): the point of contact of a tangent, the foot of an arrow, the start of a descent. Its value is
 * `[x, y]`, in the units of the figure's axes. Where figures are drawn by others than nablab's own renderer,
 * two sliders stand in for it, or one for a point on a curve.
 *
 * @param x where it is at the start
 * @param y its height at the start; a point on a curve begins at `on(x)`
 * @param options `xlim`, `ylim`, `step`, `on`, `label`
 * @throws TypeError for numbers that are not finite, or an `on` that is no function; RangeError for a start
 *   that is not between the limits, limits in the wrong order, or where `on(x)` is not finite
 * @example
 * ```ts
 * point(1, 0, { xlim: [-2, 2], ylim: [-2, 2] }).initial
 * // => [ 1, 0 ]
 * point(3, 0, { on: (x) => x ** 2 }).initial
 * // => [ 3, 9 ]
 * ```
 */
export function point(x: number, y: number, options: PointOptions = {}): Control<[number, number]> {
  const start = requirePoint(x, y, options);
  const { on, label } = options;
  const ends = [options.xlim ?? around(start[0]), options.ylim ?? around(start[1])] as const;
  const steps = ends.map(([low, high]) => options.step ?? exact((high - low) / 100)) as [number, number];
  const along = (k: number): Control<number> =>
    slider(ends[k][0], ends[k][1], { step: steps[k], value: start[k], label: "xy"[k] });
  return {
    initial: start,
    label,
    key: "value",
    widget: { model: "VBoxModel", view: "VBoxView", state: {} },
    parts: on === undefined ? [along(0), along(1)] : [along(0)],
    handle: { step: steps, onCurve: on !== undefined },
    read: (got) => {
      if (!isPair(got)) return undefined;
      const [px, py] = got.map((v, k) => onGrid(v, ends[k], steps[k]));
      return on === undefined ? [px, py] : onCurve(on, px);
    },
    ...(on !== undefined && {
      positions: () =>
        positions(ends[0][0], ends[0][1], steps[0]).flatMap((v) => {
          const place = onCurve(on, v);
          return place === undefined ? [] : [place];
        }),
    }),
  };
}

function requirePoint(x: number, y: number, options: PointOptions): [number, number] {
  const fn = "point";
  refuseUnknownOptions(fn, options, ["xlim", "ylim", "step", "on", "label"]);
  const { xlim, ylim, step = 1, on } = options;
  for (const [argument, got] of Object.entries({ x, y })) {
    // Beyond that there is no room around it, and no axis.
    if (typeof got !== "number" || !(Math.abs(got) <= 1e300))
      throw wrongType({ fn, argument, got, wanted: "a finite number" });
  }
  if (on !== undefined && typeof on !== "function")
    throw wrongType({
      fn,
      argument: "options.on",
      got: on,
      wanted: "a function of x, such as (x) => x ** 2",
    });
  if (!(typeof step === "number" && step > 0 && step < Infinity))
    throw wrongValue({ fn, argument: "options.step", got: step, wanted: "a positive number" });
  for (const [argument, limits, value] of [
    ["options.xlim", xlim, x],
    ["options.ylim", ylim, y],
  ] as const) {
    if (limits === undefined || (on !== undefined && argument === "options.ylim")) continue;
    if (!isPair(limits))
      throw wrongType({ fn, argument, got: limits, wanted: "two finite numbers such as [0, 3]" });
    if (limits[0] >= limits[1])
      throw wrongValue({ fn, argument, got: limits, wanted: "two limits, the smaller one first" });
    if (value < limits[0] || value > limits[1])
      throw wrongValue({ fn, argument, got: limits, wanted: `limits with ${value} between them` });
  }
  if (on === undefined) return [x, y];
  const place = onCurve(on, x);
  if (place !== undefined) return place;
  throw wrongValue({ fn, argument: "options.on(x)", got: asIs(`no finite number at ${x}`), wanted: "a finite number" }); // prettier-ignore
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

function around(v: number): readonly [number, number] {
  const reach = Math.max(1, Math.abs(v));
  return [v - reach, v + reach];
}

function onGrid(v: number, [low, high]: readonly [number, number], step: number): number {
  const nearest = low + Math.round((v - low) / step) * step;
  return exact(Math.min(Math.max(nearest, low), high));
}

/** The point of a curve; undefined where the curve has none. */
function onCurve(on: (x: number) => number, x: number): [number, number] | undefined {
  try {
    const y = on(x);
    return Number.isFinite(y) ? [x, y] : undefined;
  } catch {
    return undefined;
  }
}

function numeric(
  { model, state, style }: { model: string; state: Record<string, unknown>; style: string },
  initial: number,
  more: { label?: string; positions: () => number[] },
): Control<number> {
  return {
    initial,
    ...more,
    key: "value",
    widget: { model: `${model}Model`, view: `${model}View`, state, style: `${style}Model` },
    // A front end counts in steps and sends 2.0000000000000009.
    read: (got) => (typeof got === "number" && Number.isFinite(got) ? exact(got) : undefined),
  };
}

/** The position nearest to the middle. */
function middle(min: number, max: number, step: number): number {
  return exact(min + Math.round((max - min) / 2 / step) * step);
}

function positions(min: number, max: number, step: number): number[] {
  return Array.from({ length: Math.floor((max - min) / step + 1e-9) + 1 }, (_, i) => exact(min + i * step));
}

/** Without the noise of adding steps. */
function exact(v: number): number {
  return Number(v.toPrecision(12));
}

function requireEnds(
  fn: string,
  min: number,
  max: number,
  options: object,
  more: readonly string[] = [],
): void {
  refuseUnknownOptions(fn, options, ["step", "value", "label", ...more]);
  for (const [argument, got] of Object.entries({ min, max })) {
    if (!Number.isFinite(got)) throw wrongType({ fn, argument, got, wanted: "a finite number" });
  }
}

function requireRange(
  fn: string,
  { min, max, step }: { min: number; max: number; step: number },
  values: readonly unknown[],
): void {
  if (min >= max) throw wrongValue({ fn, argument: "max", got: max, wanted: `larger than min = ${min}` });
  if (!(step > 0)) throw wrongValue({ fn, argument: "options.step", got: step, wanted: "a positive number" });
  const isWithin = (v: unknown): boolean => typeof v === "number" && v >= min && v <= max;
  if (values.every(isWithin)) return;
  throw wrongValue({ fn, argument: "options.value", got: values, wanted: `from ${min} to ${max}` });
}
