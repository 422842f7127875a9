// The real thing: `nablab start` with the project's own environment.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { installed } from "../testing/installed";
import { filesBelow, root } from "./environment";
import { kernelspec } from "./kernelspec";

const main = join(root, "dist", "cli", "main.js");

/** A started command, and what it has printed so far. */
interface Started {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
}

const all: ChildProcess[] = [];
after(() => all.forEach((child) => child.kill()));

function begin(command: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(command[0], command.slice(1), {
    cwd: root,
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
  });
  all.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more) => (text += more));
  return { child, said: () => text, ended: new Promise((resolve) => child.on("close", resolve)) };
}

function start(...options: string[]): Started {
  return begin([process.execPath, main, "start", "--no-browser", ...options]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The address that is printed once the server answers. */
async function address({ child, said }: Started): Promise<URL> {
  while (!/Ctrl-C ends it/.test(said())) {
    assert.equal(child.exitCode, null, said());
    await sleep(50);
  }
  const printed = /^ {2}(http\S+)$/m.exec(said())?.[1];
  assert.ok(printed, said());
  return new URL(printed);
}

async function ask(page: URL, path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL(`${path}${page.search}`, page.origin));
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

async function isDown(page: URL): Promise<boolean> {
  return fetch(page).then(
    () => false,
    () => true,
  );
}

describe("nablab start", () => {
  it("serves the notebooks behind a token, offers the kernel, and ends with status 0", async () => {
    const port = await freePort();
    const started = start("--port", String(port));
    const page = await address(started);
    assert.equal(page.port, String(port));
    assert.equal(page.pathname, "/lab");
    assert.match(page.searchParams.get("token") ?? "", /^[0-9a-f]{48}$/);

    assert.equal((await ask(new URL("/lab", page), "/api/kernelspecs")).status, 403);
    const { body } = await ask(page, "/api/kernelspecs");
    const specs = (body as { kernelspecs: Record<string, { spec: object }> }).kernelspecs;
    assert.deepEqual({ ...specs.tslab.spec, ...kernelspec() }, specs.tslab.spec);
    const titles = Object.values(specs).map(({ spec }) => (spec as { display_name: string }).display_name);
    assert.equal(titles.filter((title) => title === "TypeScript").length, 1, titles.join());
    if (existsSync(join(root, "notebooks"))) {
      const listed = (await ask(page, "/api/contents")).body as { content: { name: string }[] };
      const names = listed.content.map(({ name }) => name);
      assert.ok(names.includes("00-start-here.ipynb"), names.join());
    }

    const second = start("--port", String(port));
    assert.equal(await second.ended, 1);
    const sentence = `nablab: Port ${port} is taken: the notebooks are open there already, at ${page.href} . End that`;
    assert.ok(second.said().startsWith(sentence), second.said());

    started.child.kill("SIGINT");
    assert.equal(await started.ended, 0, started.said());
    assert.ok(await isDown(page));
  });

  it("uses the Jupyter that it is given, and writes nothing into it", async () => {
    const venv = installed().folder;
    const before = filesBelow(join(venv, "share")).concat(filesBelow(join(venv, "etc")));
    const started = start("--port", String(await freePort()), "--jupyter", venv);
    const page = await address(started);
    const { body } = await ask(page, "/api/kernelspecs/tslab");
    assert.deepEqual((body as { spec: { argv: string[] } }).spec.argv, kernelspec().argv);
    started.child.kill("SIGTERM");
    assert.equal(await started.ended, 0, started.said());
    assert.deepEqual(filesBelow(join(venv, "share")).concat(filesBelow(join(venv, "etc"))), before);
  });

  it("ends with npm's shell, which passes no signal on", async () => {
    const words = [process.execPath, main, "start", "--no-browser", "--port", String(await freePort())];
    const shell = begin(["/bin/sh", "-c", `"$@"; exit $?`, "sh", ...words], { npm_lifecycle_event: "start" });
    const page = await address(shell);
    shell.child.kill("SIGKILL");
    for (let tries = 0; !(await isDown(page)); tries++) {
      assert.ok(tries < 600, "the server outlives the shell that started it");
      await sleep(100);
    }
  });
});
