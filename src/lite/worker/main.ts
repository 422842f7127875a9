// The worker of a page's kernel: loads the compiler and the declarations, then serves the page.

import { carried } from "../host/asyncScope";
import { put } from "../host/files";
import { packages } from "../host/modules";
import { format } from "../host/values";
import { loadEngine } from "../../kernel/engine/notebookEngine";
import type { EngineOptions, Engine } from "../../kernel/engine";
import { PageSession } from "./session";
import { scope } from "./scope";

/** Written by the build. */
declare const VERSIONS: { kernel: string; typescript: string };

/** The folder of this script. */
const base = new URL(".", scope.location.href).href;

/** A package that is a script beside this one, which leaves what it exports under a name. */
function packaged(script: string, name: string): () => unknown {
  const loaded = globalThis as unknown as Record<string, unknown>;
  return () => {
    if (!(name in loaded)) scope.importScripts(base + script);
    return loaded[name];
  };
}

packages.set("nablab", packaged("library.js", "nablab.library"));
packages.set("mathjs", packaged("mathjs.js", "nablab.mathjs"));

/** The declarations are asked for first: they come while the compiler is read. */
async function load(options: EngineOptions): Promise<Engine> {
  const types = fetch(`${base}types.json`).then((answer) => answer.json() as Promise<Record<string, string>>);
  scope.importScripts(`${base}typescript.js`);
  for (const [path, text] of Object.entries(await types)) put(path, text);
  return loadEngine(options);
}

const session = new PageSession(load, VERSIONS);
session.painter.install();

/** Timers of cells belong to the cell that started them, and ask whether it is to go on. */
for (const name of ["setTimeout", "setInterval"] as const) {
  const start = globalThis[name] as (call: unknown, ...rest: unknown[]) => unknown;
  const timer = {
    [name]: (call: unknown, ...rest: unknown[]) =>
      start(
        typeof call === "function" ? carried(session.interrupts.asking(call as () => void)) : call,
        ...rest,
      ),
  };
  Object.assign(globalThis, timer);
}

const consoleMethods = {
  log: "stdout",
  info: "stdout",
  debug: "stdout",
  error: "stderr",
  warn: "stderr",
} as const;
for (const [method, name] of Object.entries(consoleMethods))
  Object.assign(console, {
    [method]: (...values: unknown[]) => session.print(name, `${format(...values)}\n`),
  });

scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  void session.showUncaught(event.reason);
});
scope.addEventListener("error", (event) => {
  event.preventDefault();
  void session.showUncaught(event.error);
});
scope.onmessage = ({ data }) => session.receive(data);
session.start();
