// The error with which a command ends: a sentence and the way out.

/**
 * Something a person can mend: shown as what happened and the way out, without a stack; the command ends with
 * `status`.
 */
export class Failure extends Error {
  constructor(
    readonly what: string,
    readonly wayOut: string = "",
    readonly status: number = 1,
  ) {
    super(`${what} ${wayOut}`.trim());
  }
}

/** A command line that cannot be understood; `usage` is shown below the sentence. */
export class UsageError extends Failure {
  constructor(
    what: string,
    readonly usage: string,
  ) {
    super(what, "", 2);
  }
}

/** What the system says when a file cannot be written. */
const unwritable = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR", "EFBIG", "ENAMETOOLONG"];

/** The sentence for a file or folder that could not be written; any other error as it is. */
export function whyNotWritten(place: string, error: unknown, wayOut: string): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new Failure(
      `${place} cannot be written: the disk is full.`,
      "Free some space and run the command again.",
    );
  return unwritable.includes(code) ? new Failure(`${place} cannot be written (${code}).`, wayOut) : error;
}

/** What the system refuses to a command that has no sentence of its own for it. */
function whyRefused(error: unknown): unknown {
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  const wayOut = "Give yourself the right to it, or name another place, and run the command again.";
  const refused = whyNotWritten(path ?? "A file", error, wayOut);
  const isRead = ["open", "scandir", "stat", "lstat"].includes(syscall);
  if (!isRead || !(refused instanceof Failure)) return refused;
  return new Failure(refused.what.replace("cannot be written (", "cannot be opened ("), refused.wayOut);
}

/** The sentence on the error stream, and the exit status. What nobody foresaw keeps its stack. */
export function report(thrown: unknown): number {
  const error = thrown instanceof Error ? whyRefused(thrown) : thrown;
  if (!(error instanceof Failure)) {
    console.error(error);
    return 1;
  }
  console.error(`nablab: ${error.message}`);
  if (error instanceof UsageError) console.error(`\n${error.usage}`);
  return error.status;
}
