// Errors that open with PyTorch's own sentence, so that a search for it finds the explanation, and end with
// the way out here.

type ErrorClass = new (message: string) => Error;

/**
 * The error for values that cannot be used together: PyTorch's sentence, then a line on what to do in nablab.
 */
export function refuse(sentence: string, wayOut: string): RangeError {
  return worded(RangeError, sentence, wayOut);
}

/** The same for an argument of the wrong kind. */
export function refuseType(sentence: string, wayOut: string): TypeError {
  return worded(TypeError, sentence, wayOut);
}

/** The same for what is right in itself but comes at the wrong time, as a second backward pass does. */
export function refuseState(sentence: string, wayOut: string): Error {
  return worded(Error, sentence, wayOut);
}

function worded<E extends ErrorClass>(kind: E, sentence: string, wayOut: string): InstanceType<E> {
  return new kind(`${sentence}\n${wayOut}`) as InstanceType<E>;
}
