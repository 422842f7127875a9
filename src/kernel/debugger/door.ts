// How the worker's debugger reaches the main thread's part of it: one property of the global object, which
// V8's inspector calls.

/** The property's name. */
export const doorKey = "nablab.kernel.debugger";

/** The part in the main thread, as an expression. */
export const door: string = `globalThis[${JSON.stringify(doorKey)}]`;

/** A value as the panel of variables shows it. */
export interface Described {
  value: string;
  type: string;
  /** A number by which its parts are asked for; 0 where it has none. */
  variablesReference: number;
}

export interface Variable extends Described {
  name: string;
  /** An expression that gives the value. */
  evaluateName?: string;
  presentationHint?: { lazy: boolean };
}

/**
 * How long values live by whose parts are asked for: until the next stop, or until the cells' names are asked
 * for again.
 */
export type Lifetime = "stop" | "names";
