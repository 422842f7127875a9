// What JupyterLite loads: a container of webpack's module federation, written by hand, with the plugin that
// registers the kernel. In an ordinary JupyterLab, which runs kernels on a server, there is nothing to do.

import { fromApplication, fromApplicationIfThere, type SharedScope, takeScope } from "../../labextension/page/application"; // prettier-ignore
import { type Application, browser } from "./browser";
import { imagesPlugin } from "./images";
import { keepingPlugin } from "./keeping";
import { WorkerKernel } from "./kernel";
import type { Client, Contents, IKernelOptions, ServiceWorkerManager, Specs } from "./jupyter";
import { Lines } from "./lines";
import { LocalFiles } from "./localFiles";
import { sayWhatStopsThePage } from "./obstacles";
import { Workers } from "./workers";

const name = "nablab-lite";

/** The folder of the worker's scripts; the build writes its name. */
const scripts = new URL("KERNEL_VERSION/", browser.document.currentScript?.src ?? "file:///").href;

const workers = new Workers(`${scripts}kernel.js`, browser);

async function extension(): Promise<object[]> {
  const services = await fromApplicationIfThere<Record<string, object>>("@jupyterlite/services");
  const { IKernelSpecs, IKernelClient } = services ?? {};
  if (IKernelSpecs === undefined) return [];
  sayWhatStopsThePage();
  const { IServiceWorkerManager } = await fromApplication<Record<string, object>>("@jupyterlite/apputils");
  await fromApplication("@jupyterlab/services");
  await fromApplication("@lumino/signaling");
  await fromApplication("@jupyterlab/coreutils");
  const plugin = {
    id: `${name}:kernel`,
    description: "Runs TypeScript in the reader's browser.",
    autoStart: true,
    requires: [IKernelSpecs],
    optional: [IKernelClient, IServiceWorkerManager],
    activate: (
      application: Application,
      specs: Specs,
      client: Client | null,
      manager: ServiceWorkerManager | null,
    ) => {
      const lines = new Lines(manager);
      register(specs, lines, application.serviceManager.contents);
      if (client !== null) takeInterrupts(client, lines);
    },
  };
  return [plugin, await keepingPlugin(`${name}:keeping`), ...(await imagesPlugin(`${name}:images`))];
}

function register(specs: Specs, lines: Lines, contents: Contents): void {
  specs.register({
    spec: {
      name: "tslab",
      display_name: "TypeScript",
      language: "typescript",
      argv: [],
      resources: {},
      metadata: {},
    },
    create: async (options: IKernelOptions) => {
      const files = new LocalFiles(contents, options.location);
      const kernel = new WorkerKernel(options, workers.take(), files);
      await lines.connect(kernel);
      return kernel;
    },
  });
}

/** JupyterLite tells no kernel of an interrupt: it only forgets the cells that wait. */
function takeInterrupts(client: Client, lines: Lines): void {
  const before = client.interrupt.bind(client);
  client.interrupt = async (id) => {
    lines.kernel(id)?.interrupt();
    await before(id);
  };
}

const container = {
  init(scope: SharedScope): void {
    takeScope(scope);
  },
  async get(): Promise<() => object> {
    const exported = { __esModule: true, default: await extension() };
    return () => exported;
  },
};

workers.begin();
browser._JUPYTERLAB = { ...browser._JUPYTERLAB, [name]: container };
