// `prompt()` and `input()`: a question to the person, answered before the next line of the cell runs.

import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { Atomics, Object } from "../intrinsics";
import { type Answer, type FromMain, shared } from "../wire/link";
import { KeyboardInterrupt } from "./interrupts";
import { currentScope } from "./requestScope";
import { refusal, StdinNotImplementedError } from "./stdinRefusal";

export interface PromptOptions {
  /** Hides what is typed. */
  password?: boolean;
}

/** Asks the person and waits for the line. */
export type Prompt = (question?: string, options?: PromptOptions | string) => string;

/** The function for cells; the worker sends the question and wakes the thread with the answer. */
export function makePrompt(post: (message: FromMain) => void, memory: Int32Array, port: MessagePort): Prompt {
  return (question = "", options) => {
    const scope = currentScope();
    if (scope === undefined || !scope.allowStdin) throw new StdinNotImplementedError(refusal);
    const password = typeof options === "object" && options.password === true;
    const content = { prompt: `${question}`, password };
    const answered = Atomics.load(memory, shared.answers);
    const { identities, parent } = scope;
    post({ kind: "ask", identities, message: { type: "input_request", content, parent } });
    Atomics.wait(memory, shared.answers, answered);
    const { value } = (receiveMessageOnPort(port)?.message ?? {}) as Answer;
    if (value === undefined) throw new KeyboardInterrupt("the question was interrupted");
    return value;
  };
}

/** Makes both names known to all cells. */
export function installPrompt(prompt: Prompt): void {
  Object.assign(globalThis, { prompt, input: prompt });
}
