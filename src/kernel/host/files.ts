// The files that the kernel reads and writes, on a server those of its machine.

export { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
