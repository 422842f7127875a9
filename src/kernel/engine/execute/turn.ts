// What translated code calls on its way, under the one name that it has for it.

import type { Watch } from "../../engine";

/**
 * Asks whether the code is to end, or, with a truth value, tells that a `finally` block begins or ends. A loop
 * says how many rounds it made and gets how many it may make.
 */
export type Turn = (word?: number | boolean) => unknown;

export function turnOf(watch: Watch): Turn {
  return (word) => (typeof word === "boolean" ? watch.clean(word) : watch.turn(word));
}
