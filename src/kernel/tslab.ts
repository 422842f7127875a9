// What `import * as tslab from "tslab"` gives in a cell of our kernel: stock tslab's display functions, on
// our host.

import { randomBytes } from "./host/identifiers";
import type { DisplayHost } from "../display/host";

type Content = string | Uint8Array;

/** Stock tslab's display object. */
export interface TslabDisplay {
  javascript(text: string): void;
  html(text: string): void;
  markdown(text: string): void;
  latex(text: string): void;
  svg(text: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  raw(mime: string, content: Content): void;
}

/** Stock tslab's public module. */
export interface Tslab {
  display: TslabDisplay;
  /** A display whose later outputs take the place of the earlier ones. */
  newDisplay(): TslabDisplay;
  versions: { tslab: string; typescript: string; node: string };
}

export function makeTslab(host: DisplayHost, versions: Omit<Tslab["versions"], "node">): Tslab {
  return {
    display: makeDisplay(host),
    newDisplay: () => makeDisplay(host, randomBytes(8).toString("hex")),
    versions: { ...versions, node: process.version },
  };
}

function makeDisplay(host: DisplayHost, displayId?: string): TslabDisplay {
  let update = false;
  const raw = (mime: string, content: Content): void => {
    const data = { [mime]: typeof content === "string" ? content : Buffer.from(content).toString("base64") };
    host.display({ data, displayId, update });
    update = displayId !== undefined;
  };
  const as =
    (mime: string) =>
    (content: Content): void =>
      raw(mime, content);
  return {
    javascript: as("text/javascript"),
    html: as("text/html"),
    markdown: as("text/markdown"),
    latex: as("text/latex"),
    svg: as("image/svg+xml"),
    png: as("image/png"),
    jpeg: as("image/jpeg"),
    gif: as("image/gif"),
    pdf: as("application/pdf"),
    text: as("text/plain"),
    raw,
  };
}
