import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../cli/environment";
import { runtimeDependencies } from "./packageFiles";
import { addonManifest, travels } from "./wheelParts";

const build = join(root, "node_modules", "zeromq", "build");

describe("the addons in the wheel", () => {
  it("are one for each system that PyPI has a Node.js for, all of them there", () => {
    const manifest = addonManifest(readFileSync(join(build, "manifest.json"), "utf8"));
    const systems = Object.keys(manifest).map((key) => {
      const { os, arch, libc } = JSON.parse(key) as Record<string, string>;
      return `${os} ${arch} ${libc}`;
    });
    assert.deepEqual(systems.sort(), [
      "darwin arm64 libc",
      "darwin x64 libc",
      "linux arm64 glibc",
      "linux arm64 musl",
      "linux x64 glibc",
      "linux x64 musl",
      "win32 arm64 msvc",
      "win32 x64 msvc",
    ]);
    assert.deepEqual(
      Object.values(manifest).filter((file) => !existsSync(join(build, file))),
      [],
    );
  });

  it("are the newest of their system, and a system without one is an error", () => {
    const entry = (os: string, arch: string, libc: string, abi: number): [string, string] => [
      JSON.stringify({ os, arch, libc, abi }),
      `${os}\\${arch}\\${libc}-${abi}\\addon.node`,
    ];
    const others = Object.entries(
      JSON.parse(readFileSync(join(build, "manifest.json"), "utf8")) as Record<string, string>,
    );
    const more = entry("linux", "x64", "glibc", 999);
    const manifest = addonManifest(JSON.stringify(Object.fromEntries([...others, more])));
    assert.ok(Object.values(manifest).includes("linux/x64/glibc-999/addon.node"));
    assert.throws(
      () => addonManifest(JSON.stringify(Object.fromEntries([more]))),
      /no addon for linux x64 musl/,
    );
  });
});

describe("the npm packages in the wheel", () => {
  it("keep their licences, package.json and what is required of them", () => {
    const dependencies = runtimeDependencies();
    const named = (name: string): (typeof dependencies)[number] =>
      dependencies.find((one) => one.name === name)!;
    for (const [name, path, isThere] of [
      ["zeromq", "LICENSE.txt", true],
      ["zeromq", "lib/index.js", true],
      ["zeromq", "src/socket.cc", false],
      ["typescript", "lib/typescript.js", true],
      ["typescript", "lib/lib.es2023.d.ts", true],
      ["typescript", "lib/_tsc.js", false],
      ["typescript", "ThirdPartyNoticeText.txt", true],
      ["mathjs", "lib/cjs/number.js", true],
      ["mathjs", "lib/esm/number.js", false],
      ["fontkit", "dist/main.cjs", true],
      ["fontkit", "dist/main.cjs.map", false],
      ["tiny-emitter", "index.js", true],
      ["tiny-emitter", "test/index.js", false],
    ] as const)
      assert.equal(travels(named(name), path), isThere, `${name} ${path}`);
  });
});
