// `npm test`: what it needs, then lint, formatting, and one run of all tests. (The build before it has checked the types.)

import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { ensureChromium } from "./chromium";
import { filesBelow, privateFolder, root } from "./environment";
import { Failure, report } from "./failure";
import { endLine, step } from "./progress";
import { atLeast } from "./python";
import { run, runVisibly } from "./run";
import { own } from "./start";

const src = join(root, "src");

/** The compiled test of each test's source: what a deleted source left in dist is no test. */
export function testFiles(paths: readonly string[] = []): string[] {
  const places = paths.length === 0 ? [src] : paths.map(placeOf);
  const sources = [...new Set(places.flatMap(sourcesAt))].filter((file) => file.endsWith(".test.ts"));
  if (sources.length === 0) throw new Failure(`There are no tests below ${paths.join(", ") || "src"}.`);
  return sources.map((file) => compiled(file));
}

/** A folder or file of src, named from the top of the project or from where the person stands. */
function placeOf(path: string): string {
  const place = [resolve(path), resolve(root, path), resolve(src, path)].find((file) => existsSync(file));
  if (place !== undefined && `${place}${sep}`.startsWith(`${src}${sep}`)) return place;
  throw new Failure(`There is no ${path} below src. Say for instance: npm test -- src/numeric`);
}

function sourcesAt(place: string): string[] {
  return statSync(place).isDirectory() ? filesBelow(place).filter((file) => file.endsWith(".ts")) : [place];
}

/** From the top of the project: Node reads the words of `--test` as patterns, and a folder above may hold a bracket. */
function compiled(source: string): string {
  return join("dist", relative(src, source)).replace(/\.ts$/, ".js").split(sep).join("/");
}

/** What the tests at `paths` need is told by what the files there import. */
export function needs(paths: readonly string[]): { jupyter: boolean; browser: boolean } {
  if (paths.length === 0) return { jupyter: true, browser: true };
  const texts = paths
    .map(placeOf)
    .flatMap(sourcesAt)
    .map((file) => readFileSync(file, "utf8"));
  const imports = (module: string): boolean => texts.some((text) => text.includes(`/${module}"`));
  return { jupyter: imports("environment"), browser: imports("chromium") };
}

async function lint(): Promise<void> {
  await tool("lint", ["eslint", "bin", "eslint.js"], ["--config", "src/eslint.config.mjs", "src"]);
}

async function formatting(): Promise<void> {
  await tool("formatting", ["prettier", "bin", "prettier.cjs"], ["--check", "--log-level=warn", "src"]);
}

async function tool(label: string, script: readonly string[], args: readonly string[]): Promise<void> {
  const line = step(label);
  line.doing("checking");
  const command = [process.execPath, join(root, "node_modules", ...script), ...args];
  const { status, stdout, stderr } = await run(command, { cwd: root });
  if (status === 0) return line.done("clean");
  endLine();
  throw new Failure(`${label} is not clean (npm run fix mends most of it):\n${stdout}${stderr}`);
}

/** Node's runner over all the files in one run; its summary is the last thing said. */
async function runTests(files: readonly string[], variables: NodeJS.ProcessEnv): Promise<number> {
  const args = ["--test", "--test-reporter=spec", ...concurrency(), ...files];
  return runVisibly([process.execPath, ...args], { cwd: root, env: variables });
}

/** At least two at a time: the tests of kernels and servers mostly wait. Node knows the option from 20.10 on. */
function concurrency(): string[] {
  if (!atLeast(process.versions.node, "20.10")) return [];
  return [`--test-concurrency=${Math.max(2, availableParallelism() - 1)}`];
}

/** Kernels and Jupyters that a test starts keep nothing in the person's own folders, and read nothing there. */
export function testVariables(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const place = join(privateFolder, "tests");
  return {
    ...process.env,
    NABLAB_HISTORY: "none",
    JUPYTER_DATA_DIR: join(place, "data"),
    JUPYTER_RUNTIME_DIR: join(place, "runtime"),
    JUPYTER_CONFIG_DIR: join(place, "config"),
    IPYTHONDIR: join(place, "ipython"),
    ...more,
  };
}

async function execute(paths: readonly string[]): Promise<number> {
  const files = testFiles(paths);
  const { jupyter, browser } = needs(paths);
  if (jupyter) await own();
  const variables = testVariables(browser ? { CHROME_PATH: await ensureChromium() } : {});
  if (paths.length === 0) {
    await lint();
    await formatting();
  } else step("lint").done(`left out, as formatting is: only ${paths.join(", ")} was asked for`);
  return runTests(files, variables);
}

/** Carries out `npm test`; words name folders or files below src to test alone. */
export async function main(words: readonly string[]): Promise<void> {
  const status = await execute(words).catch((error: unknown) => {
    endLine();
    return report(error);
  });
  process.exit(status);
}
