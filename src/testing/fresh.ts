// Fresh installations for the tests: an empty home, an environment with Jupyter in it, and nothing else on
// the PATH.

import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pythonOf, root } from "../cli/environment";
import { findPython } from "../cli/python";
import { run } from "../cli/run";

/** Runs a command that must succeed; what it prints. */
export async function succeed(
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd?: string,
): Promise<string> {
  const { status, stdout, stderr } = await run(command, { env, cwd });
  if (status !== 0) throw new Error(`${command.join(" ")}\nended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * What a process is told in an empty home, with the programs of these folders alone, without a way to other
 * machines.
 */
export function bareVariables(home: string, folders: readonly string[]): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  const nowhere = "http://127.0.0.1:9";
  return {
    HOME: home,
    LANG: "C.UTF-8",
    PATH: folders.join(delimiter),
    http_proxy: nowhere,
    https_proxy: nowhere,
    no_proxy: "127.0.0.1,localhost",
    NODE_OPTIONS: `--require ${join(root, "src", "testing", "offline.cjs")}`,
    NABLAB_CALLS: join(home, "calls.txt"),
  };
}

/** Makes a Python environment with the project's Jupyter and these further packages. */
export async function freshEnvironment(folder: string, packages: readonly string[]): Promise<string> {
  const { command } = await findPython();
  await succeed([...command, "-m", "venv", folder]);
  await pipInstall(folder, "-r", join(root, "requirements.txt"), ...packages);
  return pythonOf(folder);
}

/** pip in an environment, whatever a person has set about where it installs to. */
async function pipInstall(environment: string, ...words: readonly string[]): Promise<void> {
  const pip = [pythonOf(environment), "-m", "pip", "install", "-q", "--disable-pip-version-check"];
  await succeed([...pip, ...words], {
    ...process.env,
    PIP_USER: "0",
    PIP_TARGET: undefined,
    PIP_PREFIX: undefined,
  });
}
