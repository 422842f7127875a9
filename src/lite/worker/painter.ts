// Figures on their way to the page and back as pictures.

import { clearTimeout, setTimeout } from "../../kernel/intrinsics";
import type { ToWorker } from "./messages";
import { drawerKey, type Picture } from "./pictures";
import { post } from "./scope";

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
    this.waiting.get(id)?.(png === undefined ? { problem } : { png: bytesOf(png) });
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

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
