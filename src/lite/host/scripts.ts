// Scripts in a page: a text becomes code by an indirect eval, which has the worker's globals.

export interface RunningScriptOptions {
  filename?: string;
}

/** `import()` in a script is the page's own. */
export const constants: { USE_MAIN_CONTEXT_DEFAULT_LOADER: number } = { USE_MAIN_CONTEXT_DEFAULT_LOADER: 1 };

const { eval: evaluate } = globalThis;

export class Script {
  private readonly filename: string;

  constructor(
    private readonly code: string,
    { filename = "script" }: { filename?: string } = {},
  ) {
    this.filename = filename;
  }

  runInThisContext(): unknown {
    return evaluate(`${this.code}\n//# sourceURL=${this.filename}`);
  }
}
