// Whether the page may make code of text at all: without that neither a kernel nor JupyterLab's settings work.

import { browser } from "./browser";

const sentence =
  "Programs cannot run on this page: it is served with a Content-Security-Policy without 'unsafe-eval'. " +
  "Whoever serves the site has to allow it in script-src.";

const style = {
  position: "fixed",
  top: "0",
  left: "0",
  right: "0",
  margin: "0",
  padding: "0.75rem 1rem",
  zIndex: "10000",
  color: "#222",
  background: "#ffe08a",
  font: "1rem system-ui, sans-serif",
};

/** Says in front of the page, which has no menus and dialogs then, that the policy forbids programs. */
export function sayWhereNothingRuns(): void {
  if (mayEvaluate()) return;
  const banner = browser.document.createElement("p");
  banner.setAttribute("role", "alert");
  banner.textContent = sentence;
  Object.assign(banner.style, style);
  browser.document.body.appendChild(banner);
}

function mayEvaluate(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- whether it may be called is the question
    new Function("");
    return true;
  } catch {
    return false;
  }
}
