// The wheel: `npm run wheel` lays out a Python project from what was built here, and pip makes a wheel of it.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { filesBelow, fromPerson, ownVersion, root } from "../cli/environment";
import { report } from "../cli/failure";
import { displayNameOf, type Kernelspec, kernelName, kernelspec, notebookName } from "../cli/kernelspec";
import { labextensions, writeLabextensions } from "../cli/labextension";
import { type CommandLine, parseOptions, usage } from "../cli/options";
import { findPython } from "../cli/python";
import { run } from "../cli/run";
import { minify } from "../cli/smallCompiler";
import { writeTemplate } from "../cli/template";
import { whyPipFailed } from "../cli/venv";
import { licencesName } from "../cli/thirdParty";
import { type Dependency, npmPack, runtimeDependencies } from "./packageFiles";
import { addonManifest, travels } from "./wheelParts";

const sources = join(root, "src", "distribution");

/** Makes the wheel in a folder; its path. */
export async function buildWheel(folder: string): Promise<string> {
  const project = mkdtempSync(join(tmpdir(), "nablab-wheel-"));
  try {
    await layOut(project);
    return await pipWheel(project, folder);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Writes the Python project: the package with the program inside, and what Jupyter finds by its place. */
export async function layOut(project: string): Promise<void> {
  const python = join(project, "nablab");
  for (const name of ["__init__", "__main__", "kernel", "node"])
    copy(join(sources, "python", `${name}.py`), join(python, `${name}.py`));
  copy(join(root, "src", "papermill", "nablab_papermill.py"), join(python, "papermill.py"));
  const app = join(python, "app");
  const { files } = await npmPack();
  for (const { path } of files) if (isOfTheProgram(path)) copy(join(root, path), join(app, path));
  const dependencies = runtimeDependencies();
  for (const dependency of dependencies) copyDependency(dependency, app);
  layOutJupyter(join(project, "data", "share", "jupyter"));
  const settings = readFileSync(join(sources, "pyproject.toml"), "utf8");
  write(join(project, "pyproject.toml"), settings.replace('version = "0"', `version = "${ownVersion()}"`));
  for (const name of ["README.md", "LICENSE"]) copy(join(root, name), join(project, name));
  const own = readFileSync(join(root, "dist", licencesName), "utf8");
  write(join(project, licencesName), [own, ...dependencies.map(noticeOf)].join("\n"));
}

/** What Jupyter's pages need lies in Jupyter's folders, where the program finds what it needs of it. */
function isOfTheProgram(path: string): boolean {
  return !["dist/labextension/built/", "dist/lite/built/", "dist/nbconvert/", "src/papermill/"].some((top) =>
    path.startsWith(top),
  );
}

function copyDependency(dependency: Dependency, app: string): void {
  const folder = join(root, dependency.folder);
  const target = join(app, dependency.folder);
  for (const file of filesBelow(folder)) {
    const path = relative(folder, file).split(sep).join("/");
    if (path.startsWith("node_modules/") || !travels(dependency, path)) continue;
    if (minified[dependency.name] === path) write(join(target, path), minify(file));
    else copy(file, join(target, path));
  }
  if (dependency.name === "zeromq") copyAddons(folder, target);
}

/** What is large by its comments and names: TypeScript's compiler, 9.1 MB, is 3.6 then. */
const minified: Readonly<Record<string, string>> = { typescript: "lib/typescript.js" };

function copyAddons(folder: string, target: string): void {
  const manifest = addonManifest(readFileSync(join(folder, "build", "manifest.json"), "utf8"));
  for (const file of Object.values(manifest)) copy(join(folder, "build", file), join(target, "build", file));
  write(join(target, "build", "manifest.json"), JSON.stringify(manifest));
}

/**
 * Kernels, labextensions and template, in share/jupyter: pip puts them into the environment, and takes them
 * away.
 */
function layOutJupyter(share: string): void {
  for (const name of [notebookName, kernelName]) {
    const folder = join(share, "kernels", name);
    cpSync(join(root, "src", "cli", "logo"), folder, { recursive: true });
    write(join(folder, "kernel.json"), `${JSON.stringify(wheelKernelspec(name), null, 1)}\n`);
  }
  writeLabextensions(share);
  const install = {
    packageManager: "python",
    packageName: "nablab",
    uninstallInstructions: "pip uninstall nablab",
  };
  for (const { name } of labextensions)
    write(join(share, "labextensions", name, "install.json"), JSON.stringify(install));
  writeTemplate(share);
}

/** Jupyter puts its own Python in the place of "python": the environment may be moved. */
function wheelKernelspec(name: string): Kernelspec {
  const argv = ["python", "-m", "nablab.kernel", "{connection_file}"];
  return { ...kernelspec(name, name !== notebookName), argv, display_name: displayNameOf(name) };
}

function noticeOf({ name, version, licence, folder }: Dependency): string {
  const texts = filesBelow(join(root, folder))
    .filter((file) => dirname(file) === join(root, folder) && /^(licen[sc]e|notice)/i.test(basename(file)))
    .map((file) => readFileSync(file, "utf8").trim());
  const { homepage, repository } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    homepage?: string;
    repository?: string | { url: string };
  };
  const source = typeof repository === "object" ? repository.url : (repository ?? homepage ?? "");
  const changed = name in minified ? `, ${minified[name]} minified` : "";
  const head = `nablab/app/${folder}\nfrom ${name} ${version}, ${licence}, ${source}${changed}`;
  return [`${"=".repeat(80)}\n${head}`, ...texts].join("\n\n") + "\n";
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** pip fetches the builder that pyproject.toml names, and nothing else. */
async function pipWheel(project: string, folder: string): Promise<string> {
  const { command } = await findPython();
  const pip = [...command, "-m", "pip", "wheel", "--no-deps", "--disable-pip-version-check"];
  // Wheels of the same files are the same: a date before 1980 is none for a zip.
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? "1764547200" };
  const { status, stdout, stderr } = await run([...pip, "--wheel-dir", folder, project], { env });
  if (status !== 0) throw whyPipFailed(stdout + stderr, "make the wheel");
  return join(folder, `nablab-${ownVersion()}-py3-none-any.whl`);
}

const wheelLine: CommandLine = {
  name: "wheel",
  calledAs: "npm run wheel --",
  takes: "[FOLDER]",
  summary: "Makes the wheel of what is built here, in dist or in a folder.",
  options: {},
};

/** Carries out `npm run wheel`. */
export async function main(words: readonly string[]): Promise<void> {
  const carryOut = async (): Promise<number> => {
    const { values, words: given } = parseOptions(wheelLine, words);
    console.log(
      values.help ? usage(wheelLine) : await buildWheel(fromPerson(given[0] ?? join(root, "dist"))),
    );
    return 0;
  };
  process.exit(await carryOut().catch(report));
}
