// @codemirror/state as the application has it: the bundler puts this file in the package's place.

import { alreadyLoaded } from "../application";

const state: object = alreadyLoaded("@codemirror/state");

export = state;
