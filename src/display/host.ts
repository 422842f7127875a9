// The contract between library and kernel: the library hands MIME bundles to whoever hosts the running cell.
// The kernel sets a host under a registered symbol; neither side imports the other.

import { inspect } from "node:util";
import { metadataOf } from "./pngSize";

/**
 * One representation for each MIME type, as Jupyter's messages carry it: JSON types as objects, binary ones
 * as base64 text.
 */
export type MimeBundle = Record<string, unknown>;

/** One output of a cell. */
export interface Output {
  data: MimeBundle;
  metadata?: Record<string, unknown>;
  /** The name by which a later output can replace this one. */
  displayId?: string;
  /** Replaces the outputs shown under `displayId` in place of adding one. */
  update?: boolean;
  /** The object that shows itself here. As the last value of the same cell it is not shown a second time. */
  value?: object;
}

/** What travels over a comm. */
export interface CommMessage {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  buffers: Uint8Array[];
}

/** Called for what comes. The request that brought it counts as busy until the promise has ended. */
export type CommListener = (message: CommMessage) => void | Promise<void>;

/** A line between an object here and its twin in the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: Record<string, unknown>, more?: Partial<CommMessage>): void;
  close(data?: Record<string, unknown>): void;
  onMessage(listener: CommListener): void;
  onClose(listener: CommListener): void;
}

/** The kernel's comms. */
export interface Comms {
  /** Opens a comm to `target` in the front end. */
  open(target: string, message?: Partial<CommMessage>): Comm;
  /**
   * Takes the comms that front ends open to `target`; their listeners are to be set before the promise ends.
   */
  registerTarget(target: string, opened: (comm: Comm, message: CommMessage) => void | Promise<void>): void;
}

/** A language in which figures, tables, checks and controls speak, and in which errors say the way out. */
export type Locale = "en" | "zh";

/** What a kernel does for the library. */
export interface DisplayHost {
  /** Shows one output under the running cell. */
  display(output: Output): void;
  /** Removes the outputs of the running cell; with `wait`, only when the next output comes. */
  clearOutput(wait: boolean): void;
  /**
   * Keeps the running cell busy until the work has ended, so that what it still shows belongs to the cell and
   * is saved with it. Absent where a cell cannot wait: there an output must be whole when it is shown.
   */
  hold?(work: Promise<unknown>): void;
  /** Nothing but text is shown: no picture needs to be drawn. */
  textOnly?: boolean;
  /** The cell runs for a page that will have no kernel: controls list what they would show. */
  isPage?: boolean;
  /** Absent where there are no widgets: in stock tslab and in a terminal. */
  comms?: Comms;
  /** The notebook's language: that of its metadata until a cell chooses one; undefined while nobody has. */
  locale?: Locale;
  /**
   * Runs the library's own code with every built-in as it was before the first cell, whatever cells have put
   * in its place.
   */
  asAtStart?<T>(run: () => T): T;
  /**
   * The request whose code runs, and its cell where the front end names it: a cell that runs again is the
   * same cell in another request.
   */
  running?(): { request: string; cell?: string } | undefined;
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
  textOnly: true,
};

/** Stock tslab sends no clear_output message, so that clearing does nothing there. */
function tslabHost(): DisplayHost | undefined {
  const write = tslabWriter();
  if (write === undefined) return undefined;
  return {
    display: ({ data, metadata = metadataOf(data), displayId, update = false, value }) => {
      write({ data, metadata, transient: { display_id: displayId } }, update);
      if (value !== undefined) leaveOut(`${inspect(value)}\n`);
    },
    clearOutput: () => undefined,
  };
}

/**
 * tslab logs the last value of a cell: under its own picture a figure would stand once more, as text. It
 * replaces `process.stdout.write` for every cell, so that this lasts until the cell ends.
 */
function leaveOut(line: string): void {
  const write = process.stdout.write.bind(process.stdout) as (...args: unknown[]) => boolean;
  process.stdout.write = (...args: unknown[]) => args[0] === line || write(...args);
}

type TslabWriter = (content: object, update?: boolean) => void;

/**
 * What writes display messages inside tslab: it takes whole bundles, where tslab's public functions take one
 * MIME type a call. More than one tslab may be loaded; the one that runs this cell is the one with a writer.
 */
function tslabWriter(): TslabWriter | undefined {
  for (const [path, module] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const { lastWriteDisplayData } = module?.exports as { lastWriteDisplayData?: TslabWriter | null };
    if (lastWriteDisplayData != null) return lastWriteDisplayData;
  }
  return undefined;
}
