// Node's own report of the tests, with the slowest files before its summary; the files that failed are written
// down for a second run (`again.ts`).

import { writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Readable } from "node:stream";
import { type TestEvent, spec } from "node:test/reporters";
import { failedVariable } from "./again";

const shown = 10;

/** When the test of each file began and when its last result came, in milliseconds. */
type Times = Map<string, { began: number; ended: number }>;

function note(times: Times, { type, data }: TestEvent, now: number): void {
  const file = data !== undefined && "file" in data ? data.file : undefined;
  if (file === undefined) return;
  if (type === "test:dequeue" && !times.has(file)) times.set(file, { began: now, ended: now });
  const time = times.get(file);
  if (time !== undefined && type === "test:complete") time.ended = now;
}

/** The lines that name the slowest files. */
function slowest(times: Times): string[] {
  const source = (file: string): string =>
    relative(process.cwd(), file).replace(/^dist([\\/].*)\.js$/, "src$1.ts");
  const seconds = [...times].map(([file, { began, ended }]) => [file, (ended - began) / 1000] as const);
  const lines = seconds
    .sort(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([file, time]) => `${time.toFixed(1).padStart(7)} s  ${source(file)}`);
  return lines.length < 2 ? [] : [`the ${lines.length} slowest files of ${times.size}`, ...lines];
}

/** The file of a test that failed; one that ended before its tests is known by its name. */
function failedFile({ type, data }: TestEvent): string | undefined {
  if (type !== "test:fail") return undefined;
  return data.file ?? (data.nesting === 0 ? data.name : undefined);
}

function writeFailed(failed: ReadonlySet<string>): void {
  const list = process.env[failedVariable];
  if (list === undefined) return;
  writeFileSync(list, JSON.stringify([...failed].map((file) => relative(process.cwd(), file))));
}

/** The first line of Node's summary. */
function beginsSummary({ type, data }: TestEvent): boolean {
  return type === "test:diagnostic" && data.nesting === 0 && /^tests \d+$/.test(data.message);
}

async function* withSlowest(source: AsyncIterable<TestEvent>): AsyncGenerator<TestEvent> {
  const times: Times = new Map();
  const failed = new Set<string>();
  let told = false;
  for await (const event of source) {
    note(times, event, performance.now());
    const file = failedFile(event);
    if (file !== undefined) failed.add(resolve(file));
    if (!told && beginsSummary(event)) {
      told = true;
      for (const message of slowest(times)) yield { type: "test:diagnostic", data: { nesting: 0, message } };
    }
    yield event;
  }
  writeFailed(failed);
}

/** The reporter, as `node --test --test-reporter` takes it. */
async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const text of Readable.from(withSlowest(source)).pipe(new spec())) yield String(text);
}

export = report;
