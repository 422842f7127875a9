// The TypeScript compiler without what only a reader needs.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { TransformOptions } from "esbuild";
import { smallCompiler } from "../kernel/host/compiler";

interface Esbuild {
  transformSync(text: string, options: TransformOptions): { code: string };
}

/** Writes it to where the kernel looks for it. */
export function buildSmallCompiler(): void {
  mkdirSync(dirname(smallCompiler), { recursive: true });
  writeFileSync(smallCompiler, minify(require.resolve("typescript")));
}

/** A script without comments and long names; its licence asks that a change is told in the file. */
export function minify(file: string): string {
  const esbuild = createRequire(__filename)("esbuild") as Esbuild;
  // ASCII, as the script is: the kernel reads it so.
  const options = { minify: true, target: "node20", legalComments: "inline", charset: "ascii" } as const;
  const { code } = esbuild.transformSync(readFileSync(file, "utf8"), options);
  return `/*! Minified by esbuild for nablab, otherwise unchanged. */\n${code}`;
}
