// The display host that the library finds in our kernel.

import { type Comms, type DisplayHost, hostKey } from "../../display/host";
import { metadataOf } from "../../display/pngSize";
import { currentScope } from "../requests/requestScope";
import { bare } from "../intrinsics";
import { withBuiltins } from "../restored";
import type { NotebookLocale } from "./locale";
import type { Output } from "./output";

/** The kernel's side of the contract between library and kernel. */
export function makeHost(output: Output, comms: Comms, locale: NotebookLocale): DisplayHost {
  return {
    display: ({ data, metadata = metadataOf(data), displayId, update = false, value }) => {
      if (value !== undefined) currentScope()?.shown.add(value);
      const transient = displayId === undefined ? {} : { display_id: displayId };
      output.show(update ? "update_display_data" : "display_data", {
        data: bare({ ...data }),
        metadata: bare({ ...metadata }),
        transient: bare(transient),
      });
    },
    clearOutput: (wait) => output.show("clear_output", { wait }),
    hold: (work) => currentScope()?.held.add(work),
    comms,
    get locale() {
      return locale.current;
    },
    set locale(chosen) {
      locale.choose(chosen);
    },
    asAtStart: withBuiltins,
    running: () => {
      const scope = currentScope();
      return scope && { request: scope.parent.msg_id, cell: scope.cell };
    },
  };
}

export function installHost(host: DisplayHost): void {
  Object.defineProperty(globalThis, hostKey, { value: host, configurable: true });
}
