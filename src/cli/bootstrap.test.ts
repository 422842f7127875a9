// The first step, in a project of its own: no dependency comes from a registry, and the compiler is a stand-in that counts its calls.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
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
  cpSync(join(root, "src", "cli", "bootstrap.cjs"), join(folder, "src", "cli", "bootstrap.cjs"));
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

interface Said {
  status: number | null;
  out: string;
  error: string;
}

function start(
  folder: string,
  how: { node?: string[]; env?: NodeJS.ProcessEnv; uid?: number } = {},
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
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.error += text));
  return new Promise((resolve) => child.on("close", (status) => resolve({ ...said, status })));
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

  it("without a registry says so in one sentence and leaves nothing that the next start trusts", async () => {
    const folder = project();
    lock(folder, { "node_modules/far": { version: "1.0.0", resolved: "http://127.0.0.1:9/far-1.0.0.tgz" } });
    write(
      folder,
      "package.json",
      JSON.stringify({
        name: "p",
        version: "1.0.0",
        dependencies: { typescript: "file:compiler", far: "1.0.0" },
      }),
    );
    const text = readFileSync(join(folder, "package-lock.json"), "utf8");
    write(folder, "package-lock.json", text.replace('"dependencies":{', '"dependencies":{"far":"1.0.0",'));
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
