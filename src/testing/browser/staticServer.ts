// A server of files and nothing else, as any place for static pages is: what a site must live with.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";

export interface StaticServer {
  /** The address of the folder, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** What is not said here is sent as bytes. */
const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What makes a page isolated from others, so that it may share memory with its workers. */
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Serves a folder below a path. */
export async function serveFolder(
  folder: string,
  {
    below = "/",
    isolated = false,
    headers = {},
  }: { below?: string; isolated?: boolean; headers?: Readonly<Record<string, string>> } = {},
): Promise<StaticServer> {
  const server = createServer(({ url = "/", headers: request }, answer) => {
    const asked = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
    const file = asked.startsWith(below)
      ? fileAt(join(folder, normalize(asked.slice(below.length))))
      : undefined;
    if (file === undefined) return void answer.writeHead(404).end();
    const type = types[extname(file)] ?? "application/octet-stream";
    // As every server of files does: a browser asks again whether what it has kept is still the file.
    const changed = statSync(file).mtime.toUTCString();
    const all = { "content-type": type, "last-modified": changed, ...(isolated && isolation), ...headers };
    if (request["if-modified-since"] === changed) return void answer.writeHead(304, all).end();
    answer.writeHead(200, all).end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${encodeURI(below)}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function fileAt(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return fileAt(join(path, "index.html"));
  return stat?.isFile() ? path : undefined;
}
