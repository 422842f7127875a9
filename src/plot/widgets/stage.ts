// The place under the controls where the result of `f` stands: redrawn in place, its picture made when the controls rest.

import { randomUUID } from "node:crypto";
import { toBundle } from "../../display/bundle";
import { currentHost, type MimeBundle, type Output } from "../../display/host";
import { metadataOf } from "../../display/pngSize";
import { Figure } from "../figure";
import { pictureAtLeisure } from "../static/picture";

/** So long after the last move, in milliseconds, the PNG is made by which a saved notebook shows the figure. */
const rest = 300;
/** On a busy machine a PNG may not be drawn in time, or be lost with another that was not: then it is tried again, with more time. */
const mostTries = 3;

export class Stage {
  private readonly displayId = `interact-${randomUUID()}`;
  private isShown = false;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  /** Shows what `f` returned or, where that is nothing, what it has shown itself. */
  async show(result: unknown, outputs: readonly Output[]): Promise<void> {
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
    let tries = 0;
    const later = (): void => void (this.timer = setTimeout(() => void picture(), rest).unref());
    const picture = async (): Promise<void> => {
      const drawn = tries++ === 0 ? figure.toPng() : pictureAtLeisure(figure.toJSON());
      const png = await drawn.catch(() => undefined);
      if (turn !== this.turn) return;
      if (png !== undefined) this.send(figureBundle(figure, png), host);
      else if (tries < mostTries) later();
    };
    const isFirst = !this.isShown;
    this.send(figureBundle(figure), host);
    // The first picture belongs to the cell; later ones are made when the controls rest.
    if (isFirst) host.hold?.(picture());
    else if (host.textOnly !== true) later();
  }

  private send(data: MimeBundle, host = currentHost()): void {
    const { displayId } = this;
    // By the id in the metadata our extension finds the output when the page has been loaded anew.
    const metadata = { ...metadataOf(data), nablab: { display_id: displayId } };
    host.display({ data, metadata, displayId, update: this.isShown });
    this.isShown = true;
  }
}

/** Plotly's JSON for live readers, a PNG, where it is drawn already, for all others. */
function figureBundle(figure: Figure, png?: Uint8Array): MimeBundle {
  return {
    "application/vnd.nablab.figure+json": {},
    "application/vnd.plotly.v1+json": figure.toJSON(),
    ...(png !== undefined && { "image/png": Buffer.from(png).toString("base64") }),
    "text/plain": figure.toString(),
  };
}
