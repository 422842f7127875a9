// What is packed, run from its files alone: the npm package beside its dependencies only, the wheel's files
// on Python's path.

import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { filesBelow, root } from "../cli/environment";
import { type Ended, run } from "../cli/run";
import { sha256 } from "../cli/stamp";
import type { Notebook } from "../notebook/format";
import { installed } from "../testing/installed";
import { npmPack, runtimeDependencies } from "./packageFiles";
import { layOut } from "./wheel";

const folder = mkdtempSync(join(tmpdir(), "nablab-unpacked-"));
after(() => rmSync(folder, { recursive: true }));

const lesson = "04-chain-rule.ipynb";
const home = join(folder, "home");
mkdirSync(home);

/** An empty home, and of programs only those of the environment. */
const bare: NodeJS.ProcessEnv = { HOME: home, LANG: "C.UTF-8", NABLAB_HISTORY: "none" };

function assertRan(file: string): void {
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as Notebook;
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  assert.deepEqual(
    outputs.filter(({ output_type }) => output_type === "error"),
    [],
  );
  const pictures = outputs.filter((output) => "data" in output && "image/png" in output.data);
  assert.ok(pictures.length >= 1);
}

function assertDone({ status, stderr }: Ended): void {
  assert.equal(status, 0, stderr);
}

describe("the npm package beside nothing but its dependencies", () => {
  const place = join(folder, "npm", "nablab");
  const nablab = (...words: string[]): Promise<Ended> =>
    run([process.execPath, join(place, "dist", "cli", "main.js"), ...words], { env: bare, cwd: folder });

  before(async () => {
    const { files } = await npmPack();
    for (const { path } of files) copy(join(root, path), join(place, path));
    for (const { folder: dependency } of runtimeDependencies())
      copy(join(root, dependency), join(place, dependency));
  });

  it("gives out the course, and runs a lesson of it", async () => {
    assertDone(await nablab("lessons", "--to", "course"));
    assertDone(await nablab("run", join("course", lesson)));
    assertRan(join(folder, "course", lesson));
  });

  it("says in a sentence that ZeroMQ has no build for the system, as a kernel and by its doctor", async () => {
    const build = join(place, "node_modules", "zeromq", "build");
    renameSync(build, `${build}-away`);
    const connection = join(folder, "connection.json");
    const ports = ["shell", "control", "iopub", "stdin", "hb"].map((name, k) => [`${name}_port`, 50_001 + k]);
    writeFileSync(connection, JSON.stringify({ key: "k", ...Object.fromEntries(ports) }));
    const kernel = await nablab("kernel", connection);
    const { stdout } = await nablab("doctor");
    renameSync(`${build}-away`, build);
    const sentence =
      /ZeroMQ cannot be loaded on \w+ \w+ with Node\.js [\d.]+: .* npm rebuild zeromq --foreground-scripts$/m;
    assert.notEqual(kernel.status, 0);
    assert.match(kernel.stderr, sentence);
    assert.doesNotMatch(kernel.stderr, /\n +at /);
    assert.match(stdout, sentence);
  });

  it("says of itself that npm has installed it, and that Jupyter is another's", async () => {
    const { stdout } = await nablab("doctor");
    assert.match(stdout, /^✓ nablab +\d+\.\d+\.\d+, installed by npm: /m);
    assert.match(stdout, /^✓ ZeroMQ /m);
    assert.match(
      stdout,
      /^– Jupyter +none on the PATH \(nablab run needs none; .*: pip install jupyterlab /m,
    );
    assert.match(stdout, /^✗ kernel +ours is nowhere: nablab install --user$/m);
    assert.doesNotMatch(stdout, /npm start/);
  });
});

describe("the wheel's files", () => {
  const project = join(folder, "wheel");
  const share = join(project, "share", "jupyter");
  const { python } = installed();
  const env: NodeJS.ProcessEnv = {
    ...bare,
    PATH: dirname(python),
    PYTHONPATH: [project, join(root, "src", "testing")].join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    JUPYTER_PATH: share,
    JUPYTER_PREFER_ENV_PATH: "0",
    NABLAB_NODE: process.execPath,
  };

  before(async () => {
    await layOut(project);
    // Beside the modules, as `pip install --target` puts it.
    renameSync(join(project, "data", "share"), join(project, "share"));
  });

  it("have a kernel under both names, which is started without an absolute path", () => {
    for (const [name, title, card] of [
      ["tslab", "TypeScript", true],
      ["nablab", "TypeScript (nablab)", false],
    ] as const) {
      const text = readFileSync(join(share, "kernels", name, "kernel.json"), "utf8");
      const spec = JSON.parse(text) as Record<string, unknown>;
      assert.deepEqual(spec.argv, ["python", "-m", "nablab.kernel", "{connection_file}"]);
      assert.equal(spec.display_name, title);
      assert.deepEqual((spec.metadata as { nablab: object }).nablab, { card });
      assert.ok(!text.includes(root));
    }
  });

  it("run a lesson by nbclient", async () => {
    const source = join(folder, "by-nbclient.ipynb");
    const copied = join(folder, "by-nbclient-copy.ipynb");
    cpSync(join(root, "notebooks", lesson), source);
    const script = join(root, "src", "testing", "execute.py");
    assertDone(await run([python, script, source, copied], { env, cwd: folder }));
    assertRan(copied);
  });

  it("have the command, which knows where pip has put things", async () => {
    const { status, stdout } = await run([python, "-m", "nablab", "--version"], { env });
    assert.equal(status, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("are small enough for a wheel of 25 MB, with all that a zip says of each", () => {
    const files = filesBelow(project);
    const bytes = files.map((file) => deflateRawSync(readFileSync(file)).length + 2 * file.length);
    const all = bytes.reduce((sum, one) => sum + one, 0);
    assert.ok(all > 10e6 && all <= 24.5e6, `${all} bytes`);
  });

  it("carry no large file twice", () => {
    const large = filesBelow(project).filter((file) => statSync(file).size > 50_000);
    const contents = large.map((file) => sha256(readFileSync(file, "latin1")));
    const twice = large.filter((_, k) => contents.indexOf(contents[k]) !== k);
    assert.ok(large.length > 20);
    assert.deepEqual(twice, []);
  });

  it("have a licence for each package", () => {
    const text = readFileSync(join(project, "THIRD-PARTY.txt"), "utf8");
    const missing = runtimeDependencies().filter(
      ({ name, version, licence }) => !text.includes(`from ${name} ${version}, ${licence}, `),
    );
    assert.deepEqual(missing, []);
  });
});

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}
