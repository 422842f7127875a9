// Judging a student's answer: right, open or wrong, with what helps, and never with the right answer.

import { inspect } from "node:util";
import { compare } from "../display/compare";
import { currentHost } from "../display/host";
import { escapeHtml } from "../display/markup";
import { todoWasUsed } from "../display/todo";
import { hasNaN, readAnswer, type Values } from "./answer";
import type { Rules } from "./options";
import { say } from "./sentences";

interface Verdict {
  state: "right" | "open" | "wrong";
  /** The lines below the mark. */
  lines: string[];
}

const colours: Record<Verdict["state"], string> = { right: "#1a7f37", open: "#9a6700", wrong: "#cf222e" };

/** Which wrong answers were given under a name: a further one gets the next hint. */
const wrongAnswers = new Map<string, Set<string>>();

/** Shows what there is to say about an answer. */
export function judge(name: string, mine: unknown, right: Values, rules: Rules): void {
  const { state, lines } = verdictOn(name, mine, right, rules);
  const html = lines.map(escapeHtml).join("<br>");
  const data = {
    "text/html": `<span style="color: ${colours[state]}">${html}</span>`,
    "text/plain": lines.join("\n"),
  };
  currentHost().display({ data });
}

function verdictOn(name: string, mine: unknown, right: Values, rules: Rules): Verdict {
  const read = readAnswer(mine, rules.at);
  switch (read.kind) {
    case "open":
      return { state: "open", lines: [say("○ {name}: todo", { name })] };
    case "nothing":
      return wrong(
        name,
        [say("✗ {name}: nothing came; does the function return its result?", { name })],
        rules.hints,
      );
    case "stopped": {
      const { message } = read;
      return wrong(
        name,
        [say("✗ {name}: the function stops with an error: {message}", { name, message })],
        rules.hints,
        message,
      );
    }
    case "unlike":
      return wrong(name, [
        say("✗ {name}: {answer} cannot be compared; a number, text, or a list of them is asked for", {
          name,
          answer: brief(read.value),
        }),
      ]);
    case "values":
      return compared(name, read.values, right, rules);
  }
}

function compared(name: string, mine: Values, right: Values, rules: Rules): Verdict {
  const found = compare(mine, right, rules.tolerance);
  if (found.mismatch === undefined && found.differences.length === 0)
    return { state: "right", lines: [say("✓ {name}", { name })] };
  // A sum with `todo` in it is NaN.
  if (hasNaN(mine) && !hasNaN(right) && todoWasUsed())
    return { state: "open", lines: [say("○ {name}: todo, or not a number (NaN)", { name })] };
  const mistake = rules.known.find(({ values }) => agree(mine, values, rules));
  const [line] = [wrongLine(name, mine, found, rules)];
  if (mistake !== undefined) return { state: "wrong", lines: [line, mistake.sentence] };
  return wrong(name, [line], rules.hints, inspect(mine, { depth: 9 }));
}

function agree(left: Values, right: Values, { tolerance }: Rules): boolean {
  const { mismatch, differences } = compare(left, right, tolerance);
  return mismatch === undefined && differences.length === 0;
}

function wrongLine(name: string, mine: Values, found: ReturnType<typeof compare>, { at }: Rules): string {
  if (found.mismatch !== undefined || found.differences.some((d) => typeof d.actual !== typeof d.expected))
    return say("✗ {name}: {answer} has another form than what is asked for", { name, answer: brief(mine) });
  const [{ where, actual }] = found.differences;
  if (at !== undefined && where !== "") {
    const place = brief(at[Number(/\d+/.exec(where))]);
    const answer = brief(actual);
    return say("✗ {name}: at {place} it gives {answer}, which is not right yet", { name, place, answer });
  }
  const answer = brief(mine);
  if (where === "") return say("✗ {name}: not {answer} yet", { name, answer });
  return say("✗ {name}: not {answer} yet, look at {place}", { name, answer, place: where });
}

function wrong(name: string, lines: string[], hints: readonly string[] = [], answer: string = ""): Verdict {
  if (hints.length === 0) return { state: "wrong", lines };
  const given = wrongAnswers.get(name) ?? new Set();
  wrongAnswers.set(name, given.add(answer));
  const number = Math.min(given.size, hints.length);
  const hint = hints[number - 1];
  const total = hints.length;
  const text = total === 1 ? say("Hint: {hint}", { hint }) : say("Hint {number} of {total}: {hint}", { number, total, hint }); // prettier-ignore
  return { state: "wrong", lines: [...lines, text] };
}

/** A value as a student wrote it, without the tail of a rounding error. */
function brief(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toPrecision(10)));
  if (typeof value === "string") return value.length > 80 ? `${value.slice(0, 79)}…` : value;
  if (Array.isArray(value)) {
    const items = value.slice(0, 8).map(brief);
    return `[${[...items, ...(value.length > 8 ? ["…"] : [])].join(", ")}]`;
  }
  const text = inspect(value, { depth: 1, maxArrayLength: 6, breakLength: Infinity });
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
