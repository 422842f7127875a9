// What a front end asks about a notebook that is written, put together.

import type { Completion, Inspection } from "../../../engine";
import type {
  CellRun,
  Definition,
  DiagnoseOptions,
  Diagnosis,
  DraftCell,
  Editing,
  Mark,
  Position,
  Renaming,
  SignatureHelp,
  TextEdit,
} from "../../../editing";
import type { Cells } from "../cells";
import type { Extent } from "../options";
import type { World } from "../programs";
import type { Scope } from "../scope";
import { Checker } from "./check";
import type { Draft } from "./draft";
import { DraftEditor, type Target } from "./draftEditor";
import { Drafts } from "./drafts";
import { format } from "./format";
import { marksOf } from "./marks";
import { rename } from "./rename";
import { Runs } from "./runs";

export class DraftEditing implements Editing {
  private readonly drafts: Drafts;
  private readonly checker: Checker;
  private readonly runs: Runs;
  private editors: Partial<Record<Extent, DraftEditor>> = {};

  constructor(
    private readonly world: World,
    private readonly kernel: Scope,
    cells: Cells,
  ) {
    this.drafts = new Drafts(world, kernel, cells);
    this.checker = new Checker(this.drafts);
    this.runs = new Runs(world);
  }

  diagnose(
    cells: readonly DraftCell[],
    { focus, budget = Infinity, locale = "en" }: DiagnoseOptions = {},
  ): Diagnosis {
    const end = performance.now() + budget;
    this.drafts.open(cells);
    const { order } = this.drafts;
    const first = order.find((draft) => draft.id === focus);
    const marks: Record<string, readonly Mark[]> = {};
    let [isPending, isFirst] = [false, true];
    // From above, since the key of a cell is made of those of the cells above.
    for (const draft of order.slice(0, first ? order.indexOf(first) : 0)) this.drafts.keyOf(draft);
    for (const draft of first ? [first, ...order.filter((draft) => draft !== first)] : order) {
      const isChecked = this.checker.isChecked(draft);
      // However slow the machine is, each question brings the next nearer to its end.
      const mayCheck = isChecked || isFirst || performance.now() < end;
      isFirst &&= isChecked;
      const found = mayCheck ? this.checker.diagnostics(draft, end) : undefined;
      if (found === undefined) isPending = true;
      else marks[draft.id] = marksOf(draft, found, this.world.folder, locale);
    }
    // Cells of another program's, which nothing is said of.
    for (const { id } of cells) if (this.drafts.find(id) === undefined) marks[id] = [];
    return { marks, stale: this.runs.stale(cells), isPending };
  }

  complete(cells: readonly DraftCell[], at: Position): Completion {
    const { editor, draft } = this.asked(cells, at);
    return editor.complete(draft.text, at.offset);
  }

  completionDetail(cells: readonly DraftCell[], at: Position, name: string): Inspection | undefined {
    const { editor, draft } = this.asked(cells, at);
    return editor.detail(draft.text, at.offset, name);
  }

  inspect(cells: readonly DraftCell[], at: Position): Inspection | undefined {
    const { editor, draft } = this.asked(cells, at);
    return editor.inspect(draft.text, at.offset, 0);
  }

  signature(cells: readonly DraftCell[], at: Position): SignatureHelp | undefined {
    const { editor, draft } = this.asked(cells, at);
    return editor.signature(draft.text, at.offset, draft.reading.names);
  }

  definition(cells: readonly DraftCell[], at: Position): Definition {
    const { editor, draft } = this.asked(cells, at);
    const target = editor.definition(draft.text, at.offset, draft.reading.names);
    if (target === undefined) return { reason: "There is no name here whose declaration is known." };
    if (!editor.isAsked(target)) return this.elsewhere(target);
    if (target.start >= 0) return { cell: { cell: at.cell, start: target.start, length: target.length } };
    return this.ofNotebook(draft, wordAt(draft.text, at.offset));
  }

  rename(cells: readonly DraftCell[], at: Position, name: string): Renaming {
    this.drafts.open(cells);
    const draft = this.drafts.find(at.cell);
    if (draft === undefined) return { reason: "This cell is not one of the kernel's." };
    return rename(this.drafts, draft, at.offset, name);
  }

  format(text: string): readonly TextEdit[] {
    return format(this.world, text);
  }

  dependents(cells: readonly DraftCell[], cell: string): readonly string[] {
    return this.runs.dependents(cells, cell);
  }

  ran(run: CellRun): void {
    this.runs.add(run);
  }

  /** What was parsed and checked may be half done. */
  renew(): void {
    this.drafts.renew();
    this.checker.renew();
    this.editors = {};
  }

  private asked(cells: readonly DraftCell[], { cell }: Position): { editor: DraftEditor; draft: Draft } {
    this.drafts.open(cells);
    const draft = this.drafts.find(cell);
    if (draft === undefined)
      throw new RangeError(`There is no code cell "${cell}" among those of the question.`);
    const editor = (this.editors[draft.extent] ??= new DraftEditor(this.world, this.kernel, draft.extent));
    return { editor: editor.at(this.drafts.scopeAt(draft)), draft };
  }

  /** A declaration in another cell of the notebook, or outside of it. */
  private elsewhere({ path, start, length }: Target): Definition {
    const draft = this.drafts.at(path);
    if (draft !== undefined) {
      const isCurrent = draft.isWhole && start < draft.text.length;
      return isCurrent
        ? { cell: { cell: draft.id, start, length } }
        : { reason: "The cell that declares this name is not TypeScript as it stands." };
    }
    if (path.includes("/cell:"))
      return { reason: "A cell that is not in this notebook made this name: only the kernel knows it." };
    if (path.includes("/node_modules/") || /\.d\.[cm]?ts$/.test(path))
      return {
        reason: "This name belongs to a package or to the language: its description is what can be shown.",
      };
    const file = this.world.files.source(path);
    if (file === undefined) return { reason: `The file ${path} cannot be read.` };
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return { file: path, line: line + 1, column: character + 1 };
  }

  /** A name that the engine has declared again in front of the text. */
  private ofNotebook(draft: Draft, name: string): Definition {
    const { value, type } = this.drafts.scopeAt(draft).get(name) ?? {};
    const home = (value ?? type)?.cell;
    const maker = this.drafts.order.find(({ specifier }) => specifier === home);
    const declared = maker?.declared(this.world).find((d) => d.name === name)?.node as
      { name?: { getStart(): number } } | undefined;
    if (maker === undefined || declared?.name === undefined)
      return { reason: `A cell that is not in this notebook made "${name}": only the kernel knows it.` };
    return this.elsewhere({ path: maker.path, start: declared.name.getStart(), length: name.length });
  }
}

function wordAt(text: string, offset: number): string {
  const before = /[\p{ID_Continue}$]*$/u.exec(text.slice(0, offset))![0];
  return before + /^[\p{ID_Continue}$]*/u.exec(text.slice(offset))![0];
}
