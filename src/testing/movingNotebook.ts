// A notebook for the tests of pages.

import { linspace, plotTangent, stepsSlider } from "../index";

/** A notebook whose figure moves without a kernel, and one that had controls. */
export async function movingNotebook(): Promise<string> {
  const tangentAt = (x0: number): ReturnType<typeof plotTangent> =>
    plotTangent((x: number) => x ** 2, x0, { xlim: [-2, 2], ylim: [-4, 4], show: false });
  const figure = stepsSlider(tangentAt, linspace(-1, 1, 5), { label: "x0", show: false });
  const png = Buffer.from(await figure.toPng()).toString("base64");
  const data = {
    "application/vnd.plotly.v1+json": figure.toJSON(),
    "image/png": png,
    "text/plain": String(figure),
  };
  const view = { version_major: 2, version_minor: 0, model_id: "gone" };
  const controls = {
    "application/vnd.jupyter.widget-view+json": view,
    "text/plain": "Controls: x0 = 1 <b>",
  };
  const output = (bundle: object): object => ({ output_type: "display_data", data: bundle, metadata: {} });
  const cell = {
    cell_type: "code",
    id: "a",
    metadata: {},
    execution_count: 1,
    source: 'const a = "x";',
    outputs: [output(data), output(controls)],
  };
  const title = {
    cell_type: "markdown",
    id: "b",
    metadata: {},
    source: "# Moving by $h$\n\nA *slider* moves.",
  };
  const widgets = {
    "application/vnd.jupyter.widget-state+json": { version_major: 2, version_minor: 0, state: {} },
  };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { widgets }, cells: [title, cell] });
}
