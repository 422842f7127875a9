// The user's home and cache folder.

import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** The home folder, also where HOME is an empty text: what is kept there must not come beside the notebook. */
export function homeFolder(): string {
  try {
    return homedir() || userInfo().homedir || tmpdir();
  } catch {
    return tmpdir();
  }
}

/** The system's rule for a person's caches, and this package's folder there. */
export function userCacheFolder(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homeFolder();
  if (platform === "darwin") return join(home, "Library", "Caches", "nablab");
  if (platform === "win32")
    return join(variables.LOCALAPPDATA ?? join(home, "AppData", "Local"), "nablab", "Cache");
  return join(variables.XDG_CACHE_HOME || join(home, ".cache"), "nablab");
}
