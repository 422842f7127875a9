// How many rounds a loop makes between two questions whether it is to end.

/** As many as take some milliseconds, and no more than this, since a call may take long at any time. */
const most = 1024;

/** The same of a loop that only computes, which is known by beginning with more than `most`. */
const mostComputed = 1 << 20;

/** In milliseconds: questions that follow so soon are too many, those so far apart too few. */
const [soon, late] = [1, 20];

export class Pace {
  private cameLate = false;

  /**
   * The rounds until the next question, after so many that took so many milliseconds. One question that comes late
   * says nothing of the loop: what ran before its first is none of its time.
   */
  next(made: number, since: number): number {
    const wasLate = this.cameLate;
    this.cameLate = since > late;
    if (since < soon) return Math.min(2 * made, made > most ? mostComputed : most);
    return wasLate && this.cameLate ? Math.max(1, made >> 2) : made;
  }
}
