// Where programs keep what they can make again.

import { homedir } from "node:os";
import { join } from "node:path";

/** The system's rule for a person's caches, and this package's folder there. */
export function userCacheFolder(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === "darwin") return join(home, "Library", "Caches", "nablab");
  if (platform === "win32")
    return join(variables.LOCALAPPDATA ?? join(home, "AppData", "Local"), "nablab", "Cache");
  return join(variables.XDG_CACHE_HOME || join(home, ".cache"), "nablab");
}
