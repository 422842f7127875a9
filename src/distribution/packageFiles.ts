// The files of the npm package, as npm itself lists them, and the npm packages that it needs when it runs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../cli/environment";
import { Failure } from "../cli/failure";
import { run } from "../cli/run";

/** What npm packs. */
export interface Packed {
  /** The tarball's name and bytes. */
  filename: string;
  size: number;
  /** The files, from the top of the package. */
  files: readonly { path: string; size: number }[];
}

/** Packs the package into a folder, or only lists it. The build is what it is: nothing is built. */
export async function npmPack(into?: string): Promise<Packed> {
  const where = into === undefined ? ["--dry-run"] : ["--pack-destination", into];
  const { status, stdout, stderr } = await runNpm(["pack", "--json", "--ignore-scripts", ...where]);
  if (status !== 0) throw new Failure(`npm pack failed: ${stderr.trim()}`);
  const [packed] = JSON.parse(stdout) as Packed[];
  return packed;
}

/** The npm that runs us, else the one on the PATH. */
export function npmCommand(): readonly string[] {
  const npm = process.env.npm_execpath ?? "";
  return /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ["npm"];
}

/** Runs npm at the top of the project. */
export function runNpm(args: readonly string[], cwd: string = root): ReturnType<typeof run> {
  const command = npmCommand();
  return run([...command, ...args], { cwd, shell: command.length === 1 && process.platform === "win32" });
}

/** A package of npm's that nablab needs when it runs. */
export interface Dependency {
  name: string;
  version: string;
  licence: string;
  /** Its folder, from the top of the project. */
  folder: string;
}

interface Locked {
  version: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
}

/** All packages that `npm install nablab` brings, by the lockfile. */
export function runtimeDependencies(): Dependency[] {
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  const needed = Object.entries(packages).filter(
    ([folder, { link, dev, devOptional }]) => folder !== "" && !link && !dev && !devOptional,
  );
  return needed.map(([folder, { version, license = "" }]) => {
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    return { name, version, licence: license, folder };
  });
}
