import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { after, describe, it } from "node:test";
import { aboutKernel } from "./doctor";
import { filesBelow, programsOf, root, venv } from "./environment";
import { liteFolder } from "../lite/built";
import { installed } from "../testing/installed";
import { dataFolders, kernelsIn } from "./kernels";
import { kernelspec } from "./kernelspec";
import { type Ended, run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "nablab-install-"));
after(() => rmSync(folder, { recursive: true }));

const own = join(folder, "own");
// In an environment Jupyter would look there before it looks at what is a person's own.
const env = { ...process.env, JUPYTER_DATA_DIR: own, JUPYTER_PREFER_ENV_PATH: "0" };

function nablab(...words: string[]): Promise<Ended> {
  return run([process.execPath, join(root, "dist", "cli", "main.js"), ...words], { env, cwd: folder });
}

function kernelJson(...place: string[]): unknown {
  return JSON.parse(readFileSync(join(...place, "kernel.json"), "utf8"));
}

describe("nablab install", { concurrency: 2 }, () => {
  it("puts the kernel with its logos where Jupyter looks, under both names, and uninstall takes it away", async () => {
    const { status, stdout, stderr } = await nablab("install");
    assert.equal(status, 0, stderr);
    const place = join(own, "kernels", "tslab");
    const second = join(own, "kernels", "nablab");
    const figures = join(own, "labextensions", "nablab");
    const lite = join(own, "labextensions", "nablab-lite");
    const template = join(own, "nbconvert", "templates", "nablab");
    assert.deepEqual(stdout.trimEnd().split("\n"), [
      `The kernel is installed: ${place}`,
      `What draws its figures in JupyterLab and Notebook 7: ${figures}`,
      `What runs it in the pages that jupyter lite build makes: ${lite}`,
      `What nbconvert makes pages with living figures by: ${template}`,
    ]);
    for (const script of ["plotly-cartesian.min.js", "plotly.min.js"])
      assert.ok(existsSync(join(figures, "static", script)));
    assert.ok(existsSync(join(template, "static", "figures.js")));
    assert.deepEqual(
      filesBelow(lite).map((file) => relative(lite, file)),
      filesBelow(liteFolder).map((file) => relative(liteFolder, file)),
    );
    assert.deepEqual(kernelJson(place), kernelspec("tslab"));
    assert.deepEqual(kernelJson(second), kernelspec("nablab", true));
    for (const size of [32, 64]) {
      const png = readFileSync(join(place, `logo-${size}x${size}.png`));
      // The width and the height stand in the first chunk of a PNG.
      assert.deepEqual(
        [png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)],
        ["PNG", size, size],
      );
    }
    assert.match(readFileSync(join(place, "logo-svg.svg"), "utf8"), /^<svg/);
    assert.ok(await jupyterKnows("tslab", place));
    assert.ok(await jupyterKnows("nablab", second));
    assert.equal((await nablab("uninstall", "--user")).status, 0);
    assert.deepEqual(filesBelow(own), []);
    const again = await nablab("uninstall");
    assert.equal(again.status, 1);
    assert.match(again.stderr, /There is no kernel in .*kernels\. Nothing was changed\./);
  });

  it("leaves the name tslab to stock tslab, and says so", async () => {
    const prefix = join(folder, "stock");
    const stock = join(prefix, "share", "jupyter", "kernels", "tslab");
    const spec = `{"argv": ["tslab", "kernel"], "display_name": "TypeScript", "language": "typescript"}`;
    mkdirSync(stock, { recursive: true });
    writeFileSync(join(stock, "kernel.json"), spec);
    const { status, stdout } = await nablab("install", "--prefix", "stock");
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^The kernel "TypeScript" of another program has the name tslab \(.*\) and keeps it: this one is installed as nablab\./,
    );
    assert.deepEqual(kernelJson(stock), JSON.parse(spec));
    assert.deepEqual(kernelJson(stock, "..", "nablab"), kernelspec("nablab"));
    const asked = await nablab("install", "--prefix", "stock", "--name", "tslab");
    assert.equal(asked.status, 1);
    assert.match(asked.stderr, /of another program, and is not overwritten\./);
    assert.equal((await nablab("uninstall", "--prefix", "stock")).status, 0);
    assert.deepEqual(filesBelow(prefix), [join(stock, "kernel.json")]);
  });

  it("leaves to pip what pip has installed, and says so", async () => {
    const prefix = join(folder, "pip");
    const pips = join(prefix, "share", "jupyter", "kernels", "tslab");
    const argv = ["python", "-m", "nablab.kernel", "{connection_file}"];
    const spec = JSON.stringify({ argv, display_name: "TypeScript", language: "typescript" });
    mkdirSync(pips, { recursive: true });
    writeFileSync(join(pips, "kernel.json"), spec);
    for (const words of [["install"], ["uninstall"], ["uninstall", "--name", "tslab"]]) {
      const { status, stderr } = await nablab(...words, "--prefix", "pip");
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^nablab: \S+tslab is the kernel that pip has installed there\. Nothing was changed\. .*: pip uninstall nablab$/m,
      );
    }
    assert.deepEqual(filesBelow(prefix), [join(pips, "kernel.json")]);
    assert.equal(readFileSync(join(pips, "kernel.json"), "utf8"), spec);
    // Under a name of its own another one may be beside it; what draws figures is there.
    assert.equal((await nablab("install", "--prefix", "pip", "--name", "mine")).status, 0);
    assert.ok(!existsSync(join(prefix, "share", "jupyter", "labextensions")));
  });

  it("installs all or nothing", async () => {
    const prefix = join(folder, "half");
    mkdirSync(join(prefix, "share", "jupyter"), { recursive: true });
    writeFileSync(join(prefix, "share", "jupyter", "labextensions"), "");
    const { status, stderr } = await nablab("install", "--prefix", "half");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /labextensions.nablab cannot be written \((ENOTDIR|EEXIST)\)\. Install for yourself/,
    );
    assert.deepEqual(filesBelow(prefix), [join(prefix, "share", "jupyter", "labextensions")]);
  });

  it("takes a prefix, from where the person stands, and a name", async () => {
    assert.equal((await nablab("install", "--prefix", "there", "--name", "mine")).status, 0);
    assert.deepEqual(kernelJson(folder, "there", "share", "jupyter", "kernels", "mine"), kernelspec("mine"));
  });

  it("takes the prefix of the Python on the PATH", async () => {
    const made = join(folder, "environment");
    const program = join(programsOf(made), "python3");
    mkdirSync(programsOf(made), { recursive: true });
    writeFileSync(program, `#!/bin/sh\necho "${made}"\n`, { mode: 0o755 });
    const words = [process.execPath, join(root, "dist", "cli", "main.js"), "install", "--sys-prefix"];
    const PATH = [programsOf(made), process.env.PATH].join(delimiter);
    const { status, stderr } = await run(words, { env: { ...env, PATH } });
    assert.equal(status, 0, stderr);
    assert.deepEqual(kernelJson(made, "share", "jupyter", "kernels", "tslab"), kernelspec("tslab"));
  });

  it("refuses two places, a name that is none, and a place that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    for (const [words, message] of [
      [["--user", "--sys-prefix"], /Only one place at a time: --user or --sys-prefix\./],
      [["--name", "../x"], /--name takes letters, digits/],
      [["--prefix", "file"], /cannot be written \(ENOTDIR\)\. Install for yourself with --user/],
    ] as const) {
      const { status, stderr } = await nablab("install", ...words);
      assert.notEqual(status, 0);
      assert.match(stderr, message);
    }
  });
});

async function jupyterKnows(name: string, place: string): Promise<boolean> {
  const { python } = installed();
  const { stdout, stderr } = await run([python, "-m", "jupyter", "kernelspec", "list", "--json"], { env });
  const { kernelspecs } = JSON.parse(stdout || stderr) as {
    kernelspecs: Record<string, { resource_dir: string }>;
  };
  return kernelspecs[name]?.resource_dir === place;
}

describe("the kernels of this machine", () => {
  it("are looked for in Jupyter's order: named folders, a person's, those of environments, the system's", () => {
    const variables = {
      JUPYTER_PATH: ["a", "b"].join(delimiter),
      JUPYTER_DATA_DIR: "own",
      VIRTUAL_ENV: "v",
      PATH: "",
    };
    const [first, second, third, fourth, ...rest] = dataFolders(variables, "linux");
    assert.deepEqual([first, second, third, fourth], ["a", "b", "own", join("v", "share", "jupyter")]);
    assert.ok(rest.includes(join(venv, "share", "jupyter")));
    assert.equal(rest.at(-1), "/usr/share/jupyter");
    assert.ok(!dataFolders(variables, "win32").includes("/usr/share/jupyter"));
    const windows = dataFolders({ ...variables, PROGRAMDATA: "programs" }, "win32");
    assert.equal(windows.at(-1), join("programs", "jupyter"));
  });

  it("that cannot be read are passed over", () => {
    const data = join(folder, "data");
    for (const [name, text] of [
      ["good", '{"argv": ["x"], "display_name": "Good", "language": "x"}'],
      ["broken", "{"],
      ["empty", "{}"],
    ]) {
      mkdirSync(join(data, "kernels", name), { recursive: true });
      writeFileSync(join(data, "kernels", name, "kernel.json"), text);
    }
    assert.deepEqual(
      kernelsIn([join(folder, "no"), data]).map(({ name }) => name),
      ["good"],
    );
  });

  it("are told by the doctor: ours, another's, and those whose program is gone", () => {
    const about = (name: string, argv: string[]): ReturnType<typeof aboutKernel> =>
      aboutKernel({ name, folder: "f", spec: { ...kernelspec(), argv } });
    assert.deepEqual(about("tslab", kernelspec().argv), { well: true, says: "tslab (TypeScript), f: ours" });
    assert.deepEqual(about("tslab", ["node"]), {
      well: true,
      says: "tslab (TypeScript), f: another than ours",
    });
    assert.deepEqual(about("other", ["node"]), { well: true, says: "other (TypeScript), f" });
    const foreign = about("nablab", ["node"]);
    assert.ok(!foreign.well && foreign.needed !== false);
    assert.match(foreign.says, /of another program; jupyter kernelspec remove nablab, then nablab install/);
    const copy = about("nablab", ["python", "-m", "nablab.kernel", "{connection_file}"]);
    assert.deepEqual(copy, {
      well: false,
      needed: false,
      says: "nablab (TypeScript), f: of another copy of nablab, python -m nablab.kernel",
    });
    const gone = about("x", [join(folder, "gone")]);
    assert.equal(gone.well, false);
    assert.match(gone.says, /starts .*gone, which is gone; install it again$/);
  });

  it("are all told by nablab doctor, with what is missing", async () => {
    const { stdout } = await nablab("doctor");
    assert.match(stdout, /^✓ Node\.js/);
    assert.match(stdout, /✓ ZeroMQ/);
    assert.match(stdout, /[✓✗] environment/);
    assert.match(stdout, /[✓✗] kernel {8}/);
  });
});
