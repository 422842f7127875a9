// What is said of a package that is not installed: the command that installs it, and the folder to run it in.

import { offered } from "../host/machine";
import { posix } from "../host/paths";

/** The package that a specifier names; undefined for files, URLs and `#names`. */
export function packageName(specifier: string): string | undefined {
  if (/^[./#]|^[a-z][a-z0-9+.-]+:/i.test(specifier)) return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

/** `exists` tells files and folders; paths have forward slashes. */
export function howToInstall(name: string, folder: string, exists: (path: string) => boolean): string {
  if (offered !== undefined)
    return `A page without a server has no package "${name}": cells can import ${offered.join(" and ")}.`;
  const where = installFolder(folder, exists);
  return `The package "${name}" is not installed. In a terminal, run "npm install ${name}" in the folder ${where}`;
}

/**
 * Where npm would install to: the nearest folder with a package.json or a node_modules, else the folder
 * itself.
 */
function installFolder(folder: string, exists: (path: string) => boolean): string {
  for (let at = folder; ; at = posix.dirname(at)) {
    if (exists(`${at}/package.json`) || exists(`${at}/node_modules`)) return at;
    if (at === posix.dirname(at)) return folder;
  }
}

/** Whether some folder at or above has a package of that name. */
export function isInstalled(name: string, folder: string, exists: (path: string) => boolean): boolean {
  for (let at = folder; ; at = posix.dirname(at)) {
    if (exists(`${at}/node_modules/${name}`)) return true;
    if (at === posix.dirname(at)) return false;
  }
}
