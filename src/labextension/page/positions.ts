// Controls of a page without a kernel: they move a figure to positions that were computed when the page was
// made.

import { browser, type Element, type Figure, type Layout } from "./browser";

/** What `src/plot/widgets/positions.ts` writes. */
export interface Positions {
  controls: { name: string; isList: boolean; interval?: number; labels: string[]; start: number }[];
  changes: ({ method: string; args: unknown[] } | null)[];
}

interface Input extends Element {
  type: string;
  min: string;
  max: string;
  value: string;
}

const make = (tag: string): Input =>
  (browser.document as unknown as { createElement(tag: string): Input }).createElement(tag);

/** Puts the controls into `place`; `show` is called with the figure of each position that they are moved to. */
export function addControls(
  place: Element,
  figure: Figure,
  positions: Positions,
  show: (figure: Figure) => void,
): void {
  const { controls, changes } = positions;
  const at = controls.map(({ start }) => start);
  const moved = (which: number, position: number): void => {
    at[which] = position;
    const index = controls.reduce((sum, { labels }, i) => sum * labels.length + at[i], 0);
    const change = changes[index];
    if (change !== null && change !== undefined) show(changed(figure, change));
  };
  controls.forEach((control, i) => {
    const row = make("div");
    row.className = "nablab-control";
    const label = make("label");
    label.textContent = control.name;
    const input = control.isList ? list(control) : rail(control);
    label.appendChild(input);
    row.appendChild(label);
    const readout = control.isList ? undefined : make("output");
    if (readout !== undefined) row.appendChild(readout);
    const tell = (): void => {
      const words = control.labels[at[i]].replace("-", "−");
      if (readout !== undefined) readout.textContent = words;
      input.setAttribute("aria-valuetext", words);
    };
    input.addEventListener("input", () => {
      moved(i, Number(input.value));
      tell();
    });
    tell();
    if (control.interval !== undefined)
      row.appendChild(playButton(control, input, (k) => (moved(i, k), tell())));
    place.appendChild(row);
  });
}

function rail({ labels, start, name }: Positions["controls"][number]): Input {
  const input = make("input");
  input.type = "range";
  input.min = "0";
  input.max = String(labels.length - 1);
  input.value = String(start);
  input.setAttribute("aria-label", name);
  return input;
}

function list({ labels, start, name }: Positions["controls"][number]): Input {
  const input = make("select");
  labels.forEach((text, k) => {
    const option = make("option");
    option.value = String(k);
    option.textContent = text;
    input.appendChild(option);
  });
  input.value = String(start);
  input.setAttribute("aria-label", name);
  return input;
}

/** Starts and stops the walk from place to place. */
function playButton(
  { labels, interval = 100, name }: Positions["controls"][number],
  input: Input,
  goTo: (position: number) => void,
): Input {
  const button = make("button");
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    button.textContent = "▶";
  };
  button.setAttribute("aria-label", `▶ ${name}`);
  button.addEventListener("click", () => {
    if (timer !== undefined) return stop();
    button.textContent = "⏸";
    if (Number(input.value) >= labels.length - 1) input.value = "-1";
    timer = setInterval(() => {
      const position = Number(input.value) + 1;
      if (position >= labels.length) return stop();
      input.value = String(position);
      goTo(position);
    }, interval);
  });
  stop();
  return button;
}

/** The figure with the change of a position: what plotly's `restyle` and `update` would do. */
export function changed(figure: Figure, { method, args }: { method: string; args: unknown[] }): Figure {
  if (method === "react") return { ...figure, data: args[0] as object[], layout: args[1] as Layout };
  const copy = JSON.parse(JSON.stringify(figure)) as Required<Figure>;
  const [restyle, second, third] = args as [Record<string, unknown[]>, object, number[]];
  const traces = (method === "restyle" ? second : third) as number[];
  for (const [path, values] of Object.entries(restyle))
    traces.forEach((trace, i) => put(copy.data[trace], path, values[i]));
  if (method === "update") for (const [path, value] of Object.entries(second)) put(copy.layout, path, value);
  return copy;
}

/** Sets what a dotted path leads to; `null` takes it away. */
function put(object: object, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let inner = object as Record<string, unknown>;
  for (const key of keys) inner = (inner[key] ??= {}) as Record<string, unknown>;
  if (value === null) delete inner[last];
  else inner[last] = value;
}
