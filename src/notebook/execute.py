"""Runs a notebook through nbclient, twice in the same kernel, and tells on standard output what came of it, as JSON.

usage: execute.py NOTEBOOK COPY   (COPY gets the notebook with the outputs of the first run)
"""

import json
import pathlib
import sys

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


def run_cells(client):
    """Runs every cell in order; stops at the first that fails."""
    cells = []
    for index, cell in enumerate(client.nb.cells):
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


def main(source, copy):
    source = pathlib.Path(source).resolve()
    notebook = nbformat.read(source, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(source.parent)}})
    with client.setup_kernel():
        first = run_cells(client)
        nbformat.write(notebook, copy)
        second = run_cells(client) if all(cell["error"] is None for cell in first) else []
    json.dump({"first": first, "second": second}, sys.stdout)


main(*sys.argv[1:])
