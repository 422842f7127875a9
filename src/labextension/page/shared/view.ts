// @codemirror/view as the application has it: the bundler puts this file in the package's place.

import { alreadyLoaded } from "../application";

const view: object = alreadyLoaded("@codemirror/view");

export = view;
