// interact: a function whose arguments are moved by hand, its picture redrawn in place.

import { wrongType } from "../../errors";
import { isThenable } from "../../display/bundle";
import { captured } from "../../display/capture";
import { type Comms, currentHost } from "../../display/host";
import { escapeHtml } from "../../display/markup";
import { Figure } from "../figure";
import { stepsSlider } from "../steps";
import { capturedOutputs } from "./capturedOutputs";
import type { Control } from "./controls";
import { OutputArea } from "./outputArea";
import { type PartedControl, PartedWidget, widgetOf, withoutParts } from "./parted";
import { showPositions } from "./positions";
import { Widget } from "./widget";
import { say } from "../sentences";

/** Controls by the names of the values that they give. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the values' types are those of the controls, whichever they are
export type Controls = Readonly<Record<string, Control<any>>>;

/** The values that controls give, under the same names. */
export type ControlValues<C extends Controls> = {
  [K in keyof C]: C[K] extends Control<infer T> ? T : never;
};

/** What `interact` has set up. */
export interface Interaction<C extends Controls> {
  /** The values as they are now. */
  readonly values: ControlValues<C>;
  /** Ends when the picture of the present values is drawn. */
  settled(): Promise<void>;
  /** Takes the controls away; the picture stays. */
  close(): void;
}

/**
 * Shows controls and, under them, what `f` makes of their values, which is redrawn in place while they are
 * moved. Needs a running kernel of nablab; without one, readers see the figure at its last values.
 *
 * `f` may return a figure, a number, text, a tensor or anything else that can be shown, or a promise of it;
 * the pictures that it draws itself (`plot(…)`) are taken in place of being shown, and where it returns
 * nothing the last of them is drawn. It is never called again before its last call has ended, and the last
 * position is always drawn. What it throws is shown under the controls until it succeeds again.
 *
 * Under stock tslab, which has no widgets, the figure at its starting values is shown, with a slider of
 * plotly's own where there is one control.
 *
 * @param f a function of an object with one value for each control
 * @param controls `slider`, `intSlider`, `logSlider`, `range`, `choice`, `toggle`, `text`, `play`, `point`,
 *   by the names of their values
 * @throws TypeError where `f` is no function or `controls` holds something else than controls
 * @example
 * ```ts
 * const f = (x: number) => x ** 2;
 * const lab = interact(({ x0 }) => plotTangent(f, x0, { xlim: [-3, 3] }), { x0: slider(-2, 2, { value: 1 }) });
 * await lab.settled();
 * lab.values
 * // => { x0: 1 }
 * ```
 */
export function interact<const C extends Controls>(
  f: (values: ControlValues<C>) => unknown,
  controls: C,
): Interaction<C> {
  requireArguments(f, controls);
  const { comms, isPage } = currentHost();
  if (isPage === true) {
    const flat = withoutParts(f, controls);
    if (showPositions(flat.f, flat.controls)) return unmoved(controls);
  }
  return comms === undefined ? still(f, controls) : new Live(f, controls, comms);
}

/** The interactions of each cell, by the request that made them. */
const ofCells = new Map<string, { request: string; live: { close(): void }[] }>();

class Live<C extends Controls> implements Interaction<C> {
  readonly values: ControlValues<C>;
  private readonly outputArea = new OutputArea();
  private readonly message: Widget;
  private readonly widgets: Widget[];
  private readonly parted: PartedWidget[] = [];
  private drawing: Promise<void> | undefined;
  private isStale = false;

  constructor(
    private readonly f: (values: ControlValues<C>) => unknown,
    controls: C,
    comms: Comms,
  ) {
    replaceEarlier(this);
    this.values = startOf(controls);
    const boxes = Object.entries(controls).map(([name, control]) => this.makeControl(comms, name, control));
    this.message = Widget.make(comms, { model: "HTMLModel", view: "HTMLView", style: "HTMLStyleModel", state: { value: "" } }); // prettier-ignore
    const children = [...boxes, this.message].map(({ reference }) => reference);
    const whole = Widget.make(comms, { model: "VBoxModel", view: "VBoxView", state: { children } });
    this.widgets = [...boxes, this.message, whole];
    showControls(whole, this);
    currentHost().hold?.(this.draw());
  }

  settled(): Promise<void> {
    return this.drawing ?? Promise.resolve();
  }

  close(): void {
    for (const widget of [...this.widgets, ...this.parted.flatMap(({ parts }) => parts)]) widget.close();
  }

  private makeControl(comms: Comms, name: string, control: Control<unknown>): Widget {
    const moved = (value: unknown): Promise<void> => {
      (this.values as Record<string, unknown>)[name] = value;
      return this.draw();
    };
    if (control.parts !== undefined) {
      const parted = new PartedWidget(comms, name, control as PartedControl, moved);
      this.parted.push(parted);
      return parted.box;
    }
    return Widget.make(comms, widgetOf(control, control.label ?? name), (changed) => {
      const value = control.read(changed[control.key]);
      return value === undefined ? undefined : moved(value);
    });
  }

  /**
   * Draws the present values; while a drawing is under way, it will be followed by one more and no matter how
   * many moves.
   */
  private draw(): Promise<void> {
    this.isStale = true;
    this.drawing ??= this.drawUntilFresh().finally(() => (this.drawing = undefined));
    return this.drawing;
  }

  private async drawUntilFresh(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      try {
        const { result, outputs } = await capturedOutputs(() => this.f({ ...this.values }));
        const handles = this.parted.map((parted) => parted.handle);
        await this.outputArea.show(result, outputs, handles);
        this.say("");
      } catch (error) {
        this.say(errorHtml(error));
      }
    }
  }

  private said = "";

  private say(value: string): void {
    if (value !== this.said) this.message.set({ value });
    this.said = value;
  }
}

function startOf<C extends Controls>(controls: C): ControlValues<C> {
  const entries = Object.entries(controls).map(([name, { initial }]) => [name, initial as unknown]);
  return Object.fromEntries(entries) as ControlValues<C>;
}

/**
 * A cell that runs again shows new controls; the ones that it showed before are gone from the page, and go
 * here, too.
 */
function replaceEarlier(latest: { close(): void }): void {
  const { cell, request } = currentHost().running?.() ?? {};
  if (cell === undefined || request === undefined) return;
  const earlier = ofCells.get(cell);
  if (earlier?.request === request) return void earlier.live.push(latest);
  for (const old of earlier?.live ?? []) old.close();
  ofCells.set(cell, { request, live: [latest] });
}

function showControls(whole: Widget, interaction: { values: object }): void {
  const now = Object.entries(interaction.values).map(([name, value]) => `${name} = ${wordsOf(value)}`);
  currentHost().display({
    data: {
      "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: whole.id },
      "text/plain": say("Controls (run the cell to move them): {values}", { values: now.join(", ") }),
    },
    value: interaction,
  });
}

/** A value as readers without a kernel see it: points in parentheses. */
function wordsOf(value: unknown): string {
  return Array.isArray(value)
    ? `(${value.map((v) => String(Number(Number(v).toPrecision(4)))).join(", ")})`
    : String(value);
}

function errorHtml(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `<pre style="color: #b00020; white-space: pre-wrap; margin: 0">${escapeHtml(text)}</pre>`;
}

function unmoved<C extends Controls>(controls: C): Interaction<C> {
  return { values: startOf(controls), settled: () => Promise.resolve(), close: () => undefined };
}

/** Without widgets: the figure at its start, with plotly's own slider where one control has positions. */
function still<C extends Controls>(f: (values: ControlValues<C>) => unknown, controls: C): Interaction<C> {
  const interaction = unmoved(controls);
  const { values } = interaction;
  const result = quietly(f, values);
  if (isThenable(result)) {
    const drawn = Promise.resolve(result).then((late) => new OutputArea().show(late, []));
    return { ...interaction, settled: () => drawn };
  }
  const [[name, control]] = Object.entries(controls);
  const positions = Object.keys(controls).length === 1 ? control.positions?.() : undefined;
  if (!(result instanceof Figure) || positions === undefined) void new OutputArea().show(result, []);
  else {
    const figureAt = (value: unknown): Figure => quietly(f, { [name]: value } as ControlValues<C>) as Figure;
    const some = spread(positions as readonly unknown[], mostStill).filter((value) =>
      isDrawn(figureAt, value),
    );
    const names = some.map((value) => (Array.isArray(value) ? wordsOf(value) : undefined));
    const start = nearestTo(some, control.initial);
    stepsSlider(figureAt, some, {
      label: name,
      start,
      ...(names.every((word) => word !== undefined) && { names }),
    });
  }
  return interaction;
}

/** Positions at which `f` throws have no place on a slider that cannot show errors. */
function isDrawn(figureAt: (value: unknown) => unknown, value: unknown): boolean {
  try {
    return figureAt(value) instanceof Figure;
  } catch {
    return false;
  }
}

/** The most positions of a slider that works without a kernel. */
const mostStill = 30;

/** The result of `f`, or the last figure that it has shown. */
function quietly<C extends Controls>(
  f: (values: ControlValues<C>) => unknown,
  values: ControlValues<C>,
): unknown {
  let result: unknown;
  const outputs = captured(() => void (result = f(values)));
  return result ?? outputs.findLast(({ value }) => value instanceof Figure)?.value ?? outputs.at(-1)?.value;
}

function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]);
}

function nearestTo(list: readonly unknown[], value: unknown): number {
  const distance = (other: unknown): number => {
    const way = other === value ? 0 : Math.abs(numberOf(other) - numberOf(value));
    return Number.isNaN(way) ? Infinity : way;
  };
  return list.reduce((best: number, other, k) => (distance(other) < distance(list[best]) ? k : best), 0);
}

/** What positions are compared by: of a point its x. */
function numberOf(value: unknown): number {
  return Number(Array.isArray(value) ? value[0] : value);
}

function requireArguments(f: unknown, controls: unknown): void {
  const fn = "interact";
  if (typeof f !== "function") throw wrongType({ fn, argument: "f", got: f, wanted: "a function of the controls' values" }); // prettier-ignore
  const entries = typeof controls === "object" && controls !== null ? Object.entries(controls) : [];
  if (entries.length === 0) {
    throw wrongType({
      fn,
      argument: "controls",
      got: controls,
      wanted: "an object such as { x0: slider(0, 3) }",
    });
  }
  for (const [name, control] of entries) {
    const isControl =
      typeof control === "object" && control !== null && "widget" in control && "read" in control;
    if (isControl) continue;
    const hint = "Make one with slider, intSlider, logSlider, range, choice, toggle, text, play or point.";
    throw wrongType({ fn, argument: `controls.${name}`, got: control, wanted: "a control", hint });
  }
}
