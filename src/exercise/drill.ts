// drill: an exercise whose numbers change at a command.

import { inspect } from "node:util";
import { refuseUnknownOptions, requireFunction, wrongType, wrongValue } from "../errors";
import { currentHost } from "../display/host";
import type { Answer } from "./answer";
import { requireName } from "./exercise";
import { judge } from "./judge";
import { type ExerciseOptions, readOptions, readRight } from "./options";
import { DrillRandom } from "./random";
import { say } from "./sentences";

/** One question of a drill: what is asked, in Markdown, and what is right. */
export interface DrillQuestion extends ExerciseOptions {
  ask: string;
  right: Answer;
}

/** A question that is being asked. */
export class Drill {
  private question: DrillQuestion;

  /** @internal */
  constructor(
    private readonly name: string,
    private readonly make: (random: DrillRandom) => DrillQuestion,
    private asked: number,
  ) {
    this.question = this.pose(asked);
  }

  /** The seed of the question that is asked: the same seed gives the same numbers to everybody. */
  get seed(): number {
    return this.asked;
  }

  /** What is asked. */
  get ask(): string {
    return this.question.ask;
  }

  /** Judges an answer, as `exercise` does. */
  answer(mine: Answer): void {
    const { right, rtol, atol, hint, known, at } = this.question;
    const rules = readOptions("drill", { rtol, atol, hint, known, at });
    judge(this.title(), mine, readRight("drill", right, rules.at), rules);
  }

  /** Asks with new numbers: those of the given seed, else of the next one. */
  next(seed: number = this.asked + 1): void {
    this.question = this.pose(requireSeed("next", seed));
    this.asked = seed;
  }

  private title(): string {
    return say("{name} (seed {seed})", { name: this.name, seed: this.asked });
  }

  private pose(seed: number): DrillQuestion {
    const question: unknown = this.make(new DrillRandom(seed));
    if (!isQuestion(question)) {
      const wanted = "a function that returns { ask: text, right: … }";
      throw wrongType({ fn: "drill", argument: "make", got: question, wanted });
    }
    const title = say("{name} (seed {seed})", { name: this.name, seed });
    currentHost().display({
      data: { "text/markdown": `**${title}** ${question.ask}`, "text/plain": `${title} ${question.ask}` },
    });
    return question;
  }
}

/** How a drill is printed. A computed name in a class has no written type for a declaration file. */
Object.defineProperty(Drill.prototype, inspect.custom, {
  value(this: Drill) {
    return `${this.ask} (seed ${this.seed})`;
  },
});

function isQuestion(value: unknown): value is DrillQuestion {
  if (typeof value !== "object" || value === null) return false;
  return "ask" in value && typeof value.ask === "string" && "right" in value;
}

/**
 * Asks a question with random numbers, shows its seed, and returns what judges the answers: `answer(mine)`,
 * and `next()` for new numbers. A class that uses the same seed has the same numbers.
 *
 * @param name what is practised
 * @param make makes a question of random numbers: `random.integer(low, high)`, `random.pick(items)`; it
 *   returns `ask` (Markdown), `right` and, if it likes, the options of `exercise`
 * @param options `seed`, a whole number; 1 where it is not given
 * @throws TypeError, RangeError where `make` returns no question, and for a seed that is no whole number
 * @example
 * ```ts
 * const slope = drill("a parabola's slope", (random) => {
 *   const [a, x] = [random.integer(2, 9), random.integer(1, 5)];
 *   return { ask: `f(t) = ${a}t². What is f′(${x})?`, right: derivative((t) => a * t ** 2, x) };
 * });
 * // => f(t) = 9t². What is f′(2)? (seed 1)
 * slope.answer(40)
 * // => ✗ a parabola's slope (seed 1): not 40 yet
 * slope.answer(36)
 * // => ✓ a parabola's slope (seed 1)
 * ```
 */
export function drill(
  name: string,
  make: (random: DrillRandom) => DrillQuestion,
  options: { seed?: number } = {},
): Drill {
  requireName("drill", name);
  requireFunction("drill", make, "(random) => ({ ask, right })");
  refuseUnknownOptions("drill", options, ["seed"]);
  return new Drill(name, make, requireSeed("drill", options.seed ?? 1));
}

function requireSeed(fn: string, seed: unknown): number {
  if (typeof seed === "number" && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw wrongValue({ fn, argument: "seed", got: seed, wanted: "a whole number from 0 to 2^32 - 1" });
}
