// The lines on which workers ask the page and wait for its answer: requests that the site's service worker
// passes on to the page.

import { alreadyLoaded } from "../../labextension/page/application";
import type { LineAnswer } from "../worker/messages";
import { browser } from "./browser";
import type { ServiceWorkerManager } from "./jupyter";
import type { WorkerKernel } from "./kernel";

const name = "nablab";

/** A service worker that takes longer, in milliseconds, is not waited for. */
const patience = 20_000;

interface Coreutils {
  PageConfig: { getBaseUrl(): string };
}

export class Lines {
  private readonly kernels = new Map<string, WorkerKernel>();

  constructor(private readonly manager: ServiceWorkerManager | null) {
    manager?.registerStdinHandler(name, (question) => this.answer(question));
  }

  kernel(id: string): WorkerKernel | undefined {
    return this.kernels.get(id);
  }

  /**
   * Tells the worker its line, once the service worker is there; without one it has none. Waited for: a worker
   * that computes hears of no line.
   */
  async connect(kernel: WorkerKernel): Promise<void> {
    this.kernels.set(kernel.id, kernel);
    kernel.disposed.connect(() => {
      // A kernel that is restarted has the same id.
      if (this.kernels.get(kernel.id) === kernel) this.kernels.delete(kernel.id);
    });
    const { manager } = this;
    if (manager === null || browser.navigator.serviceWorker === undefined) return;
    const { PageConfig } = alreadyLoaded("@jupyterlab/coreutils") as Coreutils;
    const url = new URL(`api/stdin/${name}`, new URL(PageConfig.getBaseUrl(), browser.location.href)).href;
    const told = manager.ready.then(
      () => kernel.connect({ url, browsingContextId: manager.browsingContextId, kernel: kernel.id }),
      () => undefined,
    );
    await Promise.race([told, new Promise((done) => setTimeout(done, patience))]);
  }

  private async answer({ kernel, ask, seen }: Record<string, unknown>): Promise<LineAnswer> {
    const found = this.kernels.get(String(kernel));
    if (found === undefined) return { interrupts: 0 };
    const value = ask === "answer" ? await found.answer(Number(seen)) : undefined;
    return { interrupts: found.interrupts, ...(value !== undefined && { value }) };
  }
}
