// A Firefox for the tests of the site in a second browser: the one that is there, else Debian's.

import { existsSync } from "node:fs";
import { findAllOnPath } from "../../cli/environment";
import { Failure } from "../../cli/failure";
import { step } from "../../cli/progress";
import { run } from "../../cli/run";
import type { Way } from "./findChromium";

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  win32: ["C:\\Program Files\\Mozilla Firefox\\firefox.exe"],
};

/** The Firefox to test with: FIREFOX_PATH, else the PATH, else the usual place. */
export function findFirefox(variables: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = variables.FIREFOX_PATH;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Failure(`FIREFOX_PATH says ${named}, and there is no such file. Mend it or unset it.`);
  }
  const found = [
    ...findAllOnPath(["firefox-esr", "firefox"], variables),
    ...(places[process.platform] ?? []),
  ];
  return found.find((file) => existsSync(file));
}

/** Installs a Firefox unless there is one. */
export async function ensureFirefox(
  variables: NodeJS.ProcessEnv = process.env,
  way: Way = installFromDebian,
  find: typeof findFirefox = findFirefox,
): Promise<string> {
  const line = step("Firefox");
  let said = "";
  if (find(variables) === undefined) {
    line.doing("installing");
    said = await way(variables);
  }
  const found = find(variables);
  if (found === undefined)
    throw new Failure(
      `${said}\n\nThe release's tests need Firefox, and none could be installed.`.trim(),
      "Install it (on Debian: apt install firefox-esr), or set FIREFOX_PATH to the one that you have, and run npm test again.",
    );
  line.done(found);
  return found;
}

/** As root on Debian, its package. */
async function installFromDebian(variables: NodeJS.ProcessEnv): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return "";
  const env = { ...variables, DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update", "-q"], { env });
  const install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "firefox-esr"];
  return (await run(install, { env })).stderr.trim();
}
