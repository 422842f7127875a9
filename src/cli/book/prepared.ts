// Notebooks as their pages show them: controls with all their positions, and nothing that only a notebook can
// do.

import { dirname } from "node:path";
import { hasTag } from "../../notebook/assignment";
import { executeNotebook } from "../../notebook/execute";
import {
  type CellOutput,
  type CodeCell,
  isCode,
  type Notebook,
  type NotebookCell,
} from "../../notebook/format";
import { Problem } from "../../notebook/problem";
import { kernelspec, notebookName } from "../kernelspec";

const positionsType = "application/vnd.nablab.positions+json";
const viewType = "application/vnd.jupyter.widget-view+json";

/** The tag of a cell that says what to do in a notebook: which keys to press, where to click. */
const notebookOnly = "notebook-only";

/**
 * Told to the kernel before the first cell: there are no widgets, and no picture is needed, for only the
 * positions are taken from this run.
 */
const prelude =
  'Object.assign((globalThis as any)[Symbol.for("nablab.host")], { isPage: true, comms: undefined, hold: undefined, textOnly: true });';

/** The notebook for its page. One with controls is run once, for what they would show. */
export async function prepared(notebook: Notebook, file: string): Promise<Notebook> {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, notebookOnly));
  const positions = cells.some(hasControls)
    ? await positionsOf(notebook, file)
    : new Map<string, unknown[]>();
  return {
    ...notebook,
    cells: cells.map((cell) => (isCode(cell) ? moving(cell, positions.get(cell.id) ?? []) : cell)),
  };
}

function hasControls(cell: NotebookCell): boolean {
  return isCode(cell) && cell.outputs.some((output) => "data" in output && viewType in output.data);
}

/** The positions that each cell shows, by the cell's id; none where the notebook cannot be run. */
async function positionsOf(notebook: Notebook, file: string): Promise<Map<string, unknown[]>> {
  const kernel = { name: notebookName, argv: kernelspec().argv };
  const first: CodeCell = { cell_type: "code", id: "nablab-page", metadata: {}, source: prelude, execution_count: null, outputs: [] }; // prettier-ignore
  const cells = [first, ...notebook.cells];
  try {
    const run = await executeNotebook(
      { ...notebook, cells },
      { kernel, folder: dirname(file), allowErrors: true },
    );
    return new Map(run.notebook.cells.filter(isCode).map((cell) => [cell.id, shownPositions(cell)]));
  } catch (error) {
    if (error instanceof Problem) return new Map();
    throw error;
  }
}

function shownPositions({ outputs }: CodeCell): unknown[] {
  return outputs.flatMap((output) =>
    "data" in output && positionsType in output.data ? [output.data[positionsType]] : [],
  );
}

/**
 * The figure under each row of controls takes their positions; the row, which needs a kernel, goes. Where
 * there are none, the row says what it stood at, and not to run the cell.
 */
function moving(cell: CodeCell, positions: readonly unknown[]): CodeCell {
  const controls = cell.outputs.flatMap((output, i) =>
    "data" in output && viewType in output.data ? [i] : [],
  );
  if (positions.length === 0 || positions.length !== controls.length)
    return { ...cell, outputs: cell.outputs.map(withoutInvitation) };
  const outputs = cell.outputs.map((output, i) => {
    const which = controls.indexOf(i - 1);
    return which < 0 || !("data" in output)
      ? output
      : { ...output, data: { ...output.data, [positionsType]: positions[which] } };
  });
  return { ...cell, outputs: outputs.filter((_, i) => !controls.includes(i)) };
}

function withoutInvitation(output: CellOutput): CellOutput {
  if (!("data" in output) || !(viewType in output.data)) return output;
  const words = String(output.data["text/plain"]).replace(
    / \(run the cell to move them\)|（运行[^）]*）/,
    "",
  );
  return { ...output, data: { ...output.data, "text/plain": words } };
}
