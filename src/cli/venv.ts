// The project's own Python environment, made from requirements.txt.

import { readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pythonOf, root, venv } from "./environment";
import { Failure } from "./failure";
import { step } from "./progress";
import { findPython, type Python } from "./python";
import { run } from "./run";
import { readIfThere, sha256, writeWhole } from "./stamp";

/**
 * What an environment was made from and for: the requirements, its Python, its place (programs in it hold its
 * path).
 */
async function fingerprint(environment: string, requirements: string): Promise<string | undefined> {
  const { status, stdout } = await run([pythonOf(environment), "-c", "import sys; print(sys.version)"]);
  if (status !== 0) return undefined;
  return `${sha256(requirements)}\n${stdout.trim()}\n${realpathSync(environment)}\n`;
}

function stampOf(environment: string): string {
  return join(environment, ".nablab");
}

/** Whether the environment is whole and is what the requirements ask for today. */
export async function isReady(environment: string, requirements: string): Promise<boolean> {
  const stamp = readIfThere(stampOf(environment));
  return stamp !== undefined && stamp === (await fingerprint(environment, requirements));
}

/** Makes the environment unless it is there. What has begun and not ended is taken away again. */
export async function ensureEnvironment(
  environment: string = venv,
  requirementsFile: string = join(root, "requirements.txt"),
  find: () => Promise<Python> = findPython,
): Promise<void> {
  const line = step("environment");
  const requirements = readFileSync(requirementsFile, "utf8");
  if (await isReady(environment, requirements)) return line.done("up to date");
  const python = await find();
  line.doing(`Python ${python.version}, installing JupyterLab`);
  try {
    await make(python, environment, requirementsFile, (count) =>
      line.doing(`Python ${python.version}, installing JupyterLab: ${count} packages`),
    );
  } catch (error) {
    rmSync(environment, { recursive: true, force: true });
    throw error;
  }
  writeWhole(stampOf(environment), (await fingerprint(environment, requirements)) ?? "");
  line.done("done");
}

async function make(
  python: Python,
  environment: string,
  requirementsFile: string,
  onCount: (count: number) => void,
): Promise<void> {
  rmSync(environment, { recursive: true, force: true });
  const made = await run([...python.command, "-m", "venv", environment]);
  if (made.status !== 0) throw whyVenvFailed(python, made.stdout + made.stderr);
  let count = 0;
  const pip = [pythonOf(environment), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"];
  const installed = await run([...pip, "-r", requirementsFile], {
    env: withoutPlaces(process.env),
    onLine: (text) => {
      if (text.startsWith("Collecting")) onCount(++count);
    },
  });
  if (installed.status !== 0) throw whyPipFailed(installed.stdout + installed.stderr);
}

/** A person's settings of where pip installs to would lead out of the environment. */
function withoutPlaces(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const places = ["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME"];
  const kept = Object.entries(variables).filter(([name]) => !places.includes(name));
  return { ...Object.fromEntries(kept), PIP_USER: "0" };
}

function whyVenvFailed({ version, executable }: Python, output: string): Failure {
  return (
    diskFull(output) ??
    new Failure(`Python ${version} (${executable}) made no environment: ${lastLine(output)}`)
  );
}

/** The last one is all that pip says where it may not try again. */
const unreachable =
  /NewConnectionError|ConnectTimeout|ReadTimeout|timed out|ProxyError|SSLError|name resolution|unreachable|Connection (refused|reset)|from versions: none/i;

/** The sentence for a pip that failed. */
export function whyPipFailed(
  output: string,
  task: string = "install what requirements.txt asks for",
): Failure {
  if (!unreachable.test(output)) {
    return diskFull(output) ?? new Failure(`pip could not ${task}: ${lastLine(output)}`);
  }
  return new Failure(
    "pip cannot reach its package index.",
    "Check the network (or pip's index and proxy settings) and run the command again.",
  );
}

function diskFull(output: string): Failure | undefined {
  if (!/No space left on device|Errno 28/.test(output)) return undefined;
  return new Failure("The disk is full.", "Free about 1 GB and run the command again.");
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) ?? "it said nothing.";
}
