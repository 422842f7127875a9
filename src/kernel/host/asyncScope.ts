// A value that code carries through its promises and timers.

export { AsyncLocalStorage } from "node:async_hooks";
