// The contract between library and kernel: the library hands MIME bundles to whoever hosts the running cell.
// The kernel sets a host under a registered symbol; neither side imports the other.

import { inspect } from "node:util";

/** One representation for each MIME type, as Jupyter's messages carry it: JSON types as objects, binary ones as base64 text. */
export type MimeBundle = Record<string, unknown>;

/** One output of a cell. */
export interface Output {
  data: MimeBundle;
  metadata?: Record<string, unknown>;
  /** The name by which a later output can replace this one. */
  displayId?: string;
  /** Replaces the outputs shown under `displayId` in place of adding one. */
  update?: boolean;
}

/** What a kernel does for the library. */
export interface DisplayHost {
  /** Shows one output under the running cell. */
  display(output: Output): void;
  /** Removes the outputs of the running cell; with `wait`, only when the next output comes. */
  clearOutput(wait: boolean): void;
}

/** Where a kernel leaves its host: `globalThis[hostKey]`. */
export const hostKey: symbol = Symbol.for("nablab.host");

/** The host of the running cell: the kernel's own, else stock tslab's, else the terminal. */
export function currentHost(): DisplayHost {
  return (
    ((globalThis as Record<symbol, unknown>)[hostKey] as DisplayHost | undefined) ?? tslabHost() ?? terminal
  );
}

/** Without a notebook an output is its plain text. */
const terminal: DisplayHost = {
  display: ({ data }) => console.log(data["text/plain"] ?? inspect(data)),
  clearOutput: () => undefined,
};

/** The inner module of tslab that writes display messages: it takes whole bundles, its public functions one MIME type a call. */
interface TslabJupyter {
  lastWriteDisplayData: ((content: object, update?: boolean) => void) | null;
}

function tslabHost(): DisplayHost | undefined {
  const write = tslabJupyter()?.lastWriteDisplayData;
  if (write == null) return undefined;
  return {
    display: ({ data, metadata = {}, displayId, update = false }) =>
      write({ data, metadata, transient: { display_id: displayId } }, update),
    clearOutput: () => undefined,
  };
}

function tslabJupyter(): TslabJupyter | undefined {
  const loaded = Object.keys(require.cache).find((path) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path));
  return loaded === undefined ? undefined : (require.cache[loaded]?.exports as TslabJupyter);
}
