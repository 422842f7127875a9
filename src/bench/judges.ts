// The kernels that are measured side by side: ours, stock tslab, ipykernel, and Deno where it is installed.

import { join } from "node:path";
import { findAllOnPath, root } from "../cli/environment";
import { installed } from "../testing/installed";
import { Foreign, kernelName } from "../testing/conformance/foreign";

export interface Peer {
  /** As Jupyter knows it. */
  kernel: string;
  /** As a table calls it. */
  title: string;
}

/** Jupyter with every kernel that there is here, and their names. */
export function makePeers(): { foreign: Foreign; peers: Peer[] } {
  const foreign = new Foreign(installed());
  const tslab = join(root, "node_modules", "tslab", "bin", "tslab");
  foreign.install("stock-tslab", [process.execPath, tslab, "kernel", "--config-path={connection_file}"]);
  const peers = [
    { kernel: kernelName, title: "nablab" },
    { kernel: "stock-tslab", title: "tslab" },
    { kernel: "python3", title: "ipykernel" },
  ];
  const [deno] = findAllOnPath(["deno"]);
  if (deno === undefined) return { foreign, peers };
  foreign.install("stock-deno", [deno, "jupyter", "--kernel", "--conn", "{connection_file}"]);
  return { foreign, peers: [...peers, { kernel: "stock-deno", title: "Deno" }] };
}

/** The peers of whom the words of the command line speak; all when there are no words. */
export function wanted(peers: readonly Peer[], words: readonly string[]): Peer[] {
  return peers.filter(({ title }) => words.length === 0 || words.includes(title));
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Takes an option with its value out of the words. */
export function taken(words: string[], name: string, otherwise: string): string {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
}

/** A table as Markdown writes it. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(" | ")} |`);
  const rule = `|${rows[0].map((_, i) => (i === 0 ? " --- |" : " ---: |")).join("")}`;
  return [head, rule, ...body].join("\n");
}
