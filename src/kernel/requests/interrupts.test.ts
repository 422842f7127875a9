import assert from "node:assert/strict";
import { test } from "node:test";
import type { Header, Request } from "../protocol/message";
import { shared } from "../wire/link";
import { Interrupts, KeyboardInterrupt } from "./interrupts";
import { inScope, type Scope, scopeOf } from "./requestScope";

/** A request that was interrupted, and the worker's word that one more interrupt is wanted. */
function interrupted(): { interrupts: Interrupts; scope: Scope; want: () => void } {
  const memory = new Int32Array(shared.size);
  const interrupts = new Interrupts(memory);
  const scope = scopeOf({ header: { msg_id: "a" } as Header, identities: [] as Uint8Array[] } as Request);
  const want = (): void => void memory[shared.wanted]++;
  interrupts.running = scope;
  want();
  interrupts.interrupt();
  interrupts.running = undefined;
  return { interrupts, scope, want };
}

test("what an interrupted request left behind ends when it asks, but for what its finally blocks call", () => {
  const { interrupts, scope } = interrupted();
  inScope(scope, () => {
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
    interrupts.clean(true);
    interrupts.clean(true);
    interrupts.turn();
    interrupts.clean(false);
    interrupts.turn();
    interrupts.clean(false);
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
  });
});

test("a finally block that had begun before the interrupt is ended with the rest", () => {
  const { interrupts, scope } = interrupted();
  inScope(scope, () => {
    interrupts.clean(false);
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
  });
});

test("a second interrupt ends the cleaning up", () => {
  const { interrupts, scope, want } = interrupted();
  inScope(scope, () => {
    interrupts.clean(true);
    interrupts.turn();
    want();
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
    interrupts.interrupt();
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
  });
});

test("a block that begins before the interrupt's message has come cleans up as well", () => {
  const memory = new Int32Array(shared.size);
  const interrupts = new Interrupts(memory);
  const scope = scopeOf({ header: { msg_id: "a" } as Header, identities: [] as Uint8Array[] } as Request);
  interrupts.running = scope;
  memory[shared.wanted]++;
  inScope(scope, () => {
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
    interrupts.clean(true);
    interrupts.turn();
    interrupts.interrupt();
    interrupts.turn();
    interrupts.clean(false);
    assert.throws(() => interrupts.turn(), KeyboardInterrupt);
  });
});

test("a request that was not interrupted cleans up as it likes", () => {
  const interrupts = new Interrupts(new Int32Array(shared.size));
  interrupts.clean(true);
  interrupts.turn();
  interrupts.clean(false);
});
