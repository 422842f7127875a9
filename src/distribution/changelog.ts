// CHANGELOG.md, in the form of Keep a Changelog: what has not been released becomes the section of a version.

import { Failure } from "../cli/failure";

const unreleased = "## [Unreleased]";

/** A changelog with the section of a new version, and that section alone. */
export interface Cut {
  text: string;
  section: string;
}

/** Moves what stands under "Unreleased" below the heading of a version; an error where nothing does. */
export function cutChangelog(text: string, version: string, date: string): Cut {
  const at = text.indexOf(unreleased);
  if (at < 0)
    throw new Failure(`CHANGELOG.md has no heading "${unreleased}".`, "Write it above the newest version.");
  if (text.includes(`\n## [${version}]`)) throw new Failure(`CHANGELOG.md has a section ${version} already.`);
  const rest = text.slice(at + unreleased.length);
  const end = rest.search(/\n## \[/);
  const body = (end < 0 ? rest : rest.slice(0, end)).trim();
  if (body === "")
    throw new Failure(
      `CHANGELOG.md says nothing under "${unreleased}".`,
      "Write what has changed, for its readers.",
    );
  const section = `## [${version}] - ${date}\n\n${body}\n`;
  const older = end < 0 ? "" : rest.slice(end);
  return { text: `${text.slice(0, at)}${unreleased}\n\n${section}${older}`, section };
}
