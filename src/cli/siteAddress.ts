// Sites that `nablab site` has made: where one is, and the addresses of the notebooks in it.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure";

/** Whether a folder is a site that was made here. */
export function isSite(folder: string): boolean {
  return existsSync(join(folder, "jupyter-lite.json")) && existsSync(join(folder, "lab"));
}

/** The address of a site as a person gave it, with a slash at its end; a Failure where it leads to no server. */
export function siteAddress(given: string): string {
  const isAddress = URL.canParse(given, "http://localhost/") && !/[?#\s\\]/.test(given) && given !== "";
  const { protocol } = isAddress ? new URL(given, "http://localhost/") : { protocol: "" };
  if (protocol === "http:" || protocol === "https:") return given.endsWith("/") ? given : `${given}/`;
  throw new Failure(
    `--site takes the address of a site, but got "${given}".`,
    "Give one that begins with https://, or one relative to the book's folder, such as ../site/",
    2,
  );
}

/**
 * Where the reader's browser runs a notebook.
 *
 * @param site - the site's address, with a slash at its end; relative to a folder, or whole
 * @param notebook - the notebook's path in the site
 * @param up - leads from the page that has the link to that folder
 */
export function runAddress(site: string, notebook: string, up = "."): string {
  const isWhole = /^([a-z][a-z\d+.-]*:|\/)/i.test(site);
  const base = isWhole || up === "." ? site : `${up}/${site}`;
  return `${base}notebooks/index.html?path=${encodeURIComponent(notebook)}`;
}
