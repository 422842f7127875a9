// Questions of a front end behind the guard of the compiler.

import type { Editing } from "../../../editing";

type Ask = <T>(question: () => T) => T;

export function guardedEditing(editing: Editing, ask: Ask): Editing {
  return {
    diagnose: (cells, options) => ask(() => editing.diagnose(cells, options)),
    complete: (cells, at) => ask(() => editing.complete(cells, at)),
    completionDetail: (cells, at, name) => ask(() => editing.completionDetail(cells, at, name)),
    inspect: (cells, at) => ask(() => editing.inspect(cells, at)),
    signature: (cells, at) => ask(() => editing.signature(cells, at)),
    definition: (cells, at) => ask(() => editing.definition(cells, at)),
    rename: (cells, at, name) => ask(() => editing.rename(cells, at, name)),
    format: (text) => ask(() => editing.format(text)),
    dependents: (cells, cell) => ask(() => editing.dependents(cells, cell)),
    ran: (run) => editing.ran(run),
  };
}
