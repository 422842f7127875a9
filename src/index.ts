// The library's table of contents: what `import { … } from "nablab"` offers, one line a file.

export type { MimeBundle } from "./display/host";
export { jupyterDisplay, type Displayable } from "./display/bundle";
export { check, type CheckOptions } from "./display/check";
export { clearOutput, display, type DisplayOptions, html, latex, markdown } from "./display/display";
export { Figure, figure } from "./plot/figure";
export { plot, type Curves, type CurvesOrFunctions } from "./plot/plot";
export type { PlotOptions } from "./plot/options";
export * from "./tensor";
export * from "./autograd";
export * from "./numeric";
export { plotTangent, type Tangent, type TangentOptions } from "./plot/tangent";
