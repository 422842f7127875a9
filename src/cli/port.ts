// Whether a port is free, asked before a server is started on it.

import { createServer } from "node:net";
import { Failure } from "./failure";

/**
 * The error code of listening on `port`, or undefined where it is free. Both loopback addresses: servers
 * listen on "localhost".
 */
async function obstacle(port: number): Promise<string | undefined> {
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await listenOnce(port, host);
    if (code === "EADDRINUSE" || code === "EACCES") return code;
  }
  return undefined;
}

function listenOnce(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Refuses a port that a server cannot have, and proposes the next free one. */
export async function refuseTakenPort(port: number): Promise<void> {
  const code = await obstacle(port);
  if (code === undefined) return;
  const free = await nextFree(Math.max(port + 1, 8889));
  const why = code === "EACCES" ? "may only be used by the administrator" : "is taken by another program";
  throw new Failure(`Port ${port} ${why}. Port ${free} is free: npm start -- --port ${free}`);
}

async function nextFree(first: number): Promise<number> {
  for (let port = first; port <= 65535; port++) {
    if ((await obstacle(port)) === undefined) return port;
  }
  return 8888;
}
