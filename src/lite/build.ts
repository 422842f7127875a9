// Builds the extension for JupyterLite: the kernel as a script of a web worker, with the compiler, the library
// and their declarations beside it, and what registers it in the page.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BuildOptions, OutputFile, Plugin } from "esbuild";
import { liteFolder, liteName } from "./built";
import { declarations } from "./declarations";

interface Esbuild {
  build(options: BuildOptions & { write: false }): Promise<{ outputFiles: OutputFile[] }>;
  transform(text: string, options: object): Promise<{ code: string }>;
}

const hosts = join(__dirname, "host");

/** What stands for Node's modules in the library and in what it uses. */
const standIns: Readonly<Record<string, string>> = {
  async_hooks: "asyncScope",
  crypto: "identifiers",
  fs: "files",
  module: "modules",
  path: "paths",
  string_decoder: "text",
  url: "paths",
  util: "values",
  vm: "scripts",
};

/** Puts the page's host in the place of Node's, and the page's pictures in the place of those drawn without one. */
const ofPage: Plugin = {
  name: "page",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_0-9]+$/ }, ({ path }) => {
      const name = path.replace("node:", "");
      if (name in standIns) return { path: join(hosts, `${standIns[name]}.js`) };
      return path.startsWith("node:") ? { path, namespace: "absent" } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
    build.onResolve({ filter: /(^|\/)host\/[a-zA-Z]+$/ }, ({ path, resolveDir }) => {
      const full = join(resolveDir, path);
      return dirname(full) === join(__dirname, "..", "kernel", "host")
        ? { path: join(hosts, `${path.slice(path.lastIndexOf("/") + 1)}.js`) }
        : undefined;
    });
    build.onResolve({ filter: /(^|\/)static\/picture$/ }, () => ({
      path: join(__dirname, "worker", "pictures.js"),
    }));
  },
};

/** The parsers that the library loads with the first expression come from a script beside its own. */
const parsersBeside: Plugin = {
  name: "parsers beside",
  setup(build) {
    build.onResolve({ filter: /^(acorn|mathjs\/number)$/ }, ({ path }) => ({ path, namespace: "beside" }));
    build.onLoad({ filter: /.*/, namespace: "beside" }, ({ path }) => ({
      contents: `if (!("nablab.parsers" in globalThis)) importScripts(new URL("parsers.js", location.href).href);
        module.exports = globalThis["nablab.parsers"][${JSON.stringify(path)}];`,
    }));
  },
};

/** Makes the folder anew. */
export async function buildLite(folder: string = liteFolder): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  const files = await withGlobals(scripts);
  const hash = createHash("sha256");
  for (const [name, text] of Object.entries(files)) hash.update(name).update(text);
  // The names change with the content, so that no browser mixes two versions.
  const version = hash.digest("hex").slice(0, 16);
  for (const [name, text] of Object.entries(files)) {
    const own = name === "remoteEntry.js" ? `remoteEntry.${version}.js` : join(version, name);
    mkdirSync(dirname(join(folder, "static", own)), { recursive: true });
    writeFileSync(join(folder, "static", own), text.replaceAll("KERNEL_VERSION", version));
  }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(packageOf(version), null, 2)}\n`);
}

/** A module by whose exports esbuild knows names: it reads them of ECMAScript modules only. */
async function withGlobals<T>(run: (names: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "nablab-lite-"));
  try {
    const names = join(folder, "globals.mjs");
    const from = JSON.stringify(join(__dirname, "worker", "globals.js"));
    writeFileSync(names, `export { Buffer, process, setImmediate } from ${from};\n`);
    return await run(names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scripts(names: string): Promise<Record<string, string>> {
  const esbuild = createRequire(__filename)("esbuild") as Esbuild;
  const { version } = ownPackage();
  const typescript = require.resolve("typescript");
  const versions = {
    kernel: version,
    typescript: (JSON.parse(readFileSync(join(dirname(typescript), "..", "package.json"), "utf8")) as { version: string }).version, // prettier-ignore
  };
  const bundle = async (entry: string, ...more: Plugin[]): Promise<string> => {
    const { outputFiles } = await esbuild.build({
      entryPoints: [join(__dirname, entry)],
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "es2022",
      charset: "utf8",
      minify: true,
      // Names of classes are seen: in errors, and where values are printed.
      keepNames: true,
      legalComments: "none",
      // The one package in it whose licence stands in its source alone.
      banner: { js: "/*! with javascript-natural-sort by Jim Palmer, MIT licence */" },
      plugins: [...more, ofPage],
      inject: [names],
      define: {
        VERSIONS: JSON.stringify(versions),
        __dirname: '"/nablab/dist/kernel"',
        __filename: '"/nablab/dist/kernel/kernel.js"',
        global: "globalThis",
      },
      logLevel: "error",
    });
    return outputFiles[0].text;
  };
  const page = await esbuild.build({
    entryPoints: [join(__dirname, "page", "remoteEntry.js")],
    ...{ bundle: true, write: false, format: "iife", platform: "browser", target: "es2021", minify: true },
  });
  const small = { minify: true, target: "es2022", legalComments: "none" };
  const compiler = await esbuild.transform(readFileSync(typescript, "utf8"), small);
  return {
    "remoteEntry.js": page.outputFiles[0].text,
    "kernel.js": await bundle("worker/main.js"),
    "library.js": await bundle("worker/library.js", parsersBeside),
    "parsers.js": await bundle("worker/parsers.js"),
    "mathjs.js": await bundle("worker/mathjs.js"),
    "typescript.js": compiler.code,
    "types.json": JSON.stringify(declarations()),
  };
}

function ownPackage(): Record<string, string> {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as Record<
    string,
    string
  >;
}

function packageOf(version: string): object {
  const own = ownPackage();
  return {
    name: liteName,
    version: own.version,
    license: own.license,
    description: "nablab's TypeScript kernel in JupyterLite: it runs in the reader's browser.",
    jupyterlab: {
      extension: true,
      outputDir: ".",
      _build: { load: `static/remoteEntry.${version}.js`, extension: "./extension" },
    },
    jupyterlite: { liteExtension: true },
  };
}
