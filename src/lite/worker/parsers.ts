// The parsers of expressions as a script of the worker's: most lessons read no expression, and do without it.

import * as acorn from "acorn";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its ECMAScript modules are not read here
const numbers: unknown = require("mathjs/number");

Object.assign(globalThis, { "nablab.parsers": { acorn, "mathjs/number": numbers } });
