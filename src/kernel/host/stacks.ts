// What a stack trace is made of: the frames that the engine of JavaScript prints, and the maps back to the
// source.

export { SourceMap } from "node:module";

/** A frame as V8 prints it, where the code of cells stands in scripts. */
export const frameText: (frame: string) => string = (frame) => frame;
