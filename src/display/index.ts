// Display and checks in a notebook.

export { type Displayable, jupyterDisplay } from "./bundle";
export { check, type CheckOptions } from "./check";
export type { Comparable } from "./compare";
export { clearOutput, display, type Displayed, type DisplayOptions, html, latex, markdown } from "./display";
export { type CommContent, onComm, openComm } from "./comms";
export type { Comm, CommListener, CommMessage, MimeBundle } from "./host";
export { type Locale, setLanguage } from "./language";
export { todo } from "./todo";
