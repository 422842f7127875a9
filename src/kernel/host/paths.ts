// Paths of files, as the machine writes them and with forward slashes, and their URLs.

export { basename, dirname, extname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
export { fileURLToPath, pathToFileURL } from "node:url";
