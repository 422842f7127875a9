// Figures on their way to the page and back as pictures.

import { clearTimeout, setTimeout } from "../../kernel/intrinsics";
import type { ToWorker } from "./messages";
import { drawerKey, type Picture } from "./pictures";
import { post } from "./scope";

/** The chunk of a PNG that tells of 192 dots to an inch: the page paints two for each of its own. */
const density: readonly number[] = [
  ...[0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73],
  ...[0, 0, 0x1d, 0x87, 0, 0, 0x1d, 0x87, 1],
  ...[0x8f, 0xe5, 0xf1, 0x65],
];

/** What comes before it: the signature, and the chunk with width and height. */
const before = 33;

/**
 * A page in the background may draw nothing: the cell waits no longer than so many milliseconds. A surface
 * takes some 15 seconds where no graphics card draws it and the machine is busy.
 */
const patience = 60_000;

export class Painter {
  private readonly waiting = new Map<number, (picture: Picture) => void>();
  private sent = 0;

  /** The library finds it there. */
  install(): void {
    const value = (figure: object): Promise<Picture> => this.paint(figure);
    Object.defineProperty(globalThis, drawerKey, { value, configurable: true });
  }

  painted({ id, png, problem = "the page could not draw it" }: Extract<ToWorker, { kind: "picture" }>): void {
    this.waiting.get(id)?.(png === undefined ? { problem } : { png: withDensity(bytesOf(png)) });
  }

  private paint(figure: object): Promise<Picture> {
    const id = this.sent++;
    return new Promise((done) => {
      const end = (picture: Picture): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
        done(picture);
      };
      const timer = setTimeout(() => end({ problem: "the page did not draw it in time" }), patience);
      this.waiting.set(id, end);
      post({ kind: "draw", id, figure });
    });
  }
}

/** A canvas does not write it, and the picture would be shown twice as wide as the figure. */
export function withDensity(png: Uint8Array): Uint8Array {
  const whole = new Uint8Array(png.length + density.length);
  whole.set(png.subarray(0, before));
  whole.set(density, before);
  whole.set(png.subarray(before), before + density.length);
  return whole;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
