// Many modules in one file: the text of each, as a function, and V8's code of it.

import { statSync } from "node:fs";
import { readOwned, writeOwned } from "../host/ownedFile";

export interface Packed {
  file: string;
  /** How the file was. */
  stamp: string;
  text: string;
  code: Buffer;
}

const head = "(function (exports, require, module, __filename, __dirname) { ";

/** Where the text of a module begins in its first line. */
export const columnOffset: number = -head.length;

/** The text of a module, as a function of what a module gets. */
export function asFunction(text: string): string {
  return `${head}${text}\n})`;
}

/** A row of the table: with the lengths of the text and of the code in bytes. */
type Row = [file: string, stamp: string, text: number, code: number];

/** What stands in front. */
interface Table {
  /** How the file that wrote the pack was: another version of it may write others. */
  maker: string;
  rows: Row[];
}

/** The length of the table stands before it, in so many bytes. */
const lengthSize = 4;

/**
 * Changes whenever the file is written, put there or given another name. Packages come with the times that
 * their maker chose; when the file came to this disk is nobody's choice.
 */
export function stampOf(file: string): string {
  const { ctimeMs, mtimeMs, size } = statSync(file);
  return `${ctimeMs} ${mtimeMs} ${size}`;
}

/** Nothing where the pack is missing, damaged, not this person's own or of another version. */
export function readPack(path: string): Packed[] {
  const data = readOwned(path);
  if (data === undefined) return [];
  let at = lengthSize + data.readUInt32LE(0);
  const { maker, rows } = JSON.parse(data.toString("utf8", lengthSize, at)) as Table;
  if (maker !== stampOf(__filename)) return [];
  return rows.map(([file, stamp, textLength, codeLength]) => {
    const text = data.toString("utf8", at, (at += textLength));
    const code = data.subarray(at, (at += codeLength));
    return { file, stamp, text, code };
  });
}

export function writePack(path: string, modules: readonly Packed[]): void {
  const parts = modules.flatMap(({ text, code }) => [Buffer.from(text), code]);
  const rows = modules.map(({ file, stamp }, i): Row => {
    return [file, stamp, parts[2 * i].length, parts[2 * i + 1].length];
  });
  const table = Buffer.from(JSON.stringify({ maker: stampOf(__filename), rows } satisfies Table));
  const length = Buffer.alloc(lengthSize);
  length.writeUInt32LE(table.length);
  writeOwned(path, Buffer.concat([length, table, ...parts]));
}
