// The output area under the controls of `interact`: the result of `f`, redrawn in place, its picture made
// when the controls rest.

import { randomUUID } from "node:crypto";
import { toBundle } from "../../display/bundle";
import { currentHost, type MimeBundle, type Output } from "../../display/host";
import { metadataOf } from "../../display/pngSize";
import { Figure, figureBundle } from "../figure";
import { pictureOf } from "../static/picture";
import type { Handle } from "./parted";

/**
 * So long after the last move, in milliseconds, the PNG is made by which a saved notebook shows the figure.
 */
const rest = 300;

export class OutputArea {
  private readonly displayId = `interact-${randomUUID()}`;
  private isShown = false;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;
  private handles: readonly Handle[] = [];

  /** Shows what `f` returned or, where that is nothing, what it has shown itself. */
  async show(result: unknown, outputs: readonly Output[], handles: readonly Handle[] = []): Promise<void> {
    this.handles = handles;
    const turn = ++this.turn;
    clearTimeout(this.timer);
    const last = outputs.findLast(({ value }) => value instanceof Figure) ?? outputs.at(-1);
    const shown = result === undefined ? (last?.value ?? last) : result;
    if (shown instanceof Figure) return this.showFigure(shown, turn);
    if (shown !== undefined && shown === last) return this.send(last.data);
    this.send(shown === undefined ? { "text/plain": "" } : await toBundle(shown));
  }

  private showFigure(figure: Figure, turn: number): void {
    const host = currentHost();
    const picture = async (): Promise<void> => {
      const drawn = await pictureOf(figure.toJSON());
      if (turn === this.turn) this.send(figureBundle(figure, drawn), host);
    };
    const isFirst = !this.isShown;
    this.send(figureBundle(figure), host);
    // The first picture belongs to the cell; later ones are made when the controls rest.
    if (isFirst) host.hold?.(picture());
    else if (host.textOnly !== true) this.timer = keepingNothingAlive(setTimeout(() => void picture(), rest));
  }

  private send(data: MimeBundle, host = currentHost()): void {
    const { displayId } = this;
    // By the id in the metadata our extension finds the output when the page has been loaded anew.
    const handles = this.handles.length > 0 ? { handles: this.handles } : {};
    const metadata = { ...metadataOf(data), nablab: { display_id: displayId, ...handles } };
    host.display({ data, metadata, displayId, update: this.isShown });
    this.isShown = true;
  }
}

/** In a page timers are numbers, and keep nothing alive anyway. */
function keepingNothingAlive(timer: NodeJS.Timeout): NodeJS.Timeout {
  if (typeof timer === "object") timer.unref();
  return timer;
}
