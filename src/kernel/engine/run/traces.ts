// Stack frames in the user's terms: the cell's name, the line and column of the TypeScript he wrote, none of the engine's frames.

import { SourceMap } from "node:module";
import type { Compiled } from "../language/types";

export interface Traces {
  /** From now on the frames of this cell are shown under `name`. */
  name(cell: Compiled, name: string): void;
  /** A local file that was translated: its frames keep their file and get their lines. */
  local(path: string, map: string): void;
  /** Puts the user's places into a printed stack and takes the kernel's frames out. */
  rewrite(stack: string): string;
  /** Makes every `error.stack` of the process come out rewritten. */
  install(): void;
  /** The place of the first frame in the user's own code, with its source line. */
  firstPlace(stack: string): Place | undefined;
}

export interface Place {
  name: string;
  line: number;
  column: number;
  lineText: string;
}

interface Known {
  name: string;
  source?: string;
  map: () => SourceMap;
  /** Lines that stand before the translated text. */
  above: number;
  /** Last line of the translated text. */
  last: number;
}

/** A place in a frame: `cell:3:2:5` or `/folder/x.ts:2:5`. */
const PLACE = /(cell:\d+|(?:file:\/\/)?\/[^\s()]+?):(\d+):(\d+)/;

export function createTraces(hidden: (frame: string) => boolean = isKernelFrame): Traces {
  const known = new Map<string, Known>();
  const shown = new Map<string, Known>();

  function mapped(frame: string): string {
    return frame.replace(PLACE, (whole, file: string, line: string, column: string) => {
      const cell = known.get(file);
      if (!cell) return whole;
      const at = original(cell, Number(line), Number(column));
      return at ? `${cell.name}:${at.line}:${at.column}` : `${cell.name}`;
    });
  }

  function rewrite(stack: string): string {
    const lines = upToCell(stack.split("\n"));
    const kept = lines.filter((line) => !/^\s+at /.test(line) || !hidden(line));
    return kept.map((line) => (/^\s+at /.test(line) ? mapped(line) : line)).join("\n");
  }

  /** Below the line that calls the cell's function there is only the kernel. */
  function upToCell(lines: string[]): string[] {
    const entry = lines.findIndex((line) => {
      const found = /^\s+at /.test(line) && PLACE.exec(line);
      const cell = found && known.get(found[1]);
      return cell && Number(found[2]) > cell.last;
    });
    return entry < 0 ? lines : lines.slice(0, entry);
  }

  return {
    rewrite,
    name({ fileName, map, source, code }, name) {
      const before = known.get(fileName);
      const cell = before
        ? { ...before, name }
        : { name, source, map: lazily(map), above: 1, last: code.split("\n").length - 1 };
      known.set(fileName, cell);
      shown.set(name, cell);
    },
    local(path, map) {
      known.set(path, { name: path, map: lazily(map), above: 0, last: Infinity });
    },
    install() {
      Error.prepareStackTrace = (error, frames) =>
        rewrite([header(error), ...frames.map((frame) => `    at ${frame}`)].join("\n"));
    },
    firstPlace(stack) {
      for (const frame of stack.split("\n")) {
        const found = /^\s+at .*?(?:\(|\bat )?(Cell \[[^\]]*\]):(\d+):(\d+)\)?$/.exec(frame);
        const cell = found && shown.get(found[1]);
        if (!cell?.source) continue;
        const line = Number(found![2]);
        return {
          name: found![1],
          line,
          column: Number(found![3]),
          lineText: cell.source.split("\n")[line - 1] ?? "",
        };
      }
      return undefined;
    },
  };
}

function header(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function original(cell: Known, line: number, column: number): { line: number; column: number } | undefined {
  const entry = cell.map().findEntry(line - 1 - cell.above, column - 1) as {
    originalLine?: number;
    originalColumn?: number;
  };
  if (entry.originalLine === undefined) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn! + 1 };
}

/** A map is decoded when the first error needs it. */
function lazily(text: string): () => SourceMap {
  let map: SourceMap | undefined;
  return () => (map ??= new SourceMap(JSON.parse(text)));
}

function isKernelFrame(frame: string): boolean {
  return (
    frame.includes(__dirname) || /\(node:(vm|internal)\b/.test(frame) || frame.includes(" node:internal/")
  );
}
