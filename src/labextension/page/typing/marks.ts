// The marks of one cell's editor: underlines, gutter, and the quick fixes in their tooltip.

import { type Diagnostic, forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import type { CellModel } from "./jupyter";
import { type Element, browser } from "../browser";

/** As the kernel sends it. */
export interface Mark {
  start: number;
  length: number;
  severity: "error" | "warning";
  code: number;
  message: string;
  isUnfinished: boolean;
  fixes: readonly { title: string; edits: readonly Edit[] }[];
}

export interface Edit {
  start: number;
  length: number;
  text: string;
}

/** The answer about a cell, and the text that it is about. */
export interface Marked {
  text: string;
  marks: readonly Mark[];
}

/** How long what is unfinished on the line that is typed waits, in milliseconds. */
export const patience = 1000;

/** Whether something is on the line of the cursor of a view that is being typed in. */
function isOnTypedLine(view: EditorView, mark: Mark): boolean {
  if (!view.hasFocus) return false;
  const { doc, selection } = view.state;
  const line = doc.lineAt(selection.main.head);
  // What is missing at the end of the line is often told at the beginning of the next word below.
  return mark.start >= line.from && mark.start <= Math.min(line.to + 1, doc.length);
}

/**
 * Shows what is wrong with the text that the view has. Says whether something was held back, because its line
 * is still being typed: then what was there stays until the cursor has left the line, or `patience` has
 * passed.
 */
export function showMarks(
  view: EditorView,
  model: CellModel,
  { text, marks }: Marked,
  isTyping: boolean,
): boolean {
  if (view.state.doc.toString() !== text) return false;
  const isHeld = (mark: Mark): boolean => isTyping && mark.isUnfinished && isOnTypedLine(view, mark);
  const held = marks.some(isHeld);
  const wanted = marks.filter((mark) => !isHeld(mark)).map((mark) => diagnosticOf(mark, model, text));
  // A text that is no TypeScript has no other marks: those from before are right as far as anybody knows.
  const kept = held && wanted.length === 0 ? present(view) : wanted;
  view.dispatch(setDiagnostics(view.state, kept));
  return held;
}

export function clearMarks(view: EditorView): void {
  if (present(view).length > 0) view.dispatch(setDiagnostics(view.state, []));
}

/** The marks as they stand, which have followed the text. */
export function present(view: EditorView): Diagnostic[] {
  const found: Diagnostic[] = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => found.push({ ...diagnostic, from, to }));
  return found;
}

function diagnosticOf(mark: Mark, model: CellModel, text: string): Diagnostic {
  const { start, length, severity, message, fixes } = mark;
  const [from, to] = placeOf(text, start, length);
  return {
    ...{ from, to, severity, message },
    renderMessage: () => messageOf(message) as never,
    actions: fixes.map(({ title, edits }) => ({
      name: title,
      apply: (view: EditorView) => {
        applyEdits(view, model, text, edits);
        // The click has taken the cursor away, and an undo is to mean this cell.
        view.focus();
      },
    })),
  };
}

/**
 * At least one character of the text, so that there is something to see: at the end of a line the one before.
 */
function placeOf(text: string, start: number, length: number): [from: number, to: number] {
  if (length > 0) return [start, Math.min(start + length, text.length)];
  const isEnd = start >= text.length || text[start] === "\n";
  if (isEnd && start > 0 && text[start - 1] !== "\n") return [start - 1, start];
  return [start, Math.min(start + 1, text.length)];
}

/** Applies edits of a text to a view that still has it, in one step that one undo takes back. */
export function applyEdits(
  view: EditorView,
  model: CellModel,
  text: string,
  edits: readonly Edit[],
): boolean {
  if (view.state.doc.toString() !== text) return false;
  model.sharedModel.undoManager?.stopCapturing();
  view.dispatch({
    changes: edits.map(({ start, length, text: insert }) => ({ from: start, to: start + length, insert })),
    userEvent: "input.complete",
  });
  model.sharedModel.undoManager?.stopCapturing();
  return true;
}

/** The beginner's sentence as text, the compiler's below it in smaller letters. */
function messageOf(message: string): Element {
  const box = browser.document.createElement("div");
  box.className = "nablab-mark";
  for (const line of message.split("\n")) {
    const part = browser.document.createElement("div");
    part.className = /^TS\d+: /.test(line) && message !== line ? "nablab-mark-compiler" : "nablab-mark-line";
    part.textContent = line;
    box.appendChild(part);
  }
  return box;
}
