// The random numbers of a drill: the same seed asks the same questions on every machine.

import { wrongValue } from "../errors";
import { Generator } from "../tensor/random";

/** What a drill draws its numbers from. */
export class DrillRandom {
  private readonly generator: Generator;

  constructor(seed: number) {
    // Small seeds that follow each other are to begin with numbers that have nothing to do with each other.
    this.generator = new Generator((seed * 7919 + 104729) % 2 ** 32);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    if (Number.isInteger(low) && Number.isInteger(high) && low <= high)
      return low + Math.floor(this.generator.uniform64() * (high - low + 1));
    const hint = "Give the lowest and the highest, for instance random.integer(1, 6).";
    throw wrongValue({ fn: "random.integer", argument: "low, high", got: [low, high], wanted: "whole numbers in order", hint }); // prettier-ignore
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const isList: boolean = Array.isArray(items);
    if (isList && items.length > 0) return items[this.integer(0, items.length - 1)];
    throw wrongValue({ fn: "random.pick", argument: "items", got: items, wanted: "a list of at least one item" }); // prettier-ignore
  }
}
