// The two files that people install: those that a release has built and tests, else built here.

import { join } from "node:path";
import { ownVersion } from "../cli/environment";
import { npmPack } from "./packageFiles";
import { buildWheel } from "./wheel";

/** Where the files are that are to be tested. */
const built = process.env.NABLAB_BUILT;

/** The wheel; made in the folder where it is not there yet. */
export async function wheelFile(folder: string): Promise<string> {
  return built === undefined ? buildWheel(folder) : join(built, `nablab-${ownVersion()}-py3-none-any.whl`);
}

/** The npm package's tarball. */
export async function tarballFile(folder: string): Promise<string> {
  return built === undefined
    ? join(folder, (await npmPack(folder)).filename)
    : join(built, `nablab-${ownVersion()}.tgz`);
}
