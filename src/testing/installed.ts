// What `npm test` has installed for the tests that start Python and Jupyter.

import { existsSync } from "node:fs";
import { pythonOf, venv, venvVariables } from "../cli/environment";

/** What a test needs to start Python and Jupyter of the project's environment. */
export interface Installed {
  python: string;
  /** The environment's folder. */
  folder: string;
  /** The environment variables for its processes. */
  variables: NodeJS.ProcessEnv;
}

/** The project's environment, which `npm test` has made; a test that needs it fails where it is missing. */
export function installed(): Installed {
  const python = pythonOf(venv);
  if (!existsSync(python))
    throw new Error(`There is no Python at ${python}: run \`npm test\` or \`npm start\` once.`);
  return { python, folder: venv, variables: venvVariables() };
}
