// Modules that are not translated here: packages and what the host itself offers.

export { builtinModules, createRequire, default as Module, isBuiltin } from "node:module";
