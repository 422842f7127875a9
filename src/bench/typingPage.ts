// How long after the last key a mark appears in JupyterLab, in the last cell of lesson 12, of which nothing
// has run: measured in the page, from the key's event to the underline.
//
//     node dist/bench/typingPage.js [--rounds 20]

import { join } from "node:path";
import { root } from "../cli/environment";
import { eventually } from "../testing/browser/controls";
import { openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import * as inPageTyping from "../testing/browser/inPageTyping";
import { TypingNotebook } from "../testing/browser/typing";
import { readFileSync } from "node:fs";

/** Between two keys, in milliseconds: a quick typist's. */
const rhythm = 80;

function cellsOf(notebook: string): string[] {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => [source].flat().join(""));
}

async function main(): Promise<void> {
  const at = process.argv.indexOf("--rounds");
  const rounds = at < 0 ? 20 : Number(process.argv[at + 1]);
  const cells = [...cellsOf(join(root, "notebooks", "12-gradient-descent.ipynb")), "// here one types"];
  const last = cells.length - 1;
  const opened = await openFixture("fixtures/typing-times.ipynb", cells);
  const { page } = opened.lab;
  try {
    const typing = new TypingNotebook(page);
    await page.evaluate(inPage.cellNode, last);
    await typing.type(last, "begin");
    await typing.marksBecome(last, ["error: begin"]);
    await page.evaluate(inPageTyping.watchMarks);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await typing.type(last, "");
      await typing.marksBecome(last, []);
      const word = `planted${String.fromCharCode(97 + (round % 26))}`;
      await page.keyboard.type(word, { delay: rhythm });
      const time = await eventually(
        () => page.evaluate(inPageTyping.markedAfter, word),
        (seen) => seen !== undefined,
      );
      times.push(time ?? Infinity);
    }
    times.sort((a, b) => a - b);
    console.log(`A mark after the last key, ${rounds} times in ${last + 1} cells of which none has run:`);
    console.log(
      `median ${times[Math.floor(rounds / 2)].toFixed(0)} ms, most ${times.at(-1)!.toFixed(0)} ms.`,
    );
    console.log(times.map((time) => time.toFixed(0)).join(" "));
  } finally {
    await opened.close();
  }
}

void main();
