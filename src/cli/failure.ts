// What a command says when it cannot go on.

/** Something a person can mend: shown as one sentence, without a stack, and the command ends with `status`. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status: number = 1,
  ) {
    super(message);
  }
}

/** A command line that cannot be understood; `usage` is shown below the sentence. */
export class UsageError extends Failure {
  constructor(
    message: string,
    readonly usage: string,
  ) {
    super(message, 2);
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
