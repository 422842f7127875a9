// How it looks: the colours are the theme's own.

import { browser } from "../browser";

const rules = `
.nablab-mark, .nablab-signature { font-family: var(--jp-ui-font-family); font-size: var(--jp-ui-font-size1); }
.nablab-mark { max-width: 44em; white-space: pre-wrap; line-height: 1.4; }
.nablab-mark-compiler { color: var(--jp-ui-font-color2); font-size: var(--jp-ui-font-size0); }
.cm-editor .cm-tooltip:is(.nablab-signature, :has(.nablab-hover, .nablab-mark)) {
  background: var(--jp-layout-color1); color: var(--jp-ui-font-color1);
  border: 1px solid var(--jp-border-color1); border-radius: 2px; box-shadow: var(--jp-elevation-z4); z-index: 10000;
}
.cm-editor .cm-tooltip .cm-diagnostic { padding: 4px 8px; }
.cm-editor .cm-tooltip .cm-diagnosticAction {
  background: var(--jp-brand-color1); color: var(--jp-ui-inverse-font-color1, white); font-family: var(--jp-code-font-family);
  border-radius: 2px; padding: 1px 6px; margin: 4px 0 2px 0; display: inline-block;
}
.nablab-hover { max-width: 50em; max-height: 22em; overflow: auto; padding: 4px 8px; }
.nablab-hover pre, .nablab-hover .jp-RenderedHTMLCommon pre { margin: 0; padding: 0; }
.nablab-hover.jp-RenderedHTMLCommon > * { margin: 0 0 4px 0; }
.nablab-signature { max-width: 50em; padding: 3px 8px; }
.nablab-signature-line { font-family: var(--jp-code-font-family); font-size: var(--jp-code-font-size); white-space: pre-wrap; }
.nablab-signature-active { font-weight: bold; color: var(--jp-brand-color0); text-decoration: underline; }
.nablab-signature-count { color: var(--jp-ui-font-color2); margin-left: 1em; }
.nablab-signature-text { color: var(--jp-ui-font-color1); margin-top: 2px; }
body:has(.jp-Completer:not(.lm-mod-hidden)) .cm-tooltip.nablab-signature { display: none; }
.jp-Notebook .cm-editor:not(:has(.cm-lineNumbers)) .cm-gutters:has(.cm-gutter-lint) { background: transparent; border: none; }
.jp-Notebook .cm-editor .cm-gutter-lint { width: 1em; background: none; }
.jp-Notebook .cm-editor .cm-gutter-lint .cm-gutterElement { padding: 0; }
.jp-Notebook .cm-editor .cm-lint-marker { width: 0.8em; height: 0.8em; }
.nablab-stale .jp-InputPrompt { box-shadow: inset -3px 0 0 0 var(--jp-warn-color1); }
.nablab-problems { cursor: pointer; padding: 0 6px; font-size: var(--jp-ui-font-size1); color: var(--jp-ui-font-color1); line-height: 24px; }
`;

export function addStyle(): void {
  const style = browser.document.createElement("style");
  style.textContent = rules;
  browser.document.head.appendChild(style);
}
