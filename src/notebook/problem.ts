// Errors of notebook files: why one cannot be read, run or written.

/** Something a person can mend; the message is the whole sentence. */
export class Problem extends Error {
  override readonly name: string = "Problem";
}

/** What a run rejects with when it was told to end. */
export class Interrupted extends Problem {
  constructor() {
    super("interrupted. The file is as it was.");
  }
}
