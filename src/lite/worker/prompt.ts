// `prompt()` and `input()` in a page: the question goes to the front end, and the worker waits for its answer.

import type { Header, Outgoing } from "../../kernel/protocol/message";
import { KeyboardInterrupt } from "../../kernel/requests/interrupts";
import type { Prompt } from "../../kernel/requests/prompt";
import { currentScope } from "../../kernel/requests/requestScope";
import { refusal, StdinNotImplementedError } from "../../kernel/requests/stdinRefusal";
import type { PageInterrupts } from "./interrupts";

const noLine =
  "prompt() and input() wait for an answer by the page's service worker, and this browser has none here " +
  "(a private window, or a page that is not served by https): write the value into the cell.";

export function makePrompt(
  interrupts: PageInterrupts,
  send: (message: Outgoing, parent: Header) => void,
): Prompt {
  return (question = "", options) => {
    const scope = currentScope();
    if (scope === undefined || !scope.allowStdin) throw new StdinNotImplementedError(refusal);
    if (!interrupts.isConnected) throw new StdinNotImplementedError(noLine);
    const password = typeof options === "object" && options.password === true;
    const { seen } = interrupts;
    send({ type: "input_request", content: { prompt: `${question}`, password } }, scope.parent);
    const { value } = interrupts.ask({ ask: "answer", seen }) ?? {};
    if (value === undefined) throw new KeyboardInterrupt("the question was interrupted");
    return value;
  };
}
