// The library's table of contents: what `import { … } from "nablab"` offers, one line a file.

export * from "./display";
export * from "./numeric";
export * from "./tensor";
export * from "./autograd";
export * from "./symbolic";
export * from "./plot";
