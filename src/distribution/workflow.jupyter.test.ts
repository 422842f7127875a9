// What others run of this repository: the workflow of three systems, and the image that repo2docker makes of
// .binder/. Here they are read by a parser of YAML, and what they name must be there.

import assert from "node:assert/strict";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "../cli/environment";
import { installed } from "../testing/installed";
import { succeed } from "../testing/fresh";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  needs?: string;
  "runs-on": string;
  strategy?: { matrix: Record<string, unknown[]> };
  steps: Step[];
}

async function readYaml(...place: string[]): Promise<unknown> {
  const script =
    "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1], encoding='utf8')), sys.stdout)";
  return JSON.parse(await succeed([installed().python, "-c", script, join(root, ...place)]));
}

const { scripts, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
  engines: { node: string };
};

/** What npm is told to run in a shell's text must be a script of package.json's. */
function assertScripts(text: string): void {
  for (const [, name] of text.matchAll(/npm run ([\w-]+)/g)) assert.ok(name in scripts, name);
  for (const [, path] of text.matchAll(/npm test -- (src\S*)/g))
    assert.ok(existsSync(join(root, path)), path);
}

async function readJobs(file: string): Promise<Record<string, Job>> {
  const { jobs } = (await readYaml(".github", "workflows", file)) as { jobs: Record<string, Job> };
  return jobs;
}

for (const file of readdirSync(join(root, ".github", "workflows")))
  describe(`the workflow ${file}`, () => {
    it("has jobs of known order, whose steps are each an action of a version or a command", async () => {
      assertSteps(await readJobs(file));
    });

    it("names nothing that its matrix has not, and runs scripts and tests that are there", async () => {
      assertNames(await readJobs(file));
    });
  });

function assertSteps(jobs: Record<string, Job>): void {
  for (const [name, { needs, steps, "runs-on": system }] of Object.entries(jobs)) {
    assert.ok(needs === undefined || needs in jobs, name);
    assert.match(system, /^(ubuntu-latest|\$\{\{ matrix\.os \}\})$/);
    for (const { uses, run } of steps) {
      assert.equal(Number(uses === undefined) + Number(run === undefined), 1, `${name}: ${uses} ${run}`);
      assert.match(uses ?? "a/b@v1", /^[\w-]+\/[\w-]+@v\d+$/);
    }
  }
}

function assertNames(jobs: Record<string, Job>): void {
  for (const job of Object.values(jobs)) {
    const named = [...JSON.stringify(job).matchAll(/\$\{\{ *([^} ]*) *\}\}/g)].map(([, word]) => word);
    const known = Object.keys(matrixOf(job)).map((key) => `matrix.${key}`);
    assert.deepEqual(
      named.filter((word) => !known.includes(word)),
      [],
    );
    assertScripts(commandsOf(job));
  }
}

const matrixOf = ({ strategy }: Job): Record<string, unknown[]> => strategy?.matrix ?? {};
const commandsOf = ({ steps }: Job): string => steps.map(({ run = "" }) => run).join("\n");

describe("the workflows", () => {
  it("test on three systems, each Node.js and each Python, and install both packages", async () => {
    const jobs = await readJobs("test.yml");
    const matrix = (name: string): Record<string, unknown[]> => matrixOf(jobs[name]);
    const commands = (name: string): string => commandsOf(jobs[name]);
    const systems = ["ubuntu-latest", "macos-latest", "windows-latest"];
    for (const name of ["kernel", "install"]) {
      assert.deepEqual(matrix(name).os, systems);
      assert.deepEqual(matrix(name).node, [20, 22, 24]);
    }
    const { python, include } = matrix("kernel");
    const pythons = [...python, ...include.map((one) => (one as { python: string }).python)];
    assert.deepEqual([...new Set(pythons)].sort(), ["3.10", "3.11", "3.12", "3.13", "3.14", "3.9"]);
    for (const word of ["npm test -- --quick", "npm test -- src/kernel"])
      assert.ok(commands("kernel").includes(word), word);
    for (const word of [
      "pip install built/*.whl",
      "npm install --global built/*.tgz",
      "pip uninstall",
      "nablab uninstall",
    ])
      assert.ok(commands("install").includes(word), word);
  });

  it("publish the book, and the site below it where the book's links lead", async () => {
    const { build } = await readJobs("pages.yml");
    const commands = commandsOf(build);
    const [, folder, site] = /npm run book -- (\S+) --site (\S+)\/$/m.exec(commands)!;
    assert.match(commands, new RegExp(`^npm run site -- ${folder}/${site}$`, "m"));
    assert.equal(build.steps.at(-1)?.with?.path, folder);
    assert.ok(commands.indexOf("npm run book") < commands.indexOf("npm run site"));
  });
});

describe("the image for Binder", () => {
  it("has a Python and a Node.js that are new enough, and nothing to compile", async () => {
    const { dependencies } = (await readYaml(".binder", "environment.yml")) as { dependencies: string[] };
    const version = (name: string): number[] => {
      const found = dependencies.find((one) => one.startsWith(`${name}=`)) ?? "";
      return found
        .slice(name.length + 1)
        .split(".")
        .map(Number);
    };
    assert.ok(version("nodejs")[0] >= Number(/\d+/.exec(engines.node)![0]), String(version("nodejs")));
    assert.ok(version("python")[0] === 3 && version("python")[1] >= 9, String(version("python")));
    assert.equal(dependencies.length, 3);
  });

  it("runs a script that may be run, and whose commands are there", async () => {
    const script = join(root, ".binder", "postBuild");
    accessSync(script, constants.X_OK);
    await succeed(["bash", "-n", script]);
    assertScripts(readFileSync(script, "utf8"));
  });
});

describe("a clone on Windows", () => {
  it("has the line ends of the sources, and files of bytes as they are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nablab-attributes-"));
    after(() => rmSync(folder, { recursive: true }));
    await succeed(["git", "init", "--quiet", folder]);
    cpSync(join(root, ".gitattributes"), join(folder, ".gitattributes"));
    const told = async (attribute: string, ...names: string[]): Promise<string[]> => {
      const said = await succeed(["git", "check-attr", attribute, "--", ...names], process.env, folder);
      return said
        .trim()
        .split(/\r?\n/)
        .map((line) => line.slice(line.lastIndexOf(" ") + 1));
    };
    const texts = ["a.ts", "notebooks/a.ipynb", "a.json", "a.md", "a.py", "a.cjs", ".binder/postBuild"];
    assert.deepEqual([...new Set(await told("eol", ...texts))], ["lf"]);
    assert.deepEqual([...new Set(await told("text", "a.png", "a.gz", "a.ttf", "a.wasm"))], ["unset"]);
  });
});
