// One notebook: asks the kernel when its cells change or have run, and shows the answer in whichever editors
// there are.

import type { EditorView, ViewUpdate } from "@codemirror/view";
import type { Asker, Reply } from "./asker";
import type { CellModel, Kernel, Panel } from "./jupyter";
import { clearMarks, type Mark, type Marked, patience, present, showMarks } from "./marks";
import type { Settings } from "./settings";
import { showStale, type StaleCells } from "./stale";

/** How long after a key the kernel is asked, in milliseconds. */
const pause = 150;

/** Where checking takes long, at most so long. */
const longestPause = 2000;

export interface CellText {
  id: string;
  text: string;
}

export interface Surroundings {
  asker: Asker;
  settings: () => Settings;
  viewOf: (model: CellModel) => EditorView | undefined;
  /** The editors of this notebook have another extension now, or its marks have changed. */
  changed: (typing: NotebookTyping) => void;
}

export class NotebookTyping {
  private readonly marked = new Map<string, Marked>();
  private readonly heard = new WeakSet<CellModel>();
  private stale: StaleCells = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heldTimer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** How long the kernel took to check all cells the last time, in milliseconds. */
  private took = 0;
  private typed: { model: CellModel; at: number } | undefined;
  private kernel: Kernel | undefined;

  constructor(
    readonly panel: Panel,
    private readonly around: Surroundings,
  ) {
    const { content, sessionContext } = panel;
    sessionContext.kernelChanged.connect(() => void this.look());
    sessionContext.statusChanged.connect((_session, status) => this.statusIs(status));
    content.modelChanged.connect(() => this.listen());
    panel.disposed.connect(() => this.end());
    this.listen();
    void this.look();
  }

  /** Whether the notebook's kernel answers. */
  get isOn(): boolean {
    return this.around.asker.isKnown(this.kernel) && !this.panel.isDisposed;
  }

  /** The code cells as they stand, with line breaks as an editor counts them. */
  cells(): CellText[] {
    return this.models().map((model) => ({ id: model.id, text: this.textOf(model) }));
  }

  models(): CellModel[] {
    return [...(this.panel.content.model?.cells ?? [])].filter(({ type }) => type === "code");
  }

  owns(model: CellModel): boolean {
    return this.models().includes(model);
  }

  textOf(model: CellModel): string {
    return (
      this.around.viewOf(model)?.state.doc.toString() ?? model.sharedModel.getSource().replace(/\r\n?/g, "\n")
    );
  }

  /** Asks about the cells as they stand. */
  ask(question: string, more: object = {}): Promise<Reply | undefined> {
    if (!this.isOn) return Promise.resolve(undefined);
    const content = { ask: question, notebook: this.panel.id, cells: this.cells(), ...more };
    return this.around.asker.ask(this.kernel!, content, this.panel.content.model?.getMetadata("language"));
  }

  /** An editor has appeared: what is known of its cell is shown in it. */
  opened(model: CellModel): void {
    this.show(model);
  }

  updated(model: CellModel, update: ViewUpdate): void {
    if (update.docChanged) {
      this.typed = { model, at: Date.now() };
      this.later();
    } else if (update.selectionSet || update.focusChanged) {
      // The cursor may have left the line whose marks were held back.
      if (this.heldTimer !== undefined) void Promise.resolve().then(() => this.show(model));
    }
  }

  /** The settings have changed. */
  refresh(): void {
    for (const model of this.models()) this.show(model, false);
    showStale(this.panel.content, this.around.settings().staleCells ? this.stale : {});
    this.around.changed(this);
    this.later(0);
  }

  /** Whether it shows marks. */
  get isMarking(): boolean {
    return this.isOn && this.around.settings().diagnostics;
  }

  /** Where marks are, in the notebook's order; those of an editor as they have followed its text. */
  places(): { model: CellModel; from: number }[] {
    return this.models().flatMap((model) => {
      const view = this.around.viewOf(model);
      const starts = view
        ? present(view).map(({ from }) => from)
        : (this.marked.get(model.id)?.marks ?? []).map(({ start }) => start);
      return starts.map((from) => ({ model, from }));
    });
  }

  staleCells(): string[] {
    return this.models().flatMap(({ id }) => (Object.hasOwn(this.stale, id) ? [id] : []));
  }

  /** Asks now, and again until all cells are checked. */
  async diagnose(): Promise<void> {
    clearTimeout(this.timer);
    const number = ++this.asked;
    let took = 0;
    let isPending = true;
    while (isPending && number === this.asked) {
      const cells = this.cells();
      const focus = this.panel.content.activeCell?.model.id;
      const reply = await this.ask("diagnose", { cells, ...(focus === undefined ? {} : { focus }) });
      if (reply === undefined || this.panel.isDisposed) return;
      took += Number(reply.took ?? 0);
      isPending = reply.isPending === true;
      if (!isPending) this.took = took;
      const texts = new Map(cells.map(({ id, text }) => [id, text]));
      this.take(texts, reply as unknown as { marks: Record<string, Mark[]>; stale: StaleCells });
    }
  }

  private listen(): void {
    const cells = this.panel.content.model?.cells;
    cells?.changed.connect(() => {
      this.hear();
      this.later();
    });
    this.hear();
    this.later();
  }

  /** Cells off the screen have no editor that tells of a change. */
  private hear(): void {
    for (const model of this.models()) {
      if (this.heard.has(model)) continue;
      this.heard.add(model);
      model.sharedModel.changed.connect((_cell, { sourceChange }) => {
        if (sourceChange !== undefined) this.later();
      });
    }
  }

  private async look(): Promise<void> {
    const kernel = this.panel.sessionContext.session?.kernel ?? undefined;
    this.kernel = undefined;
    this.forget();
    if (kernel === undefined) return;
    const answers = await this.around.asker.look(kernel);
    if (this.panel.isDisposed || this.panel.sessionContext.session?.kernel !== kernel) return;
    this.kernel = answers ? kernel : undefined;
    this.around.changed(this);
    this.later(0);
  }

  private statusIs(status: string): void {
    if (!this.isOn) return;
    if (status === "restarting" || status === "autorestarting") {
      // What ran is gone.
      this.stale = {};
      showStale(this.panel.content, {});
    }
    if (status === "idle") this.later(50);
  }

  /** After a pause, the longer the more there is to check: nobody is to wait for the kernel. */
  private later(delay = Math.min(Math.max(pause, this.took), longestPause)): void {
    clearTimeout(this.timer);
    const { diagnostics, staleCells } = this.around.settings();
    if (this.isOn && (diagnostics || staleCells)) this.timer = setTimeout(() => void this.diagnose(), delay);
  }

  private take(
    texts: ReadonlyMap<string, string>,
    reply: { marks: Record<string, Mark[]>; stale: StaleCells },
  ): void {
    for (const model of this.models()) {
      const [text, marks] = [texts.get(model.id), reply.marks[model.id]];
      if (text === undefined || marks === undefined) continue;
      this.marked.set(model.id, { text, marks });
      this.show(model, false);
    }
    this.stale = reply.stale;
    showStale(this.panel.content, this.around.settings().staleCells ? this.stale : {});
    this.around.changed(this);
  }

  private show(model: CellModel, isAlone = true): void {
    const view = this.around.viewOf(model);
    if (view === undefined) return;
    if (!this.isOn || !this.around.settings().diagnostics) return clearMarks(view);
    const marked = this.marked.get(model.id);
    if (marked === undefined) return;
    const rest = this.typed?.model === model ? this.typed.at + patience - Date.now() : 0;
    const isHeld = showMarks(view, model, marked, rest > 0);
    if (this.typed?.model === model || isHeld) this.heldUntil(isHeld ? rest : undefined, model);
    if (isAlone) this.around.changed(this);
  }

  private heldUntil(rest: number | undefined, model: CellModel): void {
    clearTimeout(this.heldTimer);
    this.heldTimer = undefined;
    if (rest !== undefined) this.heldTimer = setTimeout(() => this.show(model), rest + 10);
  }

  /** Nothing that another kernel said is left. */
  private forget(): void {
    this.asked++;
    this.marked.clear();
    this.stale = {};
    showStale(this.panel.content, {});
    for (const model of this.models()) {
      const view = this.around.viewOf(model);
      if (view) clearMarks(view);
    }
    this.around.changed(this);
  }

  private end(): void {
    this.asked++;
    clearTimeout(this.timer);
    clearTimeout(this.heldTimer);
    this.around.changed(this);
  }
}
