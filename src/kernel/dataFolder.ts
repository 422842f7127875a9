// Jupyter's data folder of a user.

import { join } from "node:path";
import { homeFolder } from "./host/cacheFolder";

/**
 * Where the cells of all sessions are kept; nowhere when NABLAB_HISTORY is `none`, as it is where no person
 * types them.
 */
export function historyFolder(variables: NodeJS.ProcessEnv = process.env): string | undefined {
  return variables.NABLAB_HISTORY === "none"
    ? undefined
    : join(userDataFolder(variables), "nablab", "history");
}

/** Jupyter's own rule for a person's data folder. */
export function userDataFolder(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (variables.JUPYTER_DATA_DIR) return variables.JUPYTER_DATA_DIR;
  const home = homeFolder();
  // Jupyter's own setting, for the folders that its library `platformdirs` names; on Linux they are the same.
  const named = !["", "no", "n", "false", "off", "0", "0.0"].includes(
    (variables.JUPYTER_PLATFORM_DIRS ?? "").toLowerCase(),
  );
  if (named && platform === "darwin") return join(home, "Library", "Application Support", "Jupyter");
  if (named && platform === "win32")
    return join(variables.LOCALAPPDATA ?? join(home, "AppData", "Local"), "Jupyter");
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") return join(variables.APPDATA ?? join(home, "AppData", "Roaming"), "jupyter");
  return join(variables.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}
