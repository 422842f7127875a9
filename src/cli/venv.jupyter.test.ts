// The environment, made by a stand-in for Python: it takes the same words, and a copy of it is the
// environment's Python.

import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { devNull, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { pythonOf } from "./environment";
import { installed } from "../testing/installed";
import { Failure } from "./failure";
import { ensureEnvironment, isReady, whyPipFailed } from "./venv";

const temporary = mkdtempSync(join(tmpdir(), "nablab-venv-"));
const environment = join(temporary, "env");
const requirements = join(temporary, "requirements.txt");
const calls = join(temporary, "calls");
const leftover = join(environment, "leftover");
const nothing = "# nothing\n";

const python = `#!/bin/sh
case "$1 $2" in
"-m venv") echo venv >> "${calls}"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python";;
"-m pip") echo pip >> "${calls}"; shift 2; exec "$NABLAB_PIP" "$@";;
*) printf '%s\\n' 3.11.7 "$0" venv;;
esac
`;

function writeProgram(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** What Python was asked to do since this was last asked. */
function asked(): string[] {
  const words = existsSync(calls) ? readFileSync(calls, "utf8").split("\n").filter(Boolean) : [];
  rmSync(calls, { force: true });
  return words;
}

async function ensure(text: string): Promise<void> {
  writeFileSync(requirements, text);
  await ensureEnvironment(environment, requirements);
}

const earlier = { ...process.env };

before(() => {
  const programs = join(temporary, "programs");
  mkdirSync(programs);
  writeProgram(join(programs, "python3"), python);
  writeProgram(join(programs, "pip"), `#!/bin/sh\nexec "${installed().python}" -m pip "$@"\n`);
  Object.assign(process.env, {
    PATH: [programs, process.env.PATH].join(delimiter),
    NABLAB_PIP: "true",
    PIP_INDEX_URL: "http://127.0.0.1:9/",
    PIP_EXTRA_INDEX_URL: "",
    PIP_FIND_LINKS: "",
    PIP_CONFIG_FILE: devNull,
    PIP_RETRIES: "1",
  });
});

after(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, earlier);
  rmSync(temporary, { recursive: true });
});

describe("the environment", () => {
  beforeEach(async () => {
    await ensure(nothing);
    asked();
  });

  it("is ready when it has been made, and only for the same requirements", async () => {
    assert.ok(existsSync(pythonOf(environment)));
    assert.equal(await isReady(environment, nothing), true);
    assert.equal(await isReady(environment, "# something else\n"), false);
  });

  it("is left alone when it is ready", async () => {
    await ensure(nothing);
    assert.deepEqual(asked(), []);
  });

  it("is made anew where its making was cut short, or the requirements have changed", async () => {
    writeFileSync(leftover, "");
    rmSync(join(environment, ".nablab"));
    await ensure(nothing);
    assert.deepEqual(asked(), ["venv", "pip"]);
    assert.ok(!existsSync(leftover));
    await ensure("# nothing, said otherwise\n");
    assert.deepEqual(asked(), ["venv", "pip"]);
  });

  it("is not ready in another place, since its programs hold its path, nor without its Python", async () => {
    const moved = join(temporary, "moved");
    renameSync(environment, moved);
    assert.equal(await isReady(moved, nothing), false);
    renameSync(moved, environment);
    assert.equal(await isReady(environment, nothing), true);
    rmSync(pythonOf(environment));
    assert.equal(await isReady(environment, nothing), false);
  });

  it("leaves nothing behind where the real pip cannot reach its index, says what to do, and is made the next time", async () => {
    process.env.NABLAB_PIP = "pip";
    await assert.rejects(ensure("nablab-needs-this==1.0\n"), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(
        error.message,
        /^pip cannot reach its package index\. Check the network .* run the command again\.$/,
      );
      return true;
    });
    process.env.NABLAB_PIP = "true";
    assert.ok(!existsSync(environment));
    await ensure(nothing);
    assert.equal(await isReady(environment, nothing), true);
  });
});

describe("what pip says at its end becomes a sentence", () => {
  for (const [output, sentence] of [
    ["Temporary failure in name resolution')': /simple/x/", /cannot reach its package index/],
    ["ProxyError('Cannot connect to proxy.')", /cannot reach its package index/],
    ["ERROR: Could not install: [Errno 28] No space left on device", /^The disk is full\. Free about 1 GB/],
    [
      "Collecting x\nERROR: No matching distribution found for x==9",
      /could not install.*No matching distribution/,
    ],
  ] as const) {
    it(output.split("\n").at(-1) ?? "", () => assert.match(whyPipFailed(output).message, sentence));
  }
});
