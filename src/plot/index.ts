// Pictures and controls.

import * as contours from "./contour";
import * as descents from "./descent";
import * as graphs from "./graph/plotGraph";
import * as plots from "./plot";
import { prepareOnRead } from "./prepareOnRead";
import * as fields from "./quiver";
import * as sliders from "./steps";
import * as studies from "./stepSizes";
import * as surfaces from "./surface";
import * as tangents from "./tangent";
import * as interactions from "./widgets/interact";

export { contour, type ContourOptions } from "./contour";
export { descent, type DescentOptions, type DescentPath } from "./descent";
export { Figure, figure, type ShowOptions } from "./figure";
export type { Curves, CurvesOrFunctions } from "./plot";
export { plotGraph, type GraphOptions } from "./graph/plotGraph";
export type { GraphFunction, GraphTensor, HasNumbers } from "./graph/structure";
export type { HeightOptions } from "./heights";
export type {
  FirstCoordinate,
  PlaneVector,
  PlaneField,
  PlaneFunction,
  PlaneOptions,
  PlaneValue,
} from "./plane";
export { plot } from "./plot";
export { quiver, type QuiverOptions } from "./quiver";
export type { AxesOptions, Limits, PlotOptions, Scale } from "./options";
export type { Config, FigureSpec, Layout, Trace } from "./spec";
export { plotStepSizes, type StepSizesOptions } from "./stepSizes";
export { stepsSlider, type StepsOptions } from "./steps";
export { surface, type SurfaceOptions } from "./surface";
export { plotTangent, type Tangent, type TangentOptions } from "./tangent";
export {
  choice,
  type Control,
  type ControlOptions,
  intSlider,
  logSlider,
  play,
  point,
  range,
  slider,
  type SliderOptions,
  text,
  toggle,
  type WidgetSpec,
} from "./widgets/controls";
export { type Controls, type ControlValues, interact, type Interaction } from "./widgets/interact";

prepareOnRead([
  contours,
  descents,
  graphs,
  plots,
  fields,
  sliders,
  studies,
  surfaces,
  tangents,
  interactions,
]);
