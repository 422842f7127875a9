// The user's scripts, as the worker knows them: from V8's places to those of the TypeScript that was written,
// and back.

import { readFileSync } from "node:fs";
import type { Debugger } from "node:inspector";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Stop, UserScript } from "../engine";
import { murmur2 } from "./murmur2";
import { type Position, TwoWayMap } from "./sourceMap";

interface Naming {
  /** The one that JupyterLab knows. */
  hashMethod: "Murmur2";
  hashSeed: number;
  tmpFilePrefix: string;
  tmpFileSuffix: string;
}

/** What a front end needs to know to name a cell's source as we do. */
export const naming: Naming = {
  hashMethod: "Murmur2",
  hashSeed: 0xc70f6907,
  tmpFilePrefix: `${join(tmpdir(), `nablab_${process.pid}`)}/`,
  tmpFileSuffix: ".ts",
};

/** The path of a cell with this source. No such file is written. */
export function pathOfCell(source: string): string {
  return `${naming.tmpFilePrefix}${murmur2(source, naming.hashSeed)}${naming.tmpFileSuffix}`;
}

/** A place in what the user has written; lines and columns count from 1. */
export interface Place {
  script: KnownScript;
  line: number;
  column: number;
}

export class KnownScript {
  /** What the inspector calls it. */
  readonly url: string;
  /** What the front end calls it. */
  readonly path: string;
  private decoded: TwoWayMap | undefined;

  readonly lines: number;

  constructor(readonly script: UserScript) {
    const { isCell, fileName, source } = script;
    this.lines = source.split("\n").length;
    this.url = isCell ? fileName : pathToFileURL(fileName).href;
    this.path = isCell ? pathOfCell(source) : fileName;
  }

  get source(): string {
    return this.script.source;
  }

  /** Where a place in the running text comes from. */
  original({ lineNumber, columnNumber = 0 }: Debugger.Location): Stop | undefined {
    const at = { line: lineNumber - this.script.above, column: columnNumber };
    return this.map === undefined ? at : this.map.original(at);
  }

  /** Where a place of the source is in the running text, as the inspector counts it. */
  generated(at: Stop): Position | undefined {
    const found = this.map === undefined ? at : this.map.generated(at);
    return found && { line: found.line + this.script.above, column: found.column };
  }

  private get map(): TwoWayMap | undefined {
    const { map } = this.script;
    return map === undefined ? undefined : (this.decoded ??= new TwoWayMap(map));
  }
}

export class Scripts {
  private readonly byUrl = new Map<string, KnownScript>();
  /** By script: V8's frames have no urls. */
  private readonly urls = new Map<string, string>();
  /** Sources of cells that the front end has named. */
  private readonly dumped = new Map<string, string>();

  /** A cell's source, which may never run. */
  dump(source: string): string {
    const path = pathOfCell(source);
    this.dumped.set(path, source);
    return path;
  }

  /** Takes a script in; a cell that runs again has another name only, a file may have changed. */
  add(script: UserScript): KnownScript {
    const made = new KnownScript(script);
    this.byUrl.set(made.url, made);
    return made;
  }

  parsed({ scriptId, url }: { scriptId: string; url: string }): void {
    if (url.startsWith("cell:") || url.startsWith("file:")) this.urls.set(scriptId, url);
  }

  at(path: string): KnownScript[] {
    return [...this.byUrl.values()].filter((known) => known.path === path);
  }

  /**
   * The text behind a path: of a script, of a cell that has not run, or of a file that no cell has loaded
   * yet.
   */
  source(path: string): string | undefined {
    return this.at(path).at(-1)?.source ?? this.dumped.get(path) ?? readFile(path);
  }

  /** Where V8 is in what the user wrote; undefined elsewhere. */
  place(location: Debugger.Location): Place | undefined {
    const script = this.byUrl.get(this.urls.get(location.scriptId) ?? "");
    const at = script?.original(location);
    // Where a cell's function ends, behind its last line.
    return script && at && { script, line: Math.min(at.line + 1, script.lines), column: at.column + 1 };
  }

  /** Forgets what belongs to a session of the inspector. */
  clear(): void {
    this.byUrl.clear();
    this.urls.clear();
  }
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch {
    return undefined;
  }
}
