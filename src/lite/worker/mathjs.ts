// mathjs as a script of the worker's.

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its ECMAScript modules are not read here
const mathjs: unknown = require("mathjs");

Object.assign(globalThis, { "nablab.mathjs": mathjs });
