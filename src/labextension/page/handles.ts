// Points of a figure that are grabbed and moved, by mouse, touch, pen and keyboard; where they are let to is
// told to the control of `interact` that they belong to.

import { type Axes, browser, type Element, type KeyEvent, type PointerEvent } from "./browser";

/** A point that can be moved, as `interact` describes it. */
export interface HandleSpec {
  /** Its widget in the kernel. */
  comm: string;
  /** The class of the controls that do the same where nothing can be grabbed. */
  instead: string;
  label: string;
  at: [x: number, y: number];
  /** How far an arrow key moves it. */
  step: [x: number, y: number];
  /** On a curve, every arrow key moves along x. */
  onCurve: boolean;
  /** The number of the last message that has moved it. */
  turn: number;
}

/** What a figure's handles need of it. */
export interface Stage {
  readonly node: Element;
  /** The axes as they are drawn; undefined while nothing is. */
  axes(): Axes | undefined;
  /** Tells a widget its new value; ends when the kernel has dealt with it. */
  tell(comm: string, state: { value: [number, number]; turn: number }): Promise<void>;
  /** Called for a widget that has not answered. */
  silent(comm: string): void;
}

export class Handles {
  private readonly handles = new Map<string, Handle>();

  constructor(private readonly stage: Stage) {}

  /** Shows a handle for each of these points, and takes all others away. */
  show(specs: readonly HandleSpec[]): void {
    for (const [comm, handle] of this.handles) {
      if (specs.some((spec) => spec.comm === comm)) continue;
      handle.dispose();
      this.handles.delete(comm);
    }
    for (const spec of specs) {
      const handle = this.handles.get(spec.comm) ?? new Handle(this.stage, spec);
      this.handles.set(spec.comm, handle);
      handle.show(spec);
    }
  }

  get areShown(): boolean {
    return this.handles.size > 0;
  }

  /** Puts them where their points are, after the axes have changed. */
  place(): void {
    for (const handle of this.handles.values()) handle.place();
  }

  dispose(): void {
    this.show([]);
  }
}

/** After so many milliseconds without an answer a kernel has not moved the point. */
const patience = 10_000;

/** So many arrow keys a press with the shift key counts. */
const large = 10;

class Handle {
  private readonly node: Element;
  private readonly style: Element;
  private at: [number, number];
  /** From the pointer to the middle of the handle, while it is held. */
  private grip: [number, number] | undefined;
  private wanted: [number, number] | undefined;
  private telling = false;
  /** The number of the last message to the kernel: figures of earlier ones are still on their way. */
  private turn: number;

  constructor(
    private readonly stage: Stage,
    private spec: HandleSpec,
  ) {
    this.at = spec.at;
    this.turn = spec.turn;
    this.node = browser.document.createElement("div");
    this.node.className = "nablab-handle";
    Object.assign(this.node.style, look);
    // Neither the notebook's shortcuts nor its menus take what is meant for the handle.
    const attributes = { role: "slider", tabindex: "0", "data-lm-suppress-shortcuts": "true" };
    for (const [name, value] of Object.entries(attributes)) this.node.setAttribute(name, value);
    this.node.addEventListener("pointerdown", (event) => this.grab(event as PointerEvent));
    this.node.addEventListener("pointermove", (event) => this.pull(event as PointerEvent));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      this.node.addEventListener(end, () => this.release());
    this.node.addEventListener("keydown", (event) => this.press(event as KeyEvent));
    stage.node.appendChild(this.node);
    this.style = browser.document.createElement("style");
    this.style.textContent = `.${spec.instead} { display: none !important; } .nablab-handle:focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }`;
    browser.document.head.appendChild(this.style);
  }

  show(spec: HandleSpec): void {
    this.spec = spec;
    this.settle();
    this.node.setAttribute("aria-label", spec.label);
    this.node.title = spec.label;
    this.place();
  }

  place(): void {
    const axes = this.stage.axes();
    this.node.style.display = axes === undefined ? "none" : "block";
    if (axes === undefined) return;
    const [x, y] = [axes.x.toPixel(this.at[0]), axes.y.toPixel(this.at[1])];
    const isInside = axes.x.isInside(this.at[0]) && axes.y.isInside(this.at[1]);
    this.node.style.display = isInside ? "block" : "none";
    this.node.style.transform = `translate(${x - size / 2}px, ${y - size / 2}px)`;
    const [low, high] = axes.x.range;
    const values = {
      valuemin: low,
      valuemax: high,
      valuenow: this.at[0],
      valuetext: this.at.map(words).join(", "),
    };
    for (const [name, value] of Object.entries(values)) this.node.setAttribute(`aria-${name}`, String(value));
  }

  dispose(): void {
    this.node.remove();
    this.style.remove();
  }

  private grab(event: PointerEvent): void {
    const axes = this.stage.axes();
    if (axes === undefined || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.node.setPointerCapture(event.pointerId);
    this.node.focus({ preventScroll: true });
    this.node.style.cursor = "grabbing";
    const [left, top] = this.corner();
    this.grip = [
      axes.x.toPixel(this.at[0]) - (event.clientX - left),
      axes.y.toPixel(this.at[1]) - (event.clientY - top),
    ];
  }

  private pull(event: PointerEvent): void {
    const axes = this.stage.axes();
    if (this.grip === undefined || axes === undefined) return;
    const [left, top] = this.corner();
    const x = axes.x.toValue(event.clientX - left + this.grip[0]);
    const y = axes.y.toValue(event.clientY - top + this.grip[1]);
    this.move([axes.x.within(x), axes.y.within(y)]);
  }

  private release(): void {
    if (this.grip === undefined) return;
    this.grip = undefined;
    this.node.style.cursor = "grab";
    this.settle();
    this.place();
  }

  /** Goes where the kernel has put the point, to its grid, its limits, its curve, unless the hand is ahead. */
  private settle(): void {
    const isHeld = this.grip !== undefined && !this.spec.onCurve;
    const isAhead = this.wanted !== undefined || this.spec.turn !== this.turn;
    if (!isHeld && !isAhead) this.at = this.spec.at;
  }

  private press(event: KeyEvent): void {
    const direction = arrows[event.key];
    if (direction === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { step, onCurve } = this.spec;
    const [right, up] = onCurve ? [direction[0] + direction[1], 0] : direction;
    const times = event.shiftKey ? large : 1;
    this.move([this.at[0] + times * right * step[0], this.at[1] + times * up * step[1]]);
  }

  private move(to: [number, number]): void {
    // On a curve the height is the kernel's to say.
    this.at = this.spec.onCurve ? [to[0], this.at[1]] : to;
    this.wanted = to;
    this.place();
    void this.tell();
  }

  /** Tells the kernel the last place, one message at a time. */
  private async tell(): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    while (this.wanted !== undefined) {
      const value = this.wanted;
      this.wanted = undefined;
      await this.stage.tell(this.spec.comm, { value, turn: ++this.turn });
    }
    this.telling = false;
    const last = this.turn;
    browser.setTimeout(() => this.turn === last && this.spec.turn !== last && this.giveUp(), patience);
  }

  /** Without an answer the point is where it was. */
  private giveUp(): void {
    this.turn = this.spec.turn;
    this.at = this.spec.at;
    this.place();
    this.stage.silent(this.spec.comm);
  }

  private corner(): [number, number] {
    const { left, top } = this.stage.node.getBoundingClientRect();
    return [left, top];
  }
}

const arrows: Record<string, [number, number] | undefined> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** As large as a finger needs it. */
const size = 32;

/** A ring that is seen on light and on dark, around the point and not over it. */
const look = {
  position: "absolute",
  left: "0",
  top: "0",
  width: `${size}px`,
  height: `${size}px`,
  boxSizing: "border-box",
  borderRadius: "50%",
  border: "2px solid #ffffff",
  boxShadow: "0 0 0 2px #4d4d4d, inset 0 0 0 2px #4d4d4d",
  opacity: "0.75",
  cursor: "grab",
  touchAction: "none",
  zIndex: "5",
};

function words(value: number): string {
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
