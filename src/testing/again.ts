// Test files that failed in a run of all tests are run once more, one at a time, in continuous integration:
// kernels, servers and browsers of other test files share the machine's ports and time with them. What fails
// alone as well has failed; what passes alone is named as unsteady.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../cli/environment";

/** The variable that names the file into which the reporter writes the files that failed. */
export const failedVariable = "NABLAB_FAILED";

/** More than these are no accident of a busy machine. */
export const mostFilesAgain = 3;

/** The files that failed, from the top of the project; undefined where the runner ended without naming them. */
export function readFailed(list: string): string[] | undefined {
  return existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as string[]) : undefined;
}

/** Whether these failures are few enough to be run again. */
export function worthAgain(failed: readonly string[] | undefined): failed is readonly string[] {
  return failed !== undefined && failed.length > 0 && failed.length <= mostFilesAgain;
}

/** Runs test files with further environment variables; the exit status. */
export type RunFiles = (files: readonly string[], variables: NodeJS.ProcessEnv) => Promise<number>;

/** Runs all files together, then each of the few that failed alone; the exit status of what counts. */
export async function runWithAgain(
  files: readonly string[],
  runFiles: RunFiles,
  say: (line: string) => void,
  list: string = join(privateFolder, "failed.json"),
): Promise<number> {
  rmSync(list, { force: true });
  const status = await runFiles(files, { [failedVariable]: list });
  const failed = readFailed(list);
  if (status === 0 || !worthAgain(failed)) return status;
  say(`These test files failed beside others and are run once more, alone: ${failed.join(", ")}`);
  for (const file of failed) {
    const alone = await runFiles([file], { [failedVariable]: undefined });
    if (alone !== 0) return alone;
  }
  say(`Unsteady, since they failed beside others and passed alone: ${failed.join(", ")}`);
  return 0;
}
