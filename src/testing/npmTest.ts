// `npm test`: what it needs, then lint, formatting, and one run of all tests. (The build before it has
// checked the types.)

import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, relative, resolve, sep } from "node:path";
import { filesBelow, privateFolder, root } from "../cli/environment";
import { Failure, report } from "../cli/failure";
import { type CommandLine, parseOptions, usage } from "../cli/options";
import { endLine, step } from "../cli/progress";
import { atLeast } from "../cli/python";
import { run, runVisibly } from "../cli/run";
import { own } from "../cli/start";
import { runWithAgain } from "./again";
import { ensureChromium } from "./browser/findChromium";
import { ensureFirefox } from "./browser/findFirefox";
import { isTest, type Lane, laneVariable, marksOf, runsIn } from "./lane";

const src = join(root, "src");

export const commandLine: CommandLine = {
  name: "test",
  calledAs: "npm test --",
  takes: "[PATH…]",
  summary:
    "Lint, formatting and the tests; with paths below src the tests there alone. With CI=true it is --release.",
  options: {
    quick: { help: "only the tests that need neither Jupyter nor a browser, and short" },
    release: { help: "every test at full length" },
  },
};

/** What was asked for: a lane, and the folders and files whose tests are to be run; without any, all. */
export interface Asked {
  lane: Lane;
  paths: readonly string[];
}

/** Whether continuous integration runs this, as its services say it. */
function isContinuous(variables: NodeJS.ProcessEnv): boolean {
  return !["", "0", "false"].includes(variables.CI ?? "");
}

/** A command line read; undefined where its help was asked for. */
export function readWords(
  words: readonly string[],
  variables: NodeJS.ProcessEnv = process.env,
): Asked | undefined {
  const { values, words: paths } = parseOptions(commandLine, words);
  if (values.help) return undefined;
  if (values.quick && values.release)
    throw new Failure("--quick and --release exclude each other.", "Give one of them, or none.", 2);
  const all = values.release ?? isContinuous(variables);
  return { lane: values.quick ? "quick" : all ? "release" : "usual", paths };
}

/** The sources of the tests that a lane runs at `paths`, each once. */
export function testSources(lane: Lane, paths: readonly string[] = []): string[] {
  const places = paths.length === 0 ? [src] : paths.map(placeOf);
  const tests = [...new Set(places.flatMap(sourcesAt))].filter(isTest);
  const named = paths.join(", ") || "src";
  if (tests.length === 0) throw new Failure(`There are no tests below ${named}.`);
  const sources = tests.filter((file) => runsIn(lane, file));
  if (sources.length > 0) return sources;
  const way = lane === "quick" ? "Leave --quick out." : "Say --release.";
  throw new Failure(`None of the tests below ${named} is run in this lane.`, way);
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

/**
 * The compiled test, from the top of the project: Node reads the words of `--test` as patterns, and a folder
 * above may hold a bracket.
 */
export function compiled(source: string): string {
  return join("dist", relative(src, source)).replace(/\.ts$/, ".js").split(sep).join("/");
}

/**
 * Tests that start other programs take the longest: begun first, none of them is left to run alone at the
 * end.
 */
export function longestFirst(sources: readonly string[]): string[] {
  return [...sources].sort((a, b) => marksOf(b).length - marksOf(a).length);
}

/** What tests need, by their file names. */
export function needs(sources: readonly string[]): { jupyter: boolean; browser: boolean } {
  const found = new Set(sources.flatMap(marksOf));
  return { jupyter: found.has("jupyter"), browser: found.has("browser") };
}

/** Whether a test is one of those in the second browser. */
function wantsFirefox(source: string): boolean {
  return /^firefox\..*browser/.test(basename(source));
}

/**
 * Files that have not changed are not looked at again. A rule that reads types may see more once another file
 * changes: the release lane looks at all.
 */
function cache(lane: Lane, tool: string): string[] {
  if (lane === "release") return [];
  return ["--cache", "--cache-strategy=content", `--cache-location=${join(privateFolder, tool)}`];
}

function lint(lane: Lane): Promise<void> {
  const args = ["--config", "src/eslint.config.mjs", ...cache(lane, "eslint"), "src"];
  return clean("lint", ["eslint", "bin", "eslint.js"], args);
}

function formatting(lane: Lane): Promise<void> {
  const args = ["--check", "--log-level=warn", ...cache(lane, "prettier"), "src"];
  return clean("formatting", ["prettier", "bin", "prettier.cjs"], args);
}

async function clean(label: string, script: readonly string[], args: readonly string[]): Promise<void> {
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
  const args = ["--test", "--test-reporter=./dist/testing/reporter.js", ...concurrency(), ...files];
  return runVisibly([process.execPath, ...args], { cwd: root, env: variables });
}

/**
 * At least two at a time: the tests of kernels and servers mostly wait. Node knows the option from 20.10 on.
 */
function concurrency(): string[] {
  if (!atLeast(process.versions.node, "20.10")) return [];
  return [`--test-concurrency=${Math.max(2, availableParallelism() - 1)}`];
}

/**
 * Kernels and Jupyters that a test starts keep nothing in the person's own folders, and read nothing there.
 */
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

async function execute({ lane, paths }: Asked): Promise<number> {
  const sources = testSources(lane, paths);
  const { jupyter, browser } = needs(sources);
  if (jupyter) await own();
  const more = {
    [laneVariable]: lane,
    ...(browser ? { CHROME_PATH: await ensureChromium() } : {}),
    ...(sources.some(wantsFirefox) ? { FIREFOX_PATH: await ensureFirefox() } : {}),
  };
  if (paths.length === 0) {
    await lint(lane);
    await formatting(lane);
  } else step("lint").done(`left out, as formatting is: only ${paths.join(", ")} was asked for`);
  const files = longestFirst(sources).map(compiled);
  const runFiles = (some: readonly string[], further: NodeJS.ProcessEnv = {}): Promise<number> =>
    runTests(some, testVariables({ ...more, ...further }));
  return isContinuous(process.env) ? runWithAgain(files, runFiles, console.log) : runFiles(files);
}

function showUsage(): number {
  console.log(usage(commandLine));
  return 0;
}

/** Carries out `npm test`: a lane, and folders or files below src to test alone. */
export async function main(words: readonly string[]): Promise<void> {
  const carryOut = async (): Promise<number> => {
    const asked = readWords(words);
    return asked === undefined ? showUsage() : execute(asked);
  };
  const status = await carryOut().catch((error: unknown) => {
    endLine();
    return report(error);
  });
  process.exit(status);
}
