// The globals of Node that the first cells use most, so that they need not wait for all of @types/node (2.3
// MB, 250 ms). A cell that is refused with these alone is checked again with the real ones, so this list may
// be as short as it likes, but never more lenient than @types/node. Its docstrings are shown while one types.

export const PRELUDE = `
interface Console {
  /** Prints values to standard output, with a line break: the same as \`console.log\`. */
  debug(message?: any, ...optionalParams: any[]): void;
  /** Prints values to the error stream, with a line break. */
  error(message?: any, ...optionalParams: any[]): void;
  /** Prints values to standard output, with a line break: the same as \`console.log\`. */
  info(message?: any, ...optionalParams: any[]): void;
  /** Prints values to standard output, separated by blanks, with a line break. */
  log(message?: any, ...optionalParams: any[]): void;
  /** Prints values to the error stream, with a line break: the same as \`console.error\`. */
  warn(message?: any, ...optionalParams: any[]): void;
}
declare var console: Console;
interface SymbolConstructor {
  readonly dispose: unique symbol;
}
interface Disposable {
  [Symbol.dispose](): void;
}
declare namespace NodeJS {
  interface RefCounted {
    ref(): this;
    unref(): this;
  }
  interface Timer extends RefCounted {
    hasRef(): boolean;
    refresh(): this;
    [Symbol.toPrimitive](): number;
  }
  interface Timeout extends RefCounted, Disposable, Timer {
    close(): this;
    _onTimeout(...args: any[]): void;
  }
  interface Immediate extends RefCounted, Disposable {
    hasRef(): boolean;
    _onImmediate(...args: any[]): void;
  }
}
/**
 * Calls a function once, after a time, when nothing else runs.
 * @param callback The function to call.
 * @param delay How long to wait at least, in milliseconds; 1 by default.
 * @param args Given to the function.
 * @returns The timer, for \`clearTimeout\`.
 */
declare function setTimeout<A extends any[]>(callback: (...args: A) => void, delay?: number, ...args: A): NodeJS.Timeout;
/**
 * Calls a function once, after a time, when nothing else runs.
 * @param callback The function to call.
 * @param delay How long to wait at least, in milliseconds; 1 by default.
 * @returns The timer, for \`clearTimeout\`.
 */
declare function setTimeout(callback: (_: void) => void, delay?: number): NodeJS.Timeout;
/**
 * Calls a function again and again, until \`clearInterval\` ends it.
 * @param callback The function to call.
 * @param delay The time between two calls, in milliseconds; 1 by default.
 * @param args Given to the function.
 * @returns The timer, for \`clearInterval\`.
 */
declare function setInterval<A extends any[]>(callback: (...args: A) => void, delay?: number, ...args: A): NodeJS.Timeout;
/**
 * Calls a function again and again, until \`clearInterval\` ends it.
 * @param callback The function to call.
 * @param delay The time between two calls, in milliseconds; 1 by default.
 * @returns The timer, for \`clearInterval\`.
 */
declare function setInterval(callback: (_: void) => void, delay?: number): NodeJS.Timeout;
/**
 * Calls a function once, as soon as what runs now and what has come meanwhile is done.
 * @param callback The function to call.
 * @param args Given to the function.
 * @returns What \`clearImmediate\` takes.
 */
declare function setImmediate<A extends any[]>(callback: (...args: A) => void, ...args: A): NodeJS.Immediate;
/**
 * Calls a function once, as soon as what runs now and what has come meanwhile is done.
 * @param callback The function to call.
 * @returns What \`clearImmediate\` takes.
 */
declare function setImmediate(callback: (_: void) => void): NodeJS.Immediate;
/** Ends a timer of \`setTimeout\`: its function is not called any more. */
declare function clearTimeout(timeout: NodeJS.Timeout | string | number | undefined): void;
/** Ends a timer of \`setInterval\`: its function is not called any more. */
declare function clearInterval(timeout: NodeJS.Timeout | string | number | undefined): void;
/** Takes back \`setImmediate\`: its function is not called. */
declare function clearImmediate(immediate: NodeJS.Immediate | undefined): void;
`;
