"""Judges a written notebook: valid, and exactly what nbformat itself would write. usage: check.py NOTEBOOK"""

import pathlib
import sys

import nbformat

text = pathlib.Path(sys.argv[1]).read_text(encoding="utf8")
notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
nbformat.validate(notebook)
assert nbformat.writes(notebook) + "\n" == text, "nbformat writes it otherwise"
