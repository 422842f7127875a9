// One set-up of a clone at a time; `setupLock.cjs` is shared with what runs before anything is built.

import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./environment";
import { step } from "./progress";

interface SetupLock {
  holdSetup: (name: string, onWait: (sentence: string) => void) => () => void;
}

/** Does the work while no other command sets up this clone. */
export async function duringSetup<T>(work: () => Promise<T>): Promise<T> {
  const { holdSetup } = createRequire(__filename)(join(root, "src", "cli", "setupLock.cjs")) as SetupLock;
  const name = `npm ${process.env.npm_lifecycle_event ?? "start"}`;
  const release = holdSetup(name, (sentence) => step("set-up").done(sentence));
  try {
    return await work();
  } finally {
    release();
  }
}
