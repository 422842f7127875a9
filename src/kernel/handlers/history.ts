// The handler of history_request.

import type { Entry } from "../history/store";
import type { Fields, Request } from "../protocol/message";
import { read, readWord } from "../protocol/read";
import type { Reply } from "../protocol/replies";
import type { Context } from "./context";

export function history({ content }: Request, context: Context): Reply<"history_request"> {
  const output = read(content, "output", "boolean", false);
  const history = entries(content, context).map(
    ({ session, line, input, output: text }): [number, number, unknown] => [
      session,
      line,
      output ? [input, text] : input,
    ],
  );
  return { status: "ok", history };
}

function entries(content: Fields, { history }: Context): Entry[] {
  const number = (name: string, otherwise: number): number => read(content, name, "number", otherwise);
  switch (readWord(content, "hist_access_type", ["tail", "range", "search"])) {
    case "tail":
      return history.tail(number("n", 10));
    case "range":
      return history.range({
        session: number("session", 0),
        start: number("start", 0),
        stop: number("stop", Infinity),
      });
    case "search":
      return history.search({
        pattern: read(content, "pattern", "string", "*"),
        n: number("n", Infinity),
        unique: read(content, "unique", "boolean", false),
      });
  }
}
