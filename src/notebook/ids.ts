// Cell ids, which came with nbformat 4.5.

import { createHash } from "node:crypto";

interface MayHaveId {
  id?: unknown;
  cell_type: string;
  source: string;
}

/**
 * The ids of cells in their order: those that they have, and for the others ids made from their text, the
 * same every time.
 */
export function idsFor(cells: readonly MayHaveId[]): string[] {
  const taken = new Set(cells.map(({ id }) => id).filter(isId));
  const used = new Set<string>();
  return cells.map((cell) => {
    const id = isId(cell.id) && !used.has(cell.id) ? cell.id : newId(cell, taken);
    taken.add(id);
    used.add(id);
    return id;
  });
}

function isId(id: unknown): id is string {
  return typeof id === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(id);
}

/** Cells of the same text are counted. */
function newId({ cell_type, source }: MayHaveId, taken: ReadonlySet<string>): string {
  for (let copy = 0; ; copy++) {
    const id = createHash("sha256").update(`${copy}\n${cell_type}\n${source}`).digest("hex").slice(0, 8);
    if (!taken.has(id)) return id;
  }
}
