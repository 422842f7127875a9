// The TypeScript compiler of a page: the script that was loaded before, on the files in memory.

import type TypeScript from "typescript";
import { compilerFile, notebookFolder } from "../places";
import * as files from "./files";

type Compiler = typeof TypeScript;

let isSet = false;

export function loadCompiler(): Compiler {
  const { ts } = globalThis as unknown as { ts: Compiler & { setSys(system: object): void } };
  if (!isSet) ts.setSys(system);
  isSet = true;
  return ts;
}

/** The browser keeps what it has compiled. */
export function saveCompilerCache(): void {
  return undefined;
}

const isFolder = (path: string): boolean =>
  files.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path: string): boolean => files.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const nothing = (): void => undefined;

/** What the compiler asks of a system. */
const system = {
  args: [],
  newLine: "\n",
  useCaseSensitiveFileNames: true,
  write: nothing,
  exit: nothing,
  readFile: (path: string) => (isFile(path) ? files.readFileSync(path) : undefined),
  writeFile: nothing,
  resolvePath: (path: string) => path,
  fileExists: isFile,
  directoryExists: isFolder,
  createDirectory: nothing,
  getExecutingFilePath: () => compilerFile,
  getCurrentDirectory: () => notebookFolder,
  getDirectories: (path: string) =>
    isFolder(path) ? files.readdirSync(path).filter((name) => isFolder(`${path}/${name}`)) : [],
  readDirectory: () => [],
  realpath: (path: string) => path,
  getModifiedTime: () => new Date(0),
  createHash: (text: string) => String(text.length),
};
