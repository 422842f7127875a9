// `npm run release`: both packages from a clean tree, tested, then the commit and the tag. Publishing is the
// owner's.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ownVersion, root } from "../cli/environment";
import { Failure, report } from "../cli/failure";
import { type CommandLine, misuse, parseOptions, usage } from "../cli/options";
import { endLine, step } from "../cli/progress";
import { run, runVisibly } from "../cli/run";
import { cutChangelog } from "./changelog";
import { npmCommand } from "./packageFiles";

export const releaseLine: CommandLine = {
  name: "release",
  calledAs: "npm run release --",
  takes: "[VERSION]",
  summary: "Builds the npm package and the wheel from a clean tree, tests both, then commits and tags.",
  options: { "dry-run": { help: "neither commit nor tag; the tree stays as it is" } },
};

/** What a release changes in the tree. */
export interface Plan {
  version: string;
  tag: string;
  changelog: string;
  section: string;
}

/** Checks that the clone in a folder can be released as a version. */
export async function planRelease(folder: string, version: string, date: string): Promise<Plan> {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw misuse(releaseLine, `A version is three numbers such as 0.3.0, but got "${version}".`);
  const changed = await git(folder, "status", "--porcelain");
  if (changed !== "")
    throw new Failure(
      `The tree has changes that are in no commit: ${changed.split("\n").join(", ")}.`,
      "Commit them first.",
    );
  const tag = `v${version}`;
  if ((await git(folder, "tag", "--list", tag)) !== "")
    throw new Failure(`There is a tag ${tag} already.`, "Say the next version: npm run release -- VERSION");
  const { text, section } = cutChangelog(readFileSync(join(folder, "CHANGELOG.md"), "utf8"), version, date);
  return { version, tag, changelog: text, section };
}

/** Writes a plan into a tree: package.json is where the version stands, the lockfile repeats it. */
export async function applyPlan(folder: string, { version, changelog }: Plan): Promise<void> {
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  const words = ["version", version, "--no-git-tag-version", "--allow-same-version", "--ignore-scripts"];
  await succeed([...npmCommand(), ...words], folder);
}

async function git(folder: string, ...words: readonly string[]): Promise<string> {
  return (await succeed(["git", ...words], folder)).trim();
}

async function succeed(command: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await run(command, { cwd });
  if (status !== 0) throw new Failure(`${command.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Builds both packages from what is committed, with the plan applied; gives the clone and the two files. */
async function build(plan: Plan, folder: string): Promise<{ clone: string; files: string[] }> {
  const [clone, built] = [join(folder, "clone"), join(folder, "built")];
  mkdirSync(built);
  const line = step("build");
  line.doing("npm ci in a clean tree");
  await git(root, "clone", "--quiet", root, clone);
  await applyPlan(clone, plan);
  await succeed([...npmCommand(), "ci", "--prefer-offline", "--foreground-scripts"], clone);
  line.doing("npm pack");
  await succeed([...npmCommand(), "pack", "--ignore-scripts", "--pack-destination", built], clone);
  line.doing("the wheel");
  const script = `require("./dist/distribution/wheel.js").main(${JSON.stringify([built])})`;
  await succeed([process.execPath, "-e", script], clone);
  line.done("done");
  const names = [`nablab-${plan.version}.tgz`, `nablab-${plan.version}-py3-none-any.whl`];
  return { clone, files: names.map((name) => join(built, name)) };
}

/** The tests of both packages, on the very files that were built. */
async function test(clone: string, folder: string): Promise<void> {
  console.log("\nThe tests of both packages:");
  const env = { ...process.env, NABLAB_BUILT: join(folder, "built") };
  const words = [...npmCommand(), "test", "--", "--release", "src/distribution"];
  if ((await runVisibly(words, { cwd: clone, env })) !== 0)
    throw new Failure("The packages fail their tests. Nothing was changed.");
}

async function release(version: string, isDry: boolean): Promise<void> {
  const plan = await planRelease(root, version, new Date().toISOString().slice(0, 10));
  const folder = mkdtempSync(join(tmpdir(), "nablab-release-"));
  try {
    const { clone, files } = await build(plan, folder);
    await test(clone, folder);
    const kept = files.map((file) => keep(file));
    console.log(`\n${kept.map(described).join("\n")}\n\nTag: ${plan.tag}\n\n${plan.section}`);
    if (isDry) return console.log("A dry run: nothing was committed, no tag was set.");
    await applyPlan(root, plan);
    await git(root, "commit", "--quiet", "--all", "--message", `Release ${version}`);
    await git(root, "tag", "--annotate", plan.tag, "--message", `nablab ${version}`);
    console.log(
      `Committed and tagged. To publish: git push --follow-tags; npm publish ${kept[0]}; twine upload ${kept[1]}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is to be published stays in `dist/release`. */
function keep(file: string): string {
  const target = join(root, "dist", "release", basename(file));
  cpSync(file, target);
  return target;
}

function described(file: string): string {
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
  return `${file}  ${megabytes} MB  sha256 ${hash}`;
}

/** Carries out `npm run release`. */
export async function main(words: readonly string[]): Promise<void> {
  const carryOut = async (): Promise<number> => {
    const { values, words: given } = parseOptions(releaseLine, words);
    if (values.help) console.log(usage(releaseLine));
    else await release(given[0] ?? ownVersion(), values["dry-run"] === true);
    return 0;
  };
  const status = await carryOut().catch((error: unknown) => {
    endLine();
    return report(error);
  });
  process.exit(status);
}
