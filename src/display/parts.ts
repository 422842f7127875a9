// How a value names its parts to a debugger.

/**
 * The method that gives the parts of a value by their names, in place of its own fields; it is called while
 * the program is paused.
 */
export const partsKey: unique symbol = Symbol.for("nablab.parts") as typeof partsKey;
