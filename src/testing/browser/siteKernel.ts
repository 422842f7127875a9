// Code run through JupyterLab's own connection to the kernel of the notebook in front.

import type { Page } from "playwright-core";

declare const jupyterapp: { shell: { currentWidget: { sessionContext: SessionContext } } };

interface SessionContext {
  session: { kernel: Connection };
  restartKernel(): Promise<void>;
}

interface Connection {
  requestExecute(content: object): Future;
  requestKernelInfo(): Promise<unknown>;
  interrupt(): Promise<void>;
}

interface Future {
  done: Promise<{ content: { status: string; ename?: string; evalue?: string } }>;
  onIOPub: (message: { header: { msg_type: string }; content: Record<string, unknown> }) => void;
  onStdin: (message: { header: { msg_type: string } }) => void;
  sendInputReply(content: object, parent: object): void;
}

export interface Ran {
  ename: string | undefined;
  evalue: string | undefined;
  /** Everything that was written and shown. */
  text: string;
}

/** What is done, once the code has written "begun" unless at once. */
export type Then = "nothing" | "interrupt at once" | "interrupt" | "interrupt until Restart" | "answer";

export function runCode(page: Page, code: string, then: Then = "nothing"): Promise<Ran> {
  return page.evaluate(
    async ([source, what]) => {
      const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
      const future = kernel.requestExecute({ code: source, allow_stdin: true });
      let text = "";
      let isInterrupted = false;
      const told = new Promise<void>((done) => {
        future.onIOPub = ({ content }) => {
          const data = (content.data ?? {}) as Record<string, string>;
          text += (content.text as string | undefined) ?? data["text/plain"] ?? "";
          if (!isInterrupted && text.startsWith("begun\n") && what.startsWith("interrupt")) {
            isInterrupted = true;
            void kernel.interrupt();
          }
          if (text.includes("Restart")) done();
        };
      });
      future.onStdin = (message) => future.sendInputReply({ status: "ok", value: "Ada" }, message.header);
      if (what === "interrupt at once") {
        await new Promise((go) => setTimeout(go, 50));
        void kernel.interrupt();
      }
      if (what.endsWith("Restart")) return told.then(() => ({ ename: undefined, evalue: undefined, text }));
      const { content } = await future.done;
      return { ename: content.ename, evalue: content.evalue, text };
    },
    [code, then] as const,
  );
}

/** Ends when the new kernel is connected: what is asked of it before that is not sent to it. */
export async function restartKernel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { sessionContext } = jupyterapp.shell.currentWidget;
    await sessionContext.restartKernel();
    await sessionContext.session.kernel.requestKernelInfo();
  });
}
