// A site as `nablab site` makes it, of a few notebooks, on a server of files.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { privateFolder, root } from "../../cli/environment";
import { duringSetup } from "../../cli/setupLock";
import { ensureSiteEnvironment, makeSite } from "../../cli/site";
import { OpenNotebook } from "./lab";
import { serveFolder, type StaticServer } from "./staticServer";

export interface ServedSite {
  readonly server: StaticServer;
  /** The folder that is served. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Makes a site of these notebooks of the course, and serves it below a path with a blank in it. */
export async function serveSite(notebooks: readonly string[]): Promise<ServedSite> {
  const place = mkdtempSync(join(tmpdir(), "nablab site "));
  const folder = join(place, "site");
  try {
    for (const path of notebooks) {
      mkdirSync(dirname(join(place, "from", path)), { recursive: true });
      cpSync(join(root, "notebooks", path), join(place, "from", path));
    }
    const environment = join(privateFolder, "site");
    // Other test files need it as well, some of them at the same time.
    await duringSetup(() => ensureSiteEnvironment(environment));
    await makeSite(folder, join(place, "from"), environment);
    const server = await serveFolder(folder, { below: "/a path/of its own/" });
    const close = async (): Promise<void> => {
      await server.close();
      rmSync(place, { recursive: true, force: true });
    };
    return { server, folder, close };
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
}

/** The address of a notebook in a site. */
export function addressOf({ url }: Pick<StaticServer, "url">, path: string): string {
  return `${url}notebooks/index.html?path=${encodeURIComponent(path)}`;
}

/** Opens a notebook in a page that is there, and waits for its kernel. */
export async function openInSite(
  page: Page,
  server: Pick<StaticServer, "url">,
  path: string,
): Promise<OpenNotebook> {
  await page.goto(addressOf(server, path));
  return OpenNotebook.whenReady(page, path);
}

/** What a cell has said. */
export interface Said {
  status: string;
  ename: string | undefined;
  /** The outputs' plain texts, and the traceback, one after the other. */
  text: string;
  /** The types of the messages. */
  types: string[];
}

/** JupyterLab's own connection to the kernel of the notebook in front. */
declare const jupyterapp: {
  shell: { currentWidget: { sessionContext: { session: { kernel: Connection } } } };
};

interface Connection {
  requestExecute(content: object): Future;
  interrupt(): Promise<void>;
}

interface Future {
  done: Promise<{ content: { status: string; ename?: string } }>;
  onIOPub: (message: { header: { msg_type: string }; content: Record<string, unknown> }) => void;
}

/**
 * Runs code in the page, by the front end's own connection. Once it has written "begun" it is interrupted; with
 * `until` the answer is what it has written when that text is in it.
 */
export async function runInPage([code, until]: readonly [code: string, until: string]): Promise<Said> {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const future = kernel.requestExecute({ code, allow_stdin: true });
  const said: Said = { status: "running", ename: undefined, text: "", types: [] };
  const found = new Promise<void>((done) => {
    future.onIOPub = ({ header, content }) => {
      const data = (content.data ?? {}) as Record<string, string>;
      const trace = (content.traceback as string[] | undefined)?.join("\n");
      const text = (content.text as string | undefined) ?? data["text/plain"] ?? trace ?? "";
      said.types.push(header.msg_type);
      said.text += text;
      if (header.msg_type === "stream" && text === "begun\n") void kernel.interrupt();
      if (until !== "" && said.text.includes(until)) done();
    };
  });
  if (until !== "") await found;
  else {
    const { status, ename } = (await future.done).content;
    Object.assign(said, { status, ename });
  }
  return said;
}
