// The request scope: timers, promises and children carry the request that started them, and its output.

import { AsyncLocalStorage } from "../host/asyncScope";
import { ownFunctions, Set, WeakSet } from "../intrinsics";
import type { Header, Request } from "../protocol/message";

export interface Cleanup {
  /** How many blocks have begun and not ended. */
  open: number;
  /** When they are ended too, as `performance.now()` tells it. */
  until: number;
  /** How many interrupts there were before it: one more ends it. */
  interrupts: number;
}

/** A request whose code runs, or has left something running. */
export interface Scope {
  parent: Header;
  identities: Uint8Array[];
  /** The cell in the front end's notebook, where it says so. */
  cell?: string;
  /** Nothing of it is shown. */
  silent: boolean;
  /** Whether its client answers questions. */
  allowStdin: boolean;
  /** What has shown itself already: as the last value of the cell it is not shown once more. */
  shown: WeakSet<object>;
  /** Work that the request waits for before it ends. */
  held: Set<Promise<unknown>>;
  /** What it does in `finally` blocks after it was interrupted. */
  cleanup?: Cleanup;
  /** The number of the last interrupt that its code came to know of by itself. */
  met?: number;
  /** Ends the request with this error, whatever its code awaits. Nothing happens when it has ended. */
  fail(error: unknown): void;
}

const storage = new AsyncLocalStorage<Scope>();
ownFunctions(storage);
let latest: Scope | undefined;

/** Runs `body` as part of the request; what it starts belongs to the request too. */
export function inScope<T>(scope: Scope, body: () => T): T {
  latest = scope;
  return storage.run(scope, body);
}

/**
 * Until `resumeScopes` Node keeps no books about callbacks for this storage: where they are incomplete at the
 * end of a callback, since its code was ended, Node aborts the process. What is pending keeps its request.
 * From Node 24 on the storage needs no such books, and `disable` would forget the request.
 */
export function suspendScopes(): void {
  if ("_propagate" in storage) storage.disable();
}

/** Undoes `suspendScopes`. */
export function resumeScopes(): void {
  if (latest) storage.run(latest, () => undefined);
}

/** The request that the running code belongs to; for code that has lost its track, the latest. */
export function currentScope(): Scope | undefined {
  return storage.getStore() ?? latest;
}

export function scopeOf(request: Request, options: Partial<Scope> = {}): Scope {
  const { header: parent, identities, metadata } = request;
  const { cellId } = metadata ?? {};
  const shown = new WeakSet<object>();
  const held = new Set<Promise<unknown>>();
  return {
    parent,
    identities,
    ...(typeof cellId === "string" && { cell: cellId }),
    silent: false,
    allowStdin: false,
    shown,
    held,
    fail: () => undefined,
    ...options,
  };
}
