// A notebook into its file, as nbformat writes it.

import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Fields } from "../kernel/protocol/message";
import { type Bundle, type CellOutput, isCode, type Notebook, type NotebookCell } from "./format";
import { toJson } from "./json";
import { Problem } from "./problem";
import type { NotebookFile } from "./read";
import { renameFile } from "./renameFile";

/** The text of a notebook's file. */
export function notebookText({ cells, metadata, ...rest }: Notebook): string {
  const kept = without(metadata, ["orig_nbformat", "orig_nbformat_minor", "signature"]);
  try {
    return `${toJson({ ...rest, metadata: kept, cells: cells.map(storedCell) })}\n`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(
      `The notebook cannot be written: ${error.message}. Its metadata or outputs are nested too deeply.`,
    );
  }
}

/**
 * Puts `text` into the notebook's file, whole or not at all, unless it says so already; whether it was
 * written.
 */
export function saveNotebook({ path, text: before }: NotebookFile, text: string): boolean {
  if (text === before) return false;
  try {
    // A link stays a link.
    const file = realpathSync(path);
    refuseChanged(readFileSync(file, "utf8"), before);
    replaceFile(file, text);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`cannot be written: ${whyNot(error)}. The file is as it was.`);
  }
  return true;
}

/** What the system says, in a person's words where it is about room. */
function whyNot(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (["ENOSPC", "EDQUOT"].includes(code)) return "the disk is full (free some space, and run it again)";
  if (["EACCES", "EPERM", "EROFS"].includes(code))
    return `its folder takes no new file (${code}; give yourself the right to write there)`;
  return message;
}

function refuseChanged(now: string, before: string): void {
  if (now.replace(/^\ufeff/, "") === before) return;
  throw new Problem("was changed by another program while it ran. It is left as that program wrote it.");
}

/**
 * A new file takes the place of the old one, with its owner, group and mode. Nobody can have laid a link
 * under its name.
 */
function replaceFile(file: string, text: string): void {
  const before = statSync(file);
  if ((before.mode & 0o222) === 0) throw new Error("it is read-only");
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.new`);
  try {
    writeFileSync(temporary, text, { flag: "wx", mode: 0o600 });
    takeOver(temporary, before);
    renameFile(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The group is what a folder shares: where the owner cannot be kept, it is. */
function takeOver(file: string, { uid, gid, mode }: Stats): void {
  const now = statSync(file);
  for (const [owner, group] of [
    [uid, gid],
    [now.uid, gid],
  ] as const) {
    if (owner === now.uid && group === now.gid) break;
    try {
      chownSync(file, owner, group);
      break;
    } catch {
      // Only some may give files away.
    }
  }
  // Last: a change of owner takes bits of the mode away.
  chmodSync(file, mode & 0o7777);
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function storedCell(cell: NotebookCell): Fields {
  const { attachments } = cell;
  return {
    ...cell,
    metadata: without(cell.metadata, ["trusted"]),
    source: linesOf(cell.source),
    ...(attachments && {
      attachments: Object.fromEntries(Object.entries(attachments).map(storedAttachment)),
    }),
    ...(isCode(cell) && { outputs: cell.outputs.map(storedOutput) }),
  };
}

function storedAttachment([name, bundle]: [string, Bundle]): [string, Bundle] {
  return [name, storedBundle(bundle)];
}

function storedOutput(output: CellOutput): object {
  if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
  return "data" in output ? { ...output, data: storedBundle(output.data) } : output;
}

function storedBundle(bundle: Bundle): Bundle {
  const isText = (type: string): boolean =>
    type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      isText(type) && typeof content === "string" ? linesOf(content) : content,
    ]),
  );
}

/** Python's `splitlines(True)`: a list of lines with their ends, of which it knows more than two. */
const lineEnds = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const line = new RegExp(`[^${lineEnds}]*(?:\\r\\n|[${lineEnds}])|[^]+$`, "g");

function linesOf(text: string): string[] {
  return text.match(line) ?? [];
}
