// Where nobody can be asked.

/** The client cannot be asked; the name is the one that Jupyter's clients know. */
export class StdinNotImplementedError extends Error {
  override readonly name: string = "StdinNotImplementedError";
}

export const refusal: string =
  "prompt() and input() need someone to answer, but this run takes no input (allow_stdin is false). " +
  "Write the value into the cell.";
