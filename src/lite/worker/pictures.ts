// The pictures of figures in a page: the page's own plotly draws them, so that a notebook that is downloaded
// holds its pictures. Takes the place of src/plot/static/picture.ts.

/** A figure's PNG, or the sentence that says why it has none. */
export type Picture = { png: Uint8Array } | { problem: string };

/** Who draws: the kernel puts this there, which is a script of its own. */
export const drawerKey: symbol = Symbol.for("nablab.drawer");

type Drawer = (figure: object) => Promise<Picture>;

export function pictureOf(figure: object): Promise<Picture> {
  const drawer = (globalThis as Record<symbol, unknown>)[drawerKey] as Drawer | undefined;
  return drawer === undefined ? Promise.resolve(pictureNow()) : drawer(figure);
}

export async function pngOf(figure: object): Promise<Uint8Array> {
  const picture = await pictureOf(figure);
  if ("png" in picture) return picture.png;
  throw new Error(picture.problem);
}

/** The page cannot be waited for while the worker stands still. */
export function pictureNow(): Picture {
  return { problem: "a page draws pictures only for figures that are shown" };
}

export function prepare(): void {
  return undefined;
}
