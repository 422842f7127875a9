// Bars for work of many pieces. On a terminal those that are under way share the last line; elsewhere only
// the end of each is written.

const barWidth = 24;

export interface Bar {
  at(done: number, total: number): void;
  /** Closes the line with what has come out. */
  end(text: string): void;
}

const between = "  ";

/** The bars under way, and what each looks like. */
const underWay = new Map<Bar, string>();

/** Begins the bar of the thing `label`. */
export function bar(label: string, out: NodeJS.WriteStream = process.stdout): Bar {
  let last = "";
  const draw = (): void => {
    const width = Math.floor(((out.columns || 80) + 1) / underWay.size) - between.length;
    out.write(`\r\x1b[K${[...underWay.values()].map((text) => text.slice(0, width)).join(between)}`);
  };
  const self: Bar = {
    at(done, total) {
      last = `${done}/${total}`;
      underWay.set(self, `${label}  ${filled(done, total)}  ${last}`);
      if (out.isTTY) draw();
    },
    end(text) {
      const line = [label, `${last} cells`, text].filter(Boolean).join("  ");
      underWay.delete(self);
      out.write(out.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
    },
  };
  return self;
}

function filled(done: number, total: number): string {
  const full = total === 0 ? barWidth : Math.round((barWidth * done) / total);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}
