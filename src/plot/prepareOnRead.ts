// Starts the picture worker when a drawing function is first read from the library, which an import clause of
// a cell does: the worker then loads plotly while the cell is still computing. An import of the library alone
// starts nothing.

import { currentHost } from "../display/host";
import { prepare } from "./static/picture";

/** Replaces the functions that these modules export by accessors until one of them is read. */
export function prepareOnRead(modules: readonly object[]): void {
  const restored: (() => void)[] = [];
  const read = (): void => {
    for (const restore of restored.splice(0)) restore();
    // In a terminal no picture is drawn.
    if (currentHost().textOnly !== true) prepare();
  };
  for (const module of modules) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
      if (typeof property.value !== "function" || property.configurable !== true) continue;
      const get = (): unknown => {
        read();
        return property.value as unknown;
      };
      Object.defineProperty(module, name, { get, configurable: true, enumerable: true });
      restored.push(() => Object.defineProperty(module, name, property));
    }
  }
}
