// The first step, in a project of its own: no dependency comes from a registry, and the compiler is a
// stand-in that counts its calls.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./environment";

const temporary = mkdtempSync(join(tmpdir(), "nablab-bootstrap-"));
after(() => rmSync(temporary, { recursive: true }));
chmodSync(temporary, 0o755);

const compiler = `
const fs = require("fs"), path = require("path");
const root = path.join(__dirname, "..", "..");
fs.appendFileSync(path.join(root, "builds"), "x");
if (fs.readFileSync(path.join(root, "src/a.ts"), "utf8").includes("wrong")) { console.log("a.ts: wrong type"); process.exit(2); }
fs.mkdirSync(path.join(root, "dist/cli"), { recursive: true });
fs.writeFileSync(path.join(root, "dist/cli/assets.js"), "");
fs.writeFileSync(path.join(root, "dist/cli/main.js"), "exports.main = (words) => console.log('main got', words.join());");
`;

function write(project: string, file: string, text: string): void {
  mkdirSync(join(project, file, ".."), { recursive: true });
  writeFileSync(join(project, file), text);
}

/** A package whose one dependency is a folder of its own, put in place as the compiler. */
function project(): string {
  const folder = mkdtempSync(join(temporary, "project-"));
  const dependencies = { typescript: "file:compiler" };
  write(folder, "package.json", JSON.stringify({ name: "p", version: "1.0.0", dependencies }));
  write(folder, "compiler/package.json", JSON.stringify({ name: "typescript", version: "1.0.0" }));
  write(folder, "compiler/lib/tsc.js", compiler);
  write(folder, "src/a.ts", "1");
  write(folder, "tsconfig.json", "{}");
  lock(folder, {});
  for (const name of ["bootstrap.cjs", "setupLock.cjs"])
    cpSync(join(root, "src", "cli", name), join(folder, "src", "cli", name));
  return folder;
}

function lock(folder: string, more: object): void {
  const packages = {
    "": { name: "p", version: "1.0.0", dependencies: { typescript: "file:compiler" } },
    compiler: { name: "typescript", version: "1.0.0" },
    "node_modules/typescript": { resolved: "compiler", link: true },
    ...more,
  };
  write(
    folder,
    "package-lock.json",
    JSON.stringify({ name: "p", version: "1.0.0", lockfileVersion: 3, packages }),
  );
}

/** A dependency that only a registry has. */
function needFar(folder: string, registry: string): void {
  const dependencies = { typescript: "file:compiler", far: "1.0.0" };
  lock(folder, { "node_modules/far": { version: "1.0.0", resolved: `${registry}far-1.0.0.tgz` } });
  write(folder, "package.json", JSON.stringify({ name: "p", version: "1.0.0", dependencies }));
  const text = readFileSync(join(folder, "package-lock.json"), "utf8");
  write(folder, "package-lock.json", text.replace('"dependencies":{', '"dependencies":{"far":"1.0.0",'));
}

interface Said {
  status: number | null;
  out: string;
  error: string;
}

function start(
  folder: string,
  how: { node?: string[]; env?: NodeJS.ProcessEnv; uid?: number; onOut?: (text: string) => void } = {},
): Promise<Said> {
  const args = [...(how.node ?? []), join(folder, "src", "cli", "bootstrap.cjs"), "start", "--port", "1"];
  const env = {
    ...process.env,
    npm_config_fetch_retries: "0",
    npm_config_cache: join(temporary, "cache"),
    ...how.env,
  };
  const child: ChildProcess = spawn(process.execPath, args, { cwd: folder, env, uid: how.uid });
  const said: Said = { status: null, out: "", error: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
    how.onOut?.(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.error += text));
  return new Promise((resolve) => child.on("close", (status) => resolve({ ...said, status })));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

function assertReady({ status, out, error }: Said, modules: RegExp, build: RegExp): void {
  assert.equal(status, 0, error);
  const [first, second, third] = out.split("\n");
  assert.match(first, modules);
  assert.match(second, build);
  assert.equal(third, "main got start,--port,1");
}

const upToDate = /^\S.* up to date$/;
const installed = /^node modules +npm ci … done in \d+\.\d s$/;
const built = /^build +tsc … done in \d+\.\d s$/;

describe("the first step", { concurrency: 2 }, () => {
  it("installs and builds once, and again only what has changed or was cut short", async () => {
    const folder = project();
    assertReady(await start(folder), installed, built);
    assertReady(await start(folder), upToDate, upToDate);

    write(folder, "src/a.ts", "1");
    assertReady(await start(folder), upToDate, upToDate);
    write(folder, "src/a.ts", "2");
    assertReady(await start(folder), upToDate, built);

    rmSync(join(folder, "dist"), { recursive: true });
    assertReady(await start(folder), upToDate, built);
    rmSync(join(folder, "node_modules", ".nablab"), { recursive: true });
    assertReady(await start(folder), installed, upToDate);
    assert.equal(readFileSync(join(folder, "builds"), "utf8"), "xxx");
  });

  it("shows type errors, ends, and builds when they are mended", async () => {
    const folder = project();
    write(folder, "src/a.ts", "wrong");
    const { status, error } = await start(folder);
    assert.equal(status, 1);
    assert.match(error, /^a\.ts: wrong type\n\nnablab: The sources have type errors, see above\.\n$/);
    write(folder, "src/a.ts", "right");
    assertReady(await start(folder), upToDate, built);
  });

  it("refused by a proxy or a registry says so, and how npm is told the right one", async () => {
    for (const code of [401, 403, 407]) {
      const server = createServer((_, answer) => answer.writeHead(code).end()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const folder = project();
      needFar(folder, registry);
      const { status, error } = await start(folder, { env: { npm_config_registry: registry } });
      server.close();
      assert.equal(status, 1);
      const sentence = `^nablab: npm is refused by a proxy or by its package registry \\(E${code}\\)\\. Tell npm .*\\n$`;
      assert.match(error, new RegExp(sentence));
    }
  });

  it("without a registry says so in one sentence and leaves nothing that the next start trusts", async () => {
    const folder = project();
    needFar(folder, "http://127.0.0.1:9/");
    const { status, error } = await start(folder, { env: { npm_config_registry: "http://127.0.0.1:9/" } });
    assert.equal(status, 1);
    assert.match(
      error,
      /^nablab: npm cannot reach its package registry\. Check the network .* run the command again\.\n$/,
    );

    lock(folder, {});
    write(
      folder,
      "package.json",
      JSON.stringify({ name: "p", version: "1.0.0", dependencies: { typescript: "file:compiler" } }),
    );
    assertReady(await start(folder), installed, built);
  });

  it("waits for another set-up and says so, and builds nothing that the other one has built", async () => {
    const folder = project();
    const lockFile = join(folder, ".setup.lock");
    writeFileSync(lockFile, JSON.stringify({ pid: process.pid, host: hostname(), name: "npm test" }));
    let heard = "";
    const [first, second] = await Promise.all([
      start(folder, { onOut: (text) => (heard += text) }),
      start(folder),
      until(() => heard.includes("waiting")).then(() => rmSync(lockFile)),
    ]);
    const [sentence, ...rest] = first.out.split("\n");
    assert.equal(
      sentence,
      `set-up        npm test (process ${process.pid}) is setting up this folder: waiting until it has done so`,
    );
    assert.deepEqual([first.status, second.status], [0, 0], first.error + second.error);
    assert.equal(rest.at(-2), "main got start,--port,1");
    assert.equal(readFileSync(join(folder, "builds"), "utf8"), "x");
    assert.ok(!existsSync(lockFile));
  });

  it("takes over from a set-up that was ended in its midst", async () => {
    const folder = project();
    const ended = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => ended.on("close", resolve));
    for (const left of [JSON.stringify({ pid: ended.pid, host: hostname(), name: "npm start" }), undefined]) {
      const lockFile = join(folder, ".setup.lock");
      writeFileSync(lockFile, left ?? "{");
      // Half a lock may be a whole one in a moment: it counts for ten seconds.
      if (left === undefined) utimesSync(lockFile, 0, 0);
      assert.match((await start(folder)).out, /^node modules .*\nbuild .*\nmain got/);
      assert.ok(!existsSync(lockFile));
    }
  });

  it("refuses an old Node before anything else", async () => {
    const folder = project();
    const asOld = join(folder, "old.cjs");
    writeFileSync(asOld, `Object.defineProperty(process, "versions", { value: { node: "18.20.4" } });`);
    const { status, out, error } = await start(folder, { node: ["--require", asOld] });
    assert.equal(status, 1);
    assert.equal(out, "");
    assert.match(error, /^nablab: Node\.js 20 or newer is needed, and this is 18\.20\.4\. Install .*\n$/);
    assert.ok(!existsSync(join(folder, "node_modules")));
  });

  it("refuses a folder that it may not write to", async () => {
    const folder = project();
    chmodSync(folder, 0o555);
    // The administrator may write everywhere: then a user without rights tries.
    const { status, error } = await start(folder, process.getuid?.() === 0 ? { uid: 65534 } : {});
    chmodSync(folder, 0o755);
    assert.equal(status, 1);
    assert.match(
      error,
      /^nablab: The folder \S+ cannot be written to \(EACCES\)\. Copy it .* run the command again\.\n$/,
    );
    assert.ok(!existsSync(join(folder, "node_modules")));
  });
});
