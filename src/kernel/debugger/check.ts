// What a breakpoint asks before it stops: a condition, for how manieth time it is come to, and whether it
// only writes.

/** Evaluates in the frame of the stop; rejects when it throws or takes longer than so many milliseconds. */
export type Evaluate = (code: string, timeout: number) => Promise<unknown>;

/** How long a condition may take, in milliseconds. */
const patience = 2000;

export class Check {
  private hits = 0;
  /** A condition that took too long is not asked again. */
  private isLate = false;

  constructor(
    readonly where: string,
    private readonly condition: string | undefined,
    private readonly hitCondition: string | undefined,
    /** Code that writes, of a breakpoint that does not stop. */
    private readonly log: string | undefined,
  ) {
    if (hitCondition !== undefined) isHit(0, hitCondition);
  }

  async holds(evaluate: Evaluate): Promise<boolean> {
    if (this.isLate || !(await this.isTrue(evaluate))) return false;
    if (this.hitCondition !== undefined && !isHit(++this.hits, this.hitCondition)) return false;
    if (this.log === undefined) return true;
    await this.limited(evaluate, this.log);
    return false;
  }

  private async isTrue(evaluate: Evaluate): Promise<boolean> {
    return this.condition === undefined || Boolean(await this.limited(evaluate, this.condition));
  }

  private async limited(evaluate: Evaluate, code: string): Promise<unknown> {
    const start = performance.now();
    try {
      return await evaluate(code, patience);
    } catch (error) {
      this.isLate = performance.now() - start >= patience;
      throw this.isLate ? new Error(`its condition takes more than ${patience} ms.`) : error;
    }
  }
}

/** A condition is a number, with a comparison or `%` before it. */
export function isHit(hit: number, condition: string): boolean {
  const [, sign, count] = /^\s*([<>=]=?|%)?\s*(\d+)\s*$/.exec(condition) ?? [];
  if (count === undefined)
    throw new Error(`"${condition}" is not a count of hits: write a number, or for instance > 5 or % 10.`);
  const wanted = Number(count);
  if (sign === ">") return hit > wanted;
  if (sign === ">=") return hit >= wanted;
  if (sign === "<") return hit < wanted;
  if (sign === "<=") return hit <= wanted;
  if (sign === "%") return hit % wanted === 0;
  return hit === wanted;
}
