// The workers of the page's kernels. The first begins while the application still starts, which takes longer
// than to read the compiler, and leaves the machine's other cores idle.

import type { PageWorker } from "./browser";

/** What is used of a page. */
interface Page {
  document: { querySelector(selector: string): object | null };
  location: { href: string };
  Worker: new (url: string) => PageWorker;
  setTimeout(callback: () => void, milliseconds: number): unknown;
}

/** So many milliseconds it waits for its kernel: the page's notebook may be in another language. */
const longest = 60_000;

export class Workers {
  private begun: PageWorker | undefined;

  constructor(
    private readonly script: string,
    private readonly page: Page,
  ) {}

  /** Begins one if this is a page of JupyterLite that opens a notebook. */
  begin(): void {
    const { document, location } = this.page;
    if (document.querySelector("[data-jupyter-lite-root]") === null) return;
    if (new URL(location.href).searchParams.get("path")?.endsWith(".ipynb") !== true) return;
    try {
      const worker = new this.page.Worker(this.script);
      // What stops this one stops the kernel's own as well, which then tells the person.
      worker.onmessage = () => this.drop();
      worker.onerror = () => this.drop();
      this.begun = worker;
      this.page.setTimeout(() => this.drop(worker), longest);
    } catch {
      // As above.
    }
  }

  /** The worker of a new kernel. */
  take(): PageWorker {
    const { begun } = this;
    this.begun = undefined;
    return begun ?? new this.page.Worker(this.script);
  }

  private drop(worker = this.begun): void {
    if (worker === undefined || worker !== this.begun) return;
    this.begun = undefined;
    worker.terminate();
  }
}
