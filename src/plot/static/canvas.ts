// The part of a 2-D canvas that plotly's heat maps draw with: filled rectangles and pixels put in place.

import { fullPng } from "./png";

interface CanvasElement {
  width: number;
  height: number;
}

interface ImageData {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** A canvas's pixels, made when they are first drawn on. */
export class Canvas2d {
  fillStyle = "#000";
  private readonly pixels: Uint8ClampedArray;
  private readonly width: number;
  private readonly height: number;

  constructor({ width, height }: CanvasElement) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8ClampedArray(4 * width * height);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const color = parseColor(this.fillStyle);
    const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))];
    const right = Math.min(this.width, Math.round(x + width));
    const bottom = Math.min(this.height, Math.round(y + height));
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        this.pixels.set(color, 4 * (row * this.width + column));
      }
    }
  }

  createImageData(width: number, height: number): ImageData {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  putImageData({ width, data }: ImageData, x: number, y: number): void {
    const rows = Math.min(data.length / (4 * width), this.height - y);
    const count = Math.min(width, this.width - x);
    for (let row = 0; row < rows; row++) {
      const line = data.subarray(4 * width * row, 4 * (width * row + count));
      this.pixels.set(line, 4 * ((y + row) * this.width + x));
    }
  }

  toDataURL(): string {
    const png = fullPng({ width: this.width, height: this.height, bytes: this.pixels });
    return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  }
}

/** `rgb(…)`, `rgba(…)` and `#rrggbb`, as plotly's colour scales write them. */
function parseColor(text: string): number[] {
  if (text.startsWith("#")) {
    const digits =
      text.length === 4 ? [...text.slice(1)].map((digit) => digit + digit).join("") : text.slice(1);
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)).concat(255);
  }
  const [r = 0, g = 0, b = 0, opacity = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, opacity * 255];
}
