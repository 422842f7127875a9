import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { after, describe, it } from "node:test";
import { jupyterVariables, programsOf, pythonOf, venvVariables } from "./environment";
import { userDataFolder } from "../kernel/dataFolder";
import {
  kernelFolder,
  kernelspec,
  removeKernelspec,
  writeKernelspec,
  writeOwnKernelspecs,
} from "./kernelspec";
import { environmentOf, kernelsIn } from "./kernels";
import { writeLabSettings } from "./labSettings";

const data = mkdtempSync(join(tmpdir(), "nablab-kernelspec-"));
after(() => rmSync(data, { recursive: true }));

describe("the kernelspec", () => {
  it("starts the kernel by absolute paths, which exist", () => {
    const { argv, ...rest } = kernelspec();
    assert.deepEqual(rest, {
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "message",
      env: { MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "16777216" },
      metadata: { debugger: true, supported_encryption: ["curve"], nablab: { card: true } },
    });
    assert.deepEqual(kernelspec("nablab", true).metadata?.nablab, { card: false });
    assert.deepEqual(argv.slice(2), ["kernel", "{connection_file}"]);
    for (const path of argv.slice(0, 2)) {
      assert.ok(isAbsolute(path), path);
      assert.ok(existsSync(path), path);
    }
  });

  it("is written where it is missing or says something else, and only there", () => {
    assert.equal(writeKernelspec(data, "tslab"), true);
    assert.equal(writeKernelspec(data, "tslab"), false);
    const file = join(data, "kernels", "tslab", "kernel.json");
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), kernelspec());
    assert.equal(writeKernelspec(data, "other"), true);
    assert.equal(removeKernelspec(data, "tslab"), true);
    assert.equal(removeKernelspec(data, "tslab"), false);
    assert.ok(!existsSync(file));
    assert.ok(existsSync(kernelFolder(data, "other")));
  });
});

describe("the launcher of the project's own Jupyter", () => {
  const titles = (folder: string): string[] => kernelsIn([folder]).map(({ spec }) => spec.display_name);

  it("has one card, under the name that the notebooks know", () => {
    const folder = join(data, "launcher");
    assert.equal(writeOwnKernelspecs(folder), true);
    assert.equal(writeOwnKernelspecs(folder), false);
    assert.deepEqual(
      kernelsIn([folder]).map(({ name, spec }) => [name, spec.display_name]),
      [["tslab", "TypeScript"]],
    );
  });

  it("has another card for a kernel that a person installs beside, with a title of its own", () => {
    const folder = join(data, "beside");
    writeOwnKernelspecs(folder);
    writeKernelspec(folder, "nablab");
    assert.equal(writeOwnKernelspecs(folder), false);
    assert.deepEqual(titles(folder), ["TypeScript (nablab)", "TypeScript"]);
  });

  it("loses the second card that earlier versions put there", () => {
    const folder = join(data, "earlier");
    writeKernelspec(folder, "nablab");
    const file = join(kernelFolder(folder), "kernel.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(" (nablab)", ""));
    assert.equal(writeOwnKernelspecs(folder), true);
    assert.deepEqual(titles(folder), ["TypeScript"]);
  });
});

describe("JupyterLab's settings", () => {
  it("ask for no news, and are written once", () => {
    assert.equal(writeLabSettings(data), true);
    assert.equal(writeLabSettings(data), false);
    const file = join(data, "share", "jupyter", "lab", "settings", "overrides.json");
    assert.match(readFileSync(file, "utf8"), /"fetchNews": "false"/);
  });
});

describe("places", () => {
  it("of an environment are those of its system", () => {
    assert.equal(programsOf("env", "linux"), join("env", "bin"));
    assert.equal(pythonOf("env", "darwin"), join("env", "bin", "python"));
    assert.equal(pythonOf("env", "win32"), join("env", "Scripts", "python.exe"));
  });

  it("of a person's kernels are Jupyter's own", () => {
    assert.equal(userDataFolder({}, "linux"), join(homedir(), ".local", "share", "jupyter"));
    assert.equal(userDataFolder({ XDG_DATA_HOME: "/x" }, "linux"), join("/x", "jupyter"));
    assert.equal(userDataFolder({}, "darwin"), join(homedir(), "Library", "Jupyter"));
    assert.equal(userDataFolder({ APPDATA: "/roaming" }, "win32"), join("/roaming", "jupyter"));
    const platformDirs = { JUPYTER_PLATFORM_DIRS: "1", LOCALAPPDATA: "/local" };
    assert.equal(
      userDataFolder(platformDirs, "darwin"),
      join(homedir(), "Library", "Application Support", "Jupyter"),
    );
    assert.equal(userDataFolder(platformDirs, "win32"), join("/local", "Jupyter"));
    assert.equal(
      userDataFolder({ JUPYTER_PLATFORM_DIRS: "0" }, "darwin"),
      join(homedir(), "Library", "Jupyter"),
    );
    assert.equal(userDataFolder(platformDirs, "linux"), userDataFolder({}, "linux"));
    assert.equal(userDataFolder({ JUPYTER_DATA_DIR: "/mine" }, "darwin"), "/mine");
  });

  it("of a program are its environment's: on Windows python.exe lies at the top of it", () => {
    assert.equal(environmentOf(join("env", "bin", "python3"), "linux"), "env");
    assert.equal(environmentOf(join("env", "Scripts", "jupyter.exe"), "win32"), "env");
    assert.equal(environmentOf(join("env", "python.exe"), "win32"), "env");
  });

  it("put ours before what a person has set", () => {
    assert.equal(jupyterVariables("ours", {}).JUPYTER_PATH, "ours");
    assert.equal(
      jupyterVariables("ours", { JUPYTER_PATH: "theirs" }).JUPYTER_PATH,
      ["ours", "theirs"].join(delimiter),
    );
    const variables = venvVariables("env", { Path: "theirs" });
    assert.equal(variables.Path, [programsOf("env"), "theirs"].join(delimiter));
    assert.equal(variables.PATH, undefined);
  });
});
