"""Runs a notebook through nbclient, twice in the same kernel, then the programs in its collapsed answers, and tells on standard
output what came of it, as JSON.

usage: execute.py NOTEBOOK COPY [WITHOUT]   (COPY gets the notebook with the outputs of the first run; cells in which the pattern
WITHOUT is found are left out)
"""

import json
import pathlib
import re
import sys

import kernelPorts  # noqa: F401 (for what it does to jupyter_client)
import nbclient
import nbformat


def texts(outputs):
    """What the outputs of a cell say: its streams as a whole, then every text of its displays."""
    streams = {}
    shown = []
    for output in outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        elif output.output_type in ("display_data", "execute_result"):
            shown += [f"{kind}: {data}" for kind, data in sorted(output.data.items()) if kind.startswith("text/")]
        else:
            shown.append(f"{output.output_type}: {output.get('ename')}: {output.get('evalue')}")
    return [f"{name}: {text}" for name, text in sorted(streams.items())] + shown


def answers(notebook):
    """Code cells with the programs of the answers."""
    tagged = [cell for cell in notebook.cells if "solution" in cell.metadata.get("tags", [])]
    programs = [re.search(r"^```ts\n(.*?)\n```$", cell.source, re.DOTALL | re.MULTILINE) for cell in tagged]
    return [nbformat.v4.new_code_cell(program[1]) for program in programs]


def run_cells(client, cells_to_run):
    """Runs every cell in order; stops at the first that fails."""
    cells = []
    for index, cell in enumerate(cells_to_run):
        if cell.cell_type != "code":
            continue
        error = None
        try:
            client.execute_cell(cell, index)
        except nbclient.exceptions.CellExecutionError as failure:
            error = str(failure)
        cells.append({"source": cell.source, "texts": texts(cell.outputs), "error": error})
        if error is not None:
            break
    return cells


def main(source, copy, without="$^"):
    source = pathlib.Path(source).resolve()
    notebook = nbformat.read(source, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "code" or not re.search(without, cell.source)]
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(source.parent)}})
    with client.setup_kernel():
        first = run_cells(client, notebook.cells)
        nbformat.write(notebook, copy)
        works = all(cell["error"] is None for cell in first)
        second = run_cells(client, notebook.cells) if works else []
        solved = run_cells(client, answers(notebook)) if works else []
    json.dump({"first": first, "second": second, "solved": solved}, sys.stdout)


main(*sys.argv[1:])
