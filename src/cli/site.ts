// `nablab site`: the notebooks as a static site in which the reader's browser runs them, by JupyterLite.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { builtFolder } from "../labextension/build";
import { liteFolder, liteName } from "../lite/built";
import { Problem } from "../notebook/problem";
import { readNotebook } from "../notebook/read";
import { renameFile } from "../notebook/renameFile";
import { filesBelow, fromPerson, privateFolder, pythonOf, root } from "./environment";
import { Failure } from "./failure";
import type { CommandLine, Given } from "./options";
import { step } from "./progress";
import { findPython } from "./python";
import { run } from "./run";
import { isSite } from "./siteAddress";
import { ensureEnvironment } from "./venv";

export const siteLine: CommandLine = {
  name: "site",
  calledAs: process.env.npm_lifecycle_event === "site" ? "npm run site --" : undefined,
  summary: "Makes a static site in which the reader's browser runs the notebooks, with no server.",
  takes: "[FOLDER]",
  options: { from: { takes: "NOTEBOOKS", help: "the folder of the notebooks (those of the course)" } },
};

/** JupyterLite asks for it. */
const oldestPython = "3.10";

/** Makes the site and says how to see it. */
export async function site({ values, words }: Given): Promise<number> {
  const folder = words.length > 0 ? fromPerson(words[0]) : join(root, "dist", "site");
  const source = typeof values.from === "string" ? fromPerson(values.from) : join(root, "notebooks");
  refuseOthersFolder(folder);
  const environment = join(privateFolder, "site");
  await ensureSiteEnvironment(environment);
  const line = step("site");
  line.doing("building");
  await makeSite(folder, source, environment);
  line.done(`${filesBelow(folder).length} files`);
  console.log(
    `\n  ${folder}\n\nAny web server can serve it, for instance:\n  python -m http.server --directory ${folder}`,
  );
  return 0;
}

/** The environment that builds sites. */
export async function ensureSiteEnvironment(
  environment: string,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const requirements = join(root, "src", "lite", "requirements.txt");
  await ensureEnvironment(environment, requirements, () => findPython(variables, oldestPython));
}

/** Makes the site from all files below `source`. A site that was there is replaced when the new one is whole. */
export async function makeSite(folder: string, source: string, environment: string): Promise<void> {
  refuseOthersFolder(folder);
  const files = filesBelow(source).filter((file) => basename(file) !== "TEACHING.md");
  if (!files.some((file) => file.endsWith(".ipynb")))
    throw new Failure(`There are no notebooks below ${source}.`, "Name their folder: --from NOTEBOOKS");
  const texts = new Map(files.filter((file) => file.endsWith(".ipynb")).map((file) => [file, textOf(file)]));
  const made = `${folder}.new-${process.pid}`;
  const work = mkdtempSync(join(tmpdir(), "nablab-site-"));
  try {
    writeFileSync(join(work, "jupyter-lite.json"), liteFile(settings));
    mkdirSync(join(work, "notebooks"));
    writeFileSync(join(work, "notebooks", "jupyter-lite.json"), liteFile(notebookSettings));
    await build(made, work, environment);
    putIcons(made);
    for (const file of files)
      putFile(file, texts.get(file), join(made, "files", file.slice(source.length + 1)));
    listFolder(join(made, "files"), join(made, "api", "contents"), "");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameFile(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the pages are told; every address is relative, so that the site may lie below any path. */
const settings = {
  appName: "nablab",
  contentsAllJsonFile: "all.json",
  // What a reader changes stays in the browser, for this site alone.
  contentsStorageName: "nablab contents",
  settingsStorageName: "nablab settings",
  workspacesStorageName: "nablab workspaces",
  enableMemoryStorage: true,
  exposeAppInBrowser: true,
  faviconUrl: "./lab/favicon.ico",
};

/**
 * What the page of a single notebook is told besides. With a workspace it would save the list of recent files
 * before it opens the notebook, by a debouncer that waits for half a second, twice.
 */
const notebookSettings = { disabledExtensions: ["@jupyterlite/application-extension:resolver"] };

function liteFile(config: object): string {
  return JSON.stringify({ "jupyter-lite-schema-version": 0, "jupyter-config-data": config });
}

const apps = ["lab", "notebooks", "tree"];

async function build(made: string, work: string, environment: string): Promise<void> {
  // Beside one another, and beside none of a Jupyter's own.
  const extensions = join(work, "labextensions");
  for (const [name, place] of Object.entries({ nablab: builtFolder, [liteName]: liteFolder }))
    cpSync(place, join(extensions, name), { recursive: true });
  const words = [
    ...[pythonOf(environment), "-m", "jupyterlite_core", "build"],
    ...["--lite-dir", work, "--output-dir", made, "--no-sourcemaps", "--no-unused-shared-packages"],
    ...apps.flatMap((app) => ["--apps", app]),
    `--FederatedExtensionAddon.extra_labextensions_path=${extensions}`,
  ];
  const { status, stdout, stderr } = await run(words, { cwd: work });
  if (status === 0 && existsSync(join(made, "lab", "index.html"))) return;
  const said = `${stdout}${stderr}`.trim().split("\n");
  throw new Failure(`JupyterLite could not build the site: ${said.at(-1)}`);
}

/** A page of a notebook asks for icons that only Jupyter's server has. */
function putIcons(made: string): void {
  for (const name of ["busy-1", "notebook"])
    putFile(
      join(made, "notebooks", "favicon.ico"),
      undefined,
      join(made, "static", "favicons", `favicon-${name}.ico`),
    );
}

/** A server joins the lines in which a notebook's texts are kept; a page takes the file as it is. */
function textOf(file: string): string {
  try {
    return JSON.stringify(readNotebook(file).notebook, null, 1);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Failure(error.message, "Mend it, or take it out of the folder, and run the command again.");
  }
}

function putFile(file: string, text: string | undefined, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (text === undefined) cpSync(file, to);
  else writeFileSync(to, text);
}

/** What Jupyter's contents service would answer of a folder and of all below it. */
function listFolder(folder: string, api: string, path: string): void {
  const content = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const below = path === "" ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) listFolder(join(folder, entry.name), join(api, entry.name), below);
    return entryOf(join(folder, entry.name), entry.name, below);
  });
  mkdirSync(api, { recursive: true });
  writeFileSync(join(api, "all.json"), JSON.stringify({ ...entryOf(folder, basename(path), path), content }));
}

function entryOf(file: string, name: string, path: string): object {
  const stat = statSync(file);
  const isNotebook = name.endsWith(".ipynb");
  const type = stat.isDirectory() ? "directory" : isNotebook ? "notebook" : "file";
  const times = { created: stat.mtime.toISOString(), last_modified: stat.mtime.toISOString() };
  const format = type === "directory" ? "json" : null;
  return { name, path, type, ...times, content: null, format, mimetype: null, size: stat.isDirectory() ? null : stat.size, writable: true, hash: null, hash_algorithm: null }; // prettier-ignore
}

/** What stands there and is no site is not ours to remove. */
function refuseOthersFolder(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  if (isSite(folder)) return;
  throw new Failure(`${folder} is there already, and is no site.`, "Name a folder that is to be made.");
}
