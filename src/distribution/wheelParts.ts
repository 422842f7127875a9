// Which files of the npm packages travel in the wheel: what runs, its types and its licences.

import { basename } from "node:path";
import type { Dependency } from "./packageFiles";

/** Of no use when a package runs, wherever they lie. */
const never = [
  /\.(map|md|markdown|mts|flow|tsbuildinfo)$/i,
  /(^|\/)(\.|test|tests|docs?|examples?|bench(mark)?s?)(\/|$)/i,
  /(^|\/)(changelog|history|contributing|authors|makefile|gruntfile|gulpfile|rollup|webpack)[^/]*$/i,
];

/** Of these packages only what is named: other files are for browsers, bundlers, compilers. */
const only: Readonly<Record<string, readonly RegExp[]>> = {
  "@babel/runtime": [/^helpers\/[^/]+\.js$/, /^helpers\/package\.json$/],
  "@dagrejs/dagre": [/^dist\/.*\.cjs/, /^dist\/types\//, /\.d\.ts$/],
  "@resvg/resvg-wasm": [/^index\.(js|d\.ts)$/, /\.wasm$/],
  "@swc/helpers": [/^cjs\//, /^_\//],
  acorn: [/^dist\/acorn\.js$/, /\.d\.ts$/],
  brotli: [/^(index|decompress)\.js$/, /^dec\//],
  "cmake-ts": [/^build\/loader\.js$/],
  fontkit: [/^dist\/main\.cjs$/],
  mathjs: [/^lib\/cjs\//, /^types\//],
  "node-addon-api": [],
  pako: [/^index\.js$/, /^lib\//],
  seedrandom: [/^(index|seedrandom)\.js$/, /^lib\//],
  typescript: [/^lib\/typescript\.(js|d\.ts)$/, /^lib\/lib\..*d\.ts$/],
  zeromq: [/^lib\/[^/]*\.js$/, /^lib\/[^/]*\.d\.ts$/, /^build\/manifest\.json$/],
};

const licence = /^(licen[sc]e|copying|notice|thirdparty)[^/]*$/i;

/** Whether a file of a package travels; the path is from the package's top. */
export function travels({ name }: Dependency, path: string): boolean {
  if (path === "package.json" || licence.test(basename(path))) return true;
  if (never.some((pattern) => pattern.test(path))) return false;
  return only[name]?.some((pattern) => pattern.test(path)) ?? true;
}

/** An addon of zeromq's, as its manifest names it. */
interface Build {
  os: string;
  arch: string;
  libc: string;
  abi: number;
}

/** The systems that there is a Node.js for on PyPI. */
const systems = [
  ["linux", "x64", "glibc"],
  ["linux", "x64", "musl"],
  ["linux", "arm64", "glibc"],
  ["linux", "arm64", "musl"],
  ["darwin", "x64", "libc"],
  ["darwin", "arm64", "libc"],
  ["win32", "x64", "msvc"],
  ["win32", "arm64", "msvc"],
] as const;

/**
 * The manifest of zeromq's addons with the newest one of each system; by Node-API it serves every Node.js.
 */
export function addonManifest(text: string): Record<string, string> {
  const builds = Object.entries(JSON.parse(text) as Record<string, string>).map(([key, file]) => ({
    key,
    file,
    build: JSON.parse(key) as Build,
  }));
  const chosen = systems.map(([os, arch, libc]) => {
    const fitting = builds.filter(
      ({ build }) => build.os === os && build.arch === arch && build.libc === libc,
    );
    if (fitting.length === 0) throw new Error(`zeromq has no addon for ${os} ${arch} ${libc}`);
    return fitting.reduce((best, one) => (one.build.abi > best.build.abi ? one : best));
  });
  // Windows understands both separators, the others one.
  return Object.fromEntries(chosen.map(({ key, file }) => [key, file.replaceAll("\\", "/")]));
}
