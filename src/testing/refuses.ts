// An assertion on error messages.

import assert from "node:assert/strict";

/** The error's message begins with the function's name and says what was wanted and what came. */
export function refuses(fn: string, call: () => unknown, words: RegExp): void {
  let message = "nothing was refused";
  try {
    call();
  } catch (error) {
    message = (error as Error).message;
  }
  assert.match(message, new RegExp(`^${fn}: .* must be .*, but got .*\\.`, "s"));
  assert.match(message, words);
}
