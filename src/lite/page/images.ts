// Images of a Markdown cell that lie beside the notebook. JupyterLab makes the cell's elements first and puts
// the addresses of the drive's files into them afterwards: meanwhile the browser asks for the paths as they
// are written, which lead nowhere below the page. Of an image that is to be loaded lazily it asks for nothing
// until it is in the page, and by then it has its address.

import { fromApplicationIfThere } from "../../labextension/page/application";

interface Sanitizer {
  sanitize(html: string, options?: object): string;
}

/** An image whose path is one of the drive. */
const relative = /<img(?=[^>]*\ssrc="(?![a-z][a-z\d+.-]*:|\/))/gi;

export function loadLazily(html: string): string {
  return html.replace(relative, '<img loading="lazy"');
}

/** The plugin; none where the application renders no Markdown. */
export async function imagesPlugin(id: string): Promise<object[]> {
  const { IRenderMimeRegistry } =
    (await fromApplicationIfThere<Record<string, object>>("@jupyterlab/rendermime")) ?? {};
  if (IRenderMimeRegistry === undefined) return [];
  const activate = (_app: unknown, { sanitizer }: { sanitizer: Sanitizer }): void => {
    const sanitize = sanitizer.sanitize.bind(sanitizer);
    sanitizer.sanitize = (html, options) => loadLazily(sanitize(html, options));
  };
  const description = "Asks for the images of Markdown cells when their addresses are known.";
  return [{ id, description, autoStart: true, requires: [IRenderMimeRegistry], activate }];
}
