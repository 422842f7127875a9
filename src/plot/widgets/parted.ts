// The widgets of a control whose value is made of several numbers: a control for each of them, in a box that
// also takes the whole value, from a figure that is grabbed.

import { randomUUID } from "node:crypto";
import type { Comms } from "../../display/host";
import { say } from "../sentences";
import type { Control } from "./controls";
import { Widget } from "./widget";

type Numbers = readonly number[];

/** A control with parts: a point. */
export type PartedControl = Control<Numbers> & Required<Pick<Control<Numbers>, "parts">>;

/** A point of a figure that can be grabbed, as our renderer reads it in the metadata of the figure's output. */
export interface Handle {
  /** The widget that takes the point. */
  comm: string;
  /** The class of the controls that do the same where nothing can be grabbed. */
  instead: string;
  label: string;
  at: Numbers;
  step: Numbers;
  onCurve: boolean;
  /** The number that the page has given its last message, by which it knows the figure that answers it. */
  turn: number;
}

/** How a control is made a widget. */
export function widgetOf(
  control: Pick<Control<unknown>, "widget">,
  description: string,
): Parameters<typeof Widget.make>[1] {
  const { state, ...spec } = control.widget;
  return { ...spec, state: { ...state, description }, layout: { width: "460px" } };
}

export class PartedWidget {
  readonly box: Widget;
  readonly parts: readonly Widget[];
  private readonly instead = `nablab-${randomUUID()}`;
  private readonly held: number[];
  private turn = 0;

  /** @param moved called with each new value */
  constructor(
    comms: Comms,
    private readonly name: string,
    private readonly control: PartedControl,
    private readonly moved: (value: Numbers) => Promise<void>,
  ) {
    const { parts, initial, label = name } = control;
    this.held = [...initial];
    this.parts = parts.map((part, k) =>
      Widget.make(comms, widgetOf(part, `${label}: ${part.label ?? ""}`), (changed) => {
        const number = part.read(changed[part.key]);
        return number === undefined ? undefined : this.take(this.held.with(k, number), k);
      }),
    );
    const children = this.parts.map(({ reference }) => reference);
    const { model, view, state } = control.widget;
    const box = { model, view, state: { ...state, children, _dom_classes: [this.instead] } };
    this.box = Widget.make(comms, box, (changed) => {
      if (typeof changed.turn === "number") this.turn = changed.turn;
      return this.take(changed[control.key]);
    });
  }

  get handle(): Handle {
    const { handle = { step: [1, 1], onCurve: false }, label = this.name } = this.control;
    const how = say("{name}: drag it, or move it with the arrow keys", { name: label });
    const { box, instead, turn } = this;
    return { comm: box.id, instead, label: how, at: [...this.held], ...handle, turn };
  }

  /** A new value, from the figure or from the control of one of its numbers. */
  private take(got: unknown, from?: number): Promise<void> | undefined {
    const value = this.control.read(got);
    if (value === undefined) return undefined;
    this.parts.forEach((part, k) => {
      if (k !== from && value[k] !== this.held[k]) part.set({ value: value[k] });
    });
    this.held.splice(0, this.held.length, ...value);
    return this.moved(value);
  }
}

type AnyControls = Readonly<Record<string, Control<unknown>>>;

/** The same function of controls none of which has parts: of the parts themselves, each by a name of its own. */
export function withoutParts(
  f: (values: never) => unknown,
  controls: AnyControls,
): { f: (values: Record<string, unknown>) => unknown; controls: Record<string, Control<unknown>> } {
  const partsOf = (name: string, control: Control<unknown>): [string, Control<unknown>][] =>
    (control.parts ?? []).map((part) => {
      const label = `${control.label ?? name}: ${part.label ?? ""}`;
      return [label, { ...part, label }];
    });
  const entries = Object.entries(controls);
  const flat = entries.flatMap(([name, control]) =>
    control.parts === undefined ? [[name, control] as const] : partsOf(name, control),
  );
  const whole = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      entries.map(([name, control]) => {
        if (control.parts === undefined) return [name, values[name]];
        const numbers = partsOf(name, control).map(([label]) => values[label]);
        return [
          name,
          control.read(control.parts.length === 1 ? [...numbers, 0] : numbers) ?? control.initial,
        ];
      }),
    );
  return { f: (values) => f(whole(values) as never), controls: Object.fromEntries(flat) };
}
