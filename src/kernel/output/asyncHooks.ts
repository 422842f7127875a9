// Hooks of node:async_hooks that cells make. Node ends the process when one of them throws.

import * as hooks from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import { nextTick, Reflect } from "../intrinsics";

type Callback = (this: unknown, ...args: unknown[]) => void;
type Callbacks = Partial<Record<(typeof names)[number], Callback>>;
type Hook = Record<"disable", () => unknown>;

const names = ["init", "before", "after", "destroy", "promiseResolve"] as const;

/**
 * Takes the place of making one: a hook whose function throws is switched off, and the error is told as that
 * of any other callback.
 */
export function installAsyncHooks(): void {
  const module = ((hooks as { default?: object }).default ?? hooks) as {
    createHook: (callbacks: Callbacks) => Hook;
  };
  const { createHook } = module;
  module.createHook = (callbacks) => {
    const safe: Callbacks = {};
    // Node goes on calling a hook that is switched off by one of its own functions.
    let hasFailed = false;
    for (const name of names) {
      const own = callbacks[name];
      // What is no function Node refuses itself.
      safe[name] = typeof own === "function" ? guarded(own) : own;
    }
    const hook = createHook(safe);
    const { disable } = hook;

    function guarded(run: Callback): Callback {
      return (...args) => {
        if (hasFailed) return;
        try {
          Reflect.apply(run, hook, args);
        } catch (error) {
          hasFailed = true;
          Reflect.apply(disable, hook, []);
          nextTick(() => {
            throw error;
          });
        }
      };
    }
    return hook;
  };
  syncBuiltinESMExports();
}
