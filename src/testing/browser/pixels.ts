// The pixels of a picture, read by the browser itself.

import type { Page } from "playwright-core";

/** A picture's size and its pixels, four bytes each: red, green, blue, opacity. */
export interface Pixels {
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** Decodes a PNG. */
export async function pixelsOf(page: Page, png: Uint8Array): Promise<Pixels> {
  const { width, height, text } = await page.evaluate(decode, Buffer.from(png).toString("base64"));
  return { width, height, bytes: Buffer.from(text, "base64") };
}

/** How many pixels have nearly this colour. */
export function countOf({ bytes }: Pixels, color: readonly number[]): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    if (color.every((channel, k) => Math.abs(bytes[i + k] - channel) <= 12)) count++;
  }
  return count;
}

// What follows runs in the page.

interface Context {
  drawImage(image: object, x: number, y: number): void;
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

declare const document: {
  createElement(tag: string): { width: number; height: number; getContext(kind: "2d"): Context };
};
declare function createImageBitmap(blob: Blob): Promise<{ width: number; height: number }>;

async function decode(base64: string): Promise<{ width: number; height: number; text: string }> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = "";
  for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192));
  return { width: image.width, height: image.height, text: btoa(text) };
}
