// What checking while one types costs in the kernel: processor time a key, of the first marks, and memory, in
// one lesson.
//
//     node dist/bench/typing.js [--rounds 20] [NOTEBOOK]

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { NotebookEngine } from "../kernel/engine/notebookEngine";
import type { DraftCell, Editing } from "../kernel/editing";

const root = join(__dirname, "..", "..");

interface Options {
  rounds: number;
  notebook: string;
}

function optionsOf(words: readonly string[]): Options {
  const at = words.indexOf("--rounds");
  const rounds = at < 0 ? 20 : Number(words[at + 1]);
  const rest = words.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  return { rounds, notebook: resolve(rest[0] ?? join(root, "notebooks", "12-gradient-descent.ipynb")) };
}

function codeCells(notebook: string): DraftCell[] {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }, i) => ({ id: String(i), text: [source].flat().join("") }));
}

/** The processor time of a piece of work, in milliseconds. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

class Measured {
  readonly rows: string[] = ["| | CPU, median | CPU, most |", "| --- | ---: | ---: |"];

  constructor(
    private readonly editing: Editing,
    private readonly cells: readonly DraftCell[],
    private readonly rounds: number,
  ) {}

  /**
   * The question behind a key, as the kernel answers it: what takes longer than its budget is left for a
   * question of its own.
   */
  private question(cells: readonly DraftCell[], focus: string): number {
    let isPending = true;
    let most = 0;
    while (isPending) {
      const time = cpu(() => ({ isPending } = this.editing.diagnose(cells, { focus, budget: 100 })));
      most = Math.max(most, time);
    }
    return most;
  }

  /** One key after another at the end of a cell. */
  keys(name: string, index: number, text: (key: number) => string): void {
    const times = Array.from({ length: this.rounds }, (_, key) => {
      const changed = this.cells.map((cell, i) =>
        i === index ? { ...cell, text: cell.text + text(key) } : cell,
      );
      return this.question(changed, String(index));
    }).sort((a, b) => a - b);
    const [median, most] = [times[Math.floor(times.length / 2)], times.at(-1)!];
    this.rows.push(`| ${name} | ${median.toFixed(0)} ms | ${most.toFixed(0)} ms |`);
  }
}

/** What is in use, in MB, when all that could go has gone. */
function settled(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

function main(): void {
  const { rounds, notebook } = optionsOf(process.argv.slice(2));
  const engine = new NotebookEngine({ folder: dirname(notebook), provided: new Map() });
  const cells = codeCells(notebook);
  while (engine.warm());
  const before = settled();
  const editing = engine.editing();
  const first = cpu(() => void editing.diagnose(cells));
  const last = cells.length - 1;
  const measured = new Measured(editing, cells, rounds);
  const word = "\nconst planted = slopeOfTheLine";
  measured.keys("a key in the last cell, nothing wrong", last, (key) => `\nconst q${key} = ${key};`);
  measured.keys("a key in the last cell, an unknown name", last, (key) => word.slice(0, word.length - key));
  measured.keys("a key in a text that is not finished", last, (key) => `\nMath.max(${key}`);
  measured.keys("a key in a declaration of the first cell", 0, (key) => `\nconst r${key} = ${key};`);
  measured.keys("a key in a comment of the first cell", 0, (key) => `\n// ${key}`);
  const after = settled();
  console.log(measured.rows.join("\n"));
  console.log(`\nFirst marks of ${cells.length} cells of which none has run: ${first.toFixed(0)} ms of CPU.`);
  console.log(`Memory that stays: ${(after - before).toFixed(0)} MB.`);
  console.log(`The extension's script: ${(sizeOfScript() / 1024).toFixed(1)} KB.`);
}

function sizeOfScript(): number {
  const folder = join(root, "dist", "labextension", "built", "static");
  const name = readdirSync(folder).find((file) => file.startsWith("remoteEntry."))!;
  return statSync(join(folder, name)).size;
}

main();
