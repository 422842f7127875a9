// What keeps JupyterLab itself from starting, said in front of a page that has no menus and dialogs then:
// a policy that forbids to make code of text, a browser that lets the site keep nothing at all.

import { browser } from "./browser";
import { canStore, hasLocalStorage } from "./storage";

const noPrograms =
  "Programs cannot run on this page: it is served with a Content-Security-Policy without 'unsafe-eval'. " +
  "Whoever serves the site has to allow it in script-src.";

const noStorage =
  "The lessons cannot start: this browser blocks cookies and the data of this site. " +
  "Allow them for this site, then load the page again.";

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

/** Says what keeps the page from starting, if something does. */
export function sayWhatStopsThePage(): void {
  if (!mayEvaluate()) showBanner(noPrograms);
  if (hasLocalStorage()) return;
  void canStore().then((canKeepFiles) => {
    if (!canKeepFiles) showBanner(noStorage);
  });
}

function showBanner(sentence: string): void {
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
