// The command as a person types it.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "./environment";
import { installed } from "../testing/installed";
import { kernelspec } from "./kernelspec";
import { type Ended, run } from "./run";

const prefix = mkdtempSync(join(tmpdir(), "nablab-main-"));
after(() => rmSync(prefix, { recursive: true }));

const program = join(root, "dist", "cli", "main.js");

function nablab(...words: string[]): Promise<Ended> {
  return run([process.execPath, program, ...words], {
    env: { ...process.env, npm_lifecycle_event: undefined },
  });
}

describe("nablab", () => {
  it("can be run as a program", () => {
    assert.match(readFileSync(program, "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("lists its commands when asked, and with status 2 when it is told none or an unknown one", async () => {
    const help = await nablab("--help");
    assert.equal(help.status, 0);
    for (const name of ["start", "doctor", "install", "uninstall"])
      assert.match(help.stdout, new RegExp(`nablab ${name}`));
    const none = await nablab();
    assert.equal(none.status, 2);
    assert.match(none.stderr, /^nablab: Say what to do\.\n\nUsage: nablab COMMAND/);
    const unknown = await nablab("frob");
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /^nablab: There is no command "frob"\.\n\nUsage/);
  });

  it("tells its version, which package.json alone says", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    assert.equal((await nablab("--version")).stdout, `${version}\n`);
  });

  it("start tells its options, and refuses others with status 2", async () => {
    const help = await nablab("start", "--help");
    assert.equal(help.status, 0);
    for (const option of ["--no-browser", "--port PORT", "--jupyter PATH"])
      assert.ok(help.stdout.includes(option));
    const wrong = await nablab("start", "--prot", "9000");
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /^nablab: There is no option --prot\.\n\nUsage: nablab start/);
    const port = await nablab("start", "--port", "99999");
    assert.equal(port.status, 2);
    assert.match(
      port.stderr,
      /^nablab: --port must be a whole number from 1 to 65535, but got "99999"\.\n\nUsage/,
    );
  });

  it("install and uninstall bring the kernel and take it away", async () => {
    const file = join(prefix, "share", "jupyter", "kernels", "mine", "kernel.json");
    const place = ["--prefix", prefix, "--name", "mine"];
    assert.equal((await nablab("install", ...place)).status, 0);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), kernelspec("mine"));
    assert.equal((await nablab("uninstall", ...place)).status, 0);
    assert.ok(!existsSync(file));
    const again = await nablab("uninstall", ...place);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /^nablab: There is no kernel in /);
    assert.equal((await nablab("install", "--user", "--sys-prefix")).status, 2);
    assert.equal((await nablab("install", "--prefix", prefix, "--name", "../up")).status, 2);
  });

  it("doctor finds the environment and its kernel", async () => {
    assert.ok(statSync(installed().python).isFile());
    const { status, stdout } = await nablab("doctor");
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^✓ environment /m);
    assert.match(stdout, /^✓ kernel +tslab \(TypeScript\), .*: ours$/m);
  });
});
