// Pictures.

export { Figure, figure, type ShowOptions } from "./figure";
export type { Curves, CurvesOrFunctions } from "./plot";
export { plot } from "./plot";
export type { AxesOptions, Limits, PlotOptions, Scale } from "./options";
export type { Config, FigureSpec, Layout, Trace } from "./spec";
export { plotTangent, type Tangent, type TangentOptions } from "./tangent";
