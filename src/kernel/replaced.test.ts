import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { perLane } from "../testing/lane";
import { before, Kernel } from "../notebook/kernel";
import type { OutputMessage } from "../notebook/outputs";

/** A kernel that does not answer for so long never will, in milliseconds. */
const patience = 60_000;
/** Of so many deeds one is done. */
const step = perLane({ quick: 61, usual: 17, release: 17 });
const replacing = join(__dirname, "..", "testing", "replacing.js");

/** Names by which the kernel's own code reads properties, with those that the language reads. */
function names(): string[] {
  const found = new Set(["0", "1", "length", "then", "toJSON", "get", "set", "value", "constructor"]);
  for (const folder of ["", "engine", "engine/execute", "handlers", "protocol", "requests", "output"])
    for (const file of readdirSync(join(__dirname, folder)).filter((name) => /^\w+\.js$/.test(name))) {
      const text = readFileSync(join(__dirname, folder, file), "utf8");
      for (const [, name] of text.matchAll(/\.([a-z]\w*)/g)) found.add(name);
    }
  return [...found].filter((name) => !(name in {}));
}

const setup = `const replacing = require(${JSON.stringify(replacing)}) as typeof import(${JSON.stringify(replacing)});
const symbols = Reflect.ownKeys(Symbol).map((key) => (Symbol as any)[key]).filter((one) => typeof one === "symbol");
const deeds = replacing.deeds([...${JSON.stringify(names())}, ...symbols]);
const act = (i: number): number => { replacing.commit(deeds[i]); return i; };
const nameOf = (i: number): string => deeds[i].name;
deeds.length`;

class Tried {
  private kernel: Kernel | undefined;

  constructor(private readonly folder: string) {}

  /** Text of a cell's result, or of what it failed with. */
  async run(code: string): Promise<string> {
    const heard: OutputMessage[] = [];
    const running = this.kernel!.execute(code, (message) => heard.push(message));
    const reply = await before(running, patience, new Error("the cell does not end"));
    const result = heard.find(({ type }) => type === "execute_result");
    const data = result?.content.data as Record<string, string> | undefined;
    return data?.["text/plain"] ?? `${String(reply.status)}: ${String(reply.evalue)}`;
  }

  /** The number of deeds. */
  async start(): Promise<number> {
    await this.close();
    const command = {
      name: "kernel",
      argv: [process.execPath, join(__dirname, "main.js"), "{connection_file}"],
    };
    this.kernel = (await Kernel.start(command, this.folder)).kernel;
    return Number(await this.run(setup));
  }

  async close(): Promise<void> {
    await this.kernel?.kill();
  }
}

void test("whatever a cell does to a built-in, the next cell gives its value", async () => {
  const folder = mkdtempSync(join(tmpdir(), "replaced-"));
  const tried = new Tried(folder);
  try {
    const count = await tried.start();
    assert.ok(count > 8_000, `only ${count} deeds are known`);
    const wrong: string[] = [];
    for (let i = 0; i < count; i += step) {
      // Each is the next cell of the deed before.
      const shown = await tried.run(`act(${i}) + 0.5`).catch((error: Error) => error.message);
      if (shown === String(i + 0.5)) continue;
      await tried.start();
      const names = await tried.run(`[${Math.max(0, i - step)}, ${i}].map(nameOf).join(", then ")`);
      wrong.push(`${names}: ${shown}`);
    }
    assert.deepEqual(wrong, []);
  } finally {
    await tried.close();
    rmSync(folder, { recursive: true });
  }
});
