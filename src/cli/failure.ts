// What a command says when it cannot go on.

/** Something a person can mend: shown as what happened and the way out, without a stack; the command ends with `status`. */
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

/** The sentence on the error stream, and the exit status. What nobody foresaw keeps its stack. */
export function report(error: unknown): number {
  if (!(error instanceof Failure)) {
    console.error(error);
    return 1;
  }
  console.error(`nablab: ${error.message}`);
  if (error instanceof UsageError) console.error(`\n${error.usage}`);
  return error.status;
}
