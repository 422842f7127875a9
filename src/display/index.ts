// What a cell shows, and how it checks its results.

export { type Displayable, jupyterDisplay } from "./bundle";
export { check, type CheckOptions } from "./check";
export type { Comparable } from "./compare";
export { clearOutput, display, type Displayed, type DisplayOptions, html, latex, markdown } from "./display";
export type { MimeBundle } from "./host";
export { todo } from "./todo";
