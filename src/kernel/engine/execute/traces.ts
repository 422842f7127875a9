// Stack frames in the user's terms: the cell's name, the line and column of the TypeScript he wrote, none of
// the engine's frames.

import { frameText, SourceMap } from "../../host/stacks";
import { fileURLToPath, relative, sep } from "../../host/paths";
import { withIntrinsics } from "../../restored";
import type { UserScript } from "../../engine";
import type { Compiled } from "../language/types";

/** A line of code that a frame stands for. */
export interface Place {
  line: number;
  column: number;
  lineText: string;
}

/** A source map, decoded when it is needed. */
interface Lazily {
  text: string;
  decoded(): SourceMap;
}

/** Code of the user's that was translated. */
interface Known {
  name: string;
  source: string;
  map: Lazily | undefined;
  /** Lines that stand before the translated text. */
  above: number;
  /** Last line of the translated text. */
  last: number;
}

export interface TraceOptions {
  /** The notebook's folder: files are named as seen from there. */
  folder: string;
  /**
   * The kernel's own package: its frames are left out where any of the user's is there, and the kernel's
   * always.
   */
  ownFolder: string;
  kernelFolder: string;
}

/** How many pieces of code are remembered. */
const KEEP = 2000;

/**
 * A place in a raw frame: `cell:3:2:5` or `/folder/x.ts:2:5`. A folder's name may hold blanks and brackets.
 */
const RAW =
  /(cell:\d+|(?<=\bat (?:async )?|\()(?:(?:file:\/\/)?\/|[A-Za-z]:\\)(?:(?!\), ).)*?):(\d+):(\d+)(?=\)?$)/;
/** The same in a frame that was rewritten. */
const SHOWN = /^\s+at (?:async )?(?:.*?\()?(.+), line (\d+), column (\d+)\)?$/;
const FRAME = /^\s+at /;

export class Traces {
  private readonly known = new Map<string, Known>();
  private readonly shown = new Map<string, Known>();

  constructor(private readonly options: TraceOptions) {}

  /** From now on the frames of this cell are shown under `name`. */
  name({ fileName, map, source, code }: Compiled, name: string): void {
    const last = code.split("\n").length - 1;
    const map_ = this.known.get(fileName)?.map ?? lazily(map);
    this.remember(fileName, { name, source, map: map_, above: 1, last });
  }

  /** A local file that was translated. */
  local(path: string, map: string | undefined, source: string): void {
    const name = relative(this.options.folder, path).split(sep).join("/");
    this.remember(path, {
      name,
      source,
      map: map === undefined ? undefined : lazily(map),
      above: 0,
      last: Infinity,
    });
  }

  /** The code that is known by a file name. */
  script(fileName: string): UserScript | undefined {
    const known = this.known.get(fileName);
    if (known === undefined) return undefined;
    const { name, source, map, above } = known;
    return { fileName, name, source, map: map?.text, above, isCell: fileName.startsWith("cell:") };
  }

  /** All code that is known. */
  scripts(): UserScript[] {
    return [...this.known.keys()].map((fileName) => this.script(fileName)!);
  }

  /** Makes every `error.stack` of the process come out rewritten. */
  install(): void {
    // So that a deep library does not push the cell's own frames out.
    Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 50);
    Error.prepareStackTrace = (error, frames) =>
      this.rewrite(
        [
          header(error),
          ...(frames as unknown as readonly string[]).map((frame) => `    at ${frameText(`${frame}`)}`),
        ].join("\n"),
      );
  }

  /**
   * Puts the user's places into a printed stack and takes out the frames that are not his. Does it once only.
   */
  rewrite(stack: string): string {
    return withIntrinsics(() => this.rewritten(stack));
  }

  private rewritten(stack: string): string {
    const lines = this.upToCell(stack.split("\n"));
    const ofUser = lines.some((line) => this.knownIn(line) !== undefined || SHOWN.test(line));
    return lines
      .filter((line) => !FRAME.test(line) || !this.isHidden(line, ofUser))
      .map((line) => (FRAME.test(line) ? this.translated(line) : line))
      .join("\n");
  }

  /** The code that a rewritten frame stands for, if it is the user's. */
  place(frame: string): Place | undefined {
    const found = SHOWN.exec(frame);
    const known = found && this.shown.get(found[1]);
    if (!known) return undefined;
    const line = Number(found[2]);
    return { line, column: Number(found[3]), lineText: known.source.split("\n")[line - 1] ?? "" };
  }

  private remember(file: string, known: Known): void {
    for (const [map, key] of [
      [this.known, file],
      [this.shown, known.name],
    ] as const) {
      map.delete(key);
      map.set(key, known);
      if (map.size > KEEP) map.delete(map.keys().next().value!);
    }
  }

  private knownIn(line: string): Known | undefined {
    const found = FRAME.test(line) && RAW.exec(line);
    return found ? this.known.get(found[1]) : undefined;
  }

  /** Below the line that calls the cell's function there is only the kernel. */
  private upToCell(lines: string[]): string[] {
    const entry = lines.findIndex((line) => {
      const cell = this.knownIn(line);
      return cell !== undefined && Number(RAW.exec(line)![2]) > cell.last;
    });
    return entry < 0 ? lines : lines.slice(0, entry);
  }

  private isHidden(frame: string, ofUser: boolean): boolean {
    const { ownFolder, kernelFolder } = this.options;
    if (/\(node:| node:/.test(frame) || frame.includes(kernelFolder)) return true;
    return ofUser && frame.includes(ownFolder);
  }

  private translated(frame: string): string {
    return frame.replace(RAW, (whole, file: string, line: string, column: string) => {
      const known = this.known.get(file);
      if (known === undefined) return shortened(whole);
      const at = original(known, Number(line), Number(column));
      return at ? `${known.name}, line ${at.line}, column ${at.column}` : known.name;
    });
  }
}

function header(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

/**
 * Files of packages are named from their package on: the rest is the same in every frame, and of this machine
 * only.
 */
function shortened(place: string): string {
  const path = place.startsWith("file:") ? pathOf(place) : place;
  const at = path.lastIndexOf(`${sep}node_modules${sep}`);
  return at < 0 ? path : path.slice(at + 1);
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

function original({ map, above }: Known, line: number, column: number): Omit<Place, "lineText"> | undefined {
  // A text that was left as it is has the places that it is run with.
  if (map === undefined) return { line, column };
  const { originalLine, originalColumn } = map.decoded().findEntry(line - 1 - above, column - 1) as Partial<
    Record<"originalLine" | "originalColumn", number>
  >;
  if (originalLine === undefined || originalColumn === undefined) return undefined;
  return { line: originalLine + 1, column: originalColumn + 1 };
}

/** A map is decoded when the first error needs it. */
function lazily(text: string): Lazily {
  let map: SourceMap | undefined;
  const decoded = (): SourceMap =>
    (map ??= new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]));
  return { text, decoded };
}
