// The rows of the conformance suite in a page: the client, a program in Python, says by its streams what it
// would send by sockets, and JupyterLab's own connection to the page's kernel sends it.

import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { installed } from "../installed";
import { Foreign } from "./foreign";

export interface Verdict {
  group: string;
  name: string;
  passed: boolean;
  applies: boolean;
  detail: string;
}

/** What the client asks for. */
type Deed =
  | { deed: "send"; message: Told }
  | { deed: "interrupt" | "restart" }
  | { deed: "write"; path: string; text: string };

/** A message in JSON, its buffers in base64. */
interface Told {
  channel: "shell" | "control" | "stdin";
  header: { msg_type: string };
  content: object;
  buffers: string[];
}

/** What a page is asked for by `evaluate`, where it calls back. */
const heard = "nablabConformanceHeard";

/** Judges the rows of these groups, on the notebook that the page shows. */
export async function* judgeInPage(
  page: Page,
  options: {
    groups: readonly string[];
    cannotHold: readonly string[];
    /** The notebook's folder, as its kernel names it. */
    folder: string;
    only?: string;
  },
): AsyncGenerator<Verdict> {
  const foreign = new Foreign(installed());
  try {
    let hear: (line: string) => void = () => undefined;
    await page.exposeFunction(heard, (line: string) => hear(line));
    const session = await page.evaluate(listen, heard);
    const settings = { only: "", ...options, session };
    const client = foreign.start([foreign.script("page.py")[0], JSON.stringify(settings)]);
    hear = (line) => void client.stdin.write(`${line}\n`);
    let errors = "";
    client.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const ended = new Promise<number | null>((done) => client.once("close", done));
    for await (const line of createInterface(client.stdout)) {
      const told = JSON.parse(line) as Verdict | Deed;
      if (!("deed" in told)) yield told;
      else if (told.deed === "send") await page.evaluate(send, told.message);
      else {
        const failure = await page.evaluate(fulfil, told).then(
          () => "",
          (error: Error) => error.message,
        );
        hear(JSON.stringify({ channel: "done", failure }));
      }
    }
    assert.equal(await ended, 0, errors);
  } finally {
    foreign.close();
  }
}

// What follows runs in the page.

declare const jupyterapp: {
  shell: { currentWidget: { context: { path: string }; sessionContext: SessionContext } };
  serviceManager: { contents: { save(path: string, options: object): Promise<unknown> } };
};

interface SessionContext {
  session: { kernel: Connection };
  restartKernel(): Promise<void>;
}

interface Connection {
  clientId: string;
  anyMessage: {
    connect(listener: (from: Connection, heard: { msg: PageMessage; direction: string }) => void): void;
  };
  registerCommTarget(name: string, opened: () => void): void;
  sendShellMessage(message: object): unknown;
  sendControlMessage(message: object): unknown;
  sendInputReply(content: object, parent: object): void;
  requestKernelInfo(): Promise<unknown>;
  interrupt(): Promise<void>;
}

interface PageMessage {
  buffers?: (ArrayBuffer | ArrayBufferView)[];
}

/** Every message that comes goes to the client; gives the session of what is sent. */
function listen(name: string): string {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const tell = (globalThis as unknown as Record<string, (lines: string) => Promise<void>>)[name];
  const inBase64 = (part: ArrayBuffer | ArrayBufferView): string => {
    const bytes = ArrayBuffer.isView(part)
      ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
      : new Uint8Array(part);
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  // One call takes a while: what comes meanwhile goes together.
  let lines: string[] = [];
  const pass = async (): Promise<void> => {
    while (lines.length > 0) {
      const text = lines.join("\n");
      lines = [];
      await tell(text);
    }
    isPassing = false;
  };
  let isPassing = false;
  kernel.anyMessage.connect((_from, { msg, direction }) => {
    if (direction !== "recv") return;
    lines.push(JSON.stringify({ ...msg, buffers: (msg.buffers ?? []).map(inBase64) }));
    if (isPassing) return;
    isPassing = true;
    void pass();
  });
  // A front end closes comms of targets that it does not know; a client of sockets knows all.
  kernel.registerCommTarget("there", () => undefined);
  return kernel.clientId;
}

function send({ channel, buffers, ...message }: Told): void {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const parts = buffers.map((part) => Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0)));
  const whole = { ...message, channel, buffers: parts };
  if (channel === "stdin") kernel.sendInputReply(message.content, {});
  else if (channel === "control") kernel.sendControlMessage(whole);
  else kernel.sendShellMessage(whole);
}

async function fulfil(wanted: Exclude<Deed, { deed: "send" }>): Promise<void> {
  const { context, sessionContext } = jupyterapp.shell.currentWidget;
  if (wanted.deed === "write") {
    const folder = `http://drive/${context.path}`;
    const path = new URL(wanted.path, folder).pathname.slice(1);
    const { contents } = jupyterapp.serviceManager;
    for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1))
      await contents.save(path.slice(0, end), { type: "directory", format: "json", content: [] });
    const file = { type: "file", format: "text", content: wanted.text };
    await contents.save(path, file);
  } else if (wanted.deed === "interrupt") await sessionContext.session.kernel.interrupt();
  else {
    await sessionContext.restartKernel();
    // What is asked before the new kernel is connected is not sent to it.
    await sessionContext.session.kernel.requestKernelInfo();
  }
}
