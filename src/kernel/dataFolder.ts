// Where Jupyter keeps a person's data.

import { homedir } from "node:os";
import { join } from "node:path";

/** Where the cells of all sessions are kept; nowhere when NABLAB_HISTORY is `none`, as it is where no person types them. */
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
  const home = homedir();
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") return join(variables.APPDATA ?? join(home, "AppData", "Roaming"), "jupyter");
  return join(variables.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}
