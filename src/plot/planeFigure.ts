// The layout of figures over a part of the plane.

import { defaultConfig, Figure } from "./figure";
import { layoutOf, merged } from "./layout";
import type { CheckedOptions } from "./options";
import type { Layout, Trace } from "./spec";

/** What a picture adds to its options. */
interface Additions {
  hasLegend?: boolean;
  /** Remarks for the figure's text. */
  notes?: readonly string[];
  /** Those that stand in the picture as well. */
  remarks?: readonly string[];
  /** Over the layout of all pictures, under that of the user. */
  layout?: Layout;
}

/** The figure, shown unless the options say otherwise. */
export function planeFigure(
  traces: readonly Trace[],
  options: CheckedOptions,
  { hasLegend = false, notes = [], remarks = [], layout = {} }: Additions,
): Figure {
  const extents = { x: options.xlim, y: options.ylim };
  const common = layoutOf({ ...options, layout: {} }, { hasLegend, notes: remarks, extents });
  const figure = new Figure(
    {
      data: [...traces, ...options.traces],
      layout: merged(merged(common, layout), options.layout),
      config: { ...defaultConfig, ...options.config },
    },
    notes,
  );
  return options.show ? figure.show() : figure;
}
