// One line for each step of a command. On a terminal the line says what goes on; elsewhere it is written
// once.

const labelWidth = 14;

/** A step whose line is open until `done`. */
export interface Step {
  /** What is done now, in the present: "installing". */
  doing(text: string): void;
  /** Closes the line with what has come out. */
  done(text: string): void;
}

let lineIsOpen = false;

/** Begins the line of a step; nothing is written before there is something to say. */
export function step(label: string, out: NodeJS.WriteStream = process.stdout): Step {
  const begun = Date.now();
  let worked = false;
  const head = label.padEnd(labelWidth);
  return {
    doing(text) {
      if (worked && !out.isTTY) return;
      out.write(`${worked ? "\r\x1b[K" : ""}${head}${text} … `);
      worked = true;
      lineIsOpen = true;
    },
    done(text) {
      out.write(worked ? `${text} (${seconds(Date.now() - begun)})\n` : `${head}${text}\n`);
      lineIsOpen = false;
    },
  };
}

/** Ends the open line of a step that failed, so that what went wrong begins a line of its own. */
export function endLine(out: NodeJS.WriteStream = process.stdout): void {
  if (lineIsOpen) out.write("failed\n");
  lineIsOpen = false;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
