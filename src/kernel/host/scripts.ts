// Scripts: how a text becomes code that runs.

export { constants, type RunningScriptOptions, Script } from "node:vm";
