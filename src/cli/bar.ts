// A bar for work of many pieces. On a terminal it is redrawn in its line; elsewhere only its end is written.

const barWidth = 24;

export interface Bar {
  at(done: number, total: number): void;
  /** Closes the line with what has come out. */
  end(text: string): void;
}

/** Begins the bar of the thing `label`. */
export function bar(label: string, out: NodeJS.WriteStream = process.stdout): Bar {
  let last = "";
  const draw = (text: string): void => void out.write(`\r\x1b[K${text.slice(0, (out.columns || 80) - 1)}`);
  return {
    at(done, total) {
      last = `${done}/${total}`;
      if (out.isTTY) draw(`${label}  ${filled(done, total)}  ${last}`);
    },
    end(text) {
      const line = [label, `${last} cells`, text].filter(Boolean).join("  ");
      out.write(out.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
    },
  };
}

function filled(done: number, total: number): string {
  const full = total === 0 ? barWidth : Math.round((barWidth * done) / total);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}
