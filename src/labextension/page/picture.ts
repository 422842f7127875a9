// What a notebook that is not trusted shows of a figure: the picture that is stored with it, else its line of
// words.

import { browser, type Element, type Model } from "./browser";

export function pictureOf({ data, metadata }: Model): Element {
  const { "image/png": png, "text/plain": words } = data;
  if (typeof png !== "string") {
    const line = browser.document.createElement("pre");
    line.textContent = String(words);
    return line;
  }
  const image = browser.document.createElement("img");
  image.src = `data:image/png;base64,${png}`;
  image.alt = String(words);
  // It has two pixels for one, and an image by itself does not know.
  const { width } = metadata["image/png"] ?? {};
  if (width !== undefined) image.width = width;
  image.style.maxWidth = "100%";
  return image;
}
