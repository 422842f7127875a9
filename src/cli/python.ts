// Finds a Python that can make the project's environment.

import { Failure } from "./failure";
import { run } from "./run";

/** A Python that answered. */
export interface Python {
  /** How it is called: `["python3"]`, `["py", "-3"]`. */
  command: readonly string[];
  version: string;
  executable: string;
  /** Whether it has the modules that environments are made with; Debian leaves them out of its python3. */
  makesEnvironments: boolean;
}

const oldest = "3.9";

/** The names under which systems install Python; the general ones first. */
export const candidates: readonly (readonly string[])[] = [
  ["python3"],
  ["python"],
  ["py", "-3"],
  ...["3.14", "3.13", "3.12", "3.11", "3.10", "3.9"].map((version) => [`python${version}`]),
];

/** Old enough for Python 2 to understand, so that it can be told by its version. */
const question = `import sys
print(".".join(map(str, sys.version_info[:3])))
print(sys.executable)
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    print("no venv")
`;

async function ask(command: readonly string[], variables: NodeJS.ProcessEnv): Promise<Python | undefined> {
  const { status, stdout } = await run([...command, "-c", question], { env: variables });
  const [version, executable, modules] = stdout.trim().split(/\r?\n/);
  if (status !== 0 || modules === undefined) return undefined;
  return { command, version, executable, makesEnvironments: modules === "venv" };
}

/** The first Python that will do, this version or newer, or the sentence that says what is missing. */
export async function findPython(
  variables: NodeJS.ProcessEnv = process.env,
  least: string = oldest,
): Promise<Python> {
  const refused: Python[] = [];
  for (const command of candidates) {
    const python = await ask(command, variables);
    if (python === undefined) continue;
    if (python.makesEnvironments && atLeast(python.version, least)) return python;
    refused.push(python);
  }
  throw whyNone(refused, least);
}

/** Whether a dotted version is `wanted` or newer. */
export function atLeast(version: string, wanted: string): boolean {
  const [left, right] = [version, wanted].map((text) => text.split(".").map(Number));
  const differs = right.findIndex((part, i) => part !== (left[i] ?? 0));
  return differs === -1 || (left[differs] ?? 0) > right[differs];
}

function whyNone(refused: readonly Python[], least: string): Failure {
  const recent = refused.find(({ version }) => atLeast(version, least));
  if (recent !== undefined) {
    const [major, minor] = recent.version.split(".");
    return new Failure(
      `Python ${recent.version} (${recent.executable}) has no venv module to make an environment with.`,
      `Install it (on Debian and Ubuntu: apt install python${major}.${minor}-venv) and run the command again.`,
    );
  }
  const found =
    refused.length === 0 ? "none was found" : `${refused[0].executable} is Python ${refused[0].version}`;
  return new Failure(
    `Python ${least} or newer is needed, and ${found}.`,
    "Install a current one (from https://www.python.org, or on Debian and Ubuntu: apt install python3 python3-venv) " +
      "and run the command again.",
  );
}
