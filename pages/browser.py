"""What a page needs to run in the reader's browser, from its notebook alone.

Beside the pages lies the folder `live`: the scripts of pages/live, the book's wheel, settings.json (where Pyodide
comes from, see settings.ini) and for each notebook the list of its cells, hidden ones included. A page itself gets
one bar and, in front of each code cell that it shows, an empty mark with that cell's id. Tags of a cell say the rest:

- `exercise:leaky`                the cell is an exercise;
- `slider:rate 0.05 1.2 0.05`     its line `rate = ...` gets a slider from 0.05 to 1.2 in steps of 0.05;
- `elsewhere:numba`               the cell needs what Python in a browser lacks, a package or threads: it keeps what the book printed;
- `needs:pandas`                  the cell needs a package that it does not import itself.
"""
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from nbdev.config import get_config

LIVE = Path(__file__).with_name("live")


def imports_of(source):
    "The modules that Python code imports, but for those that it would import inside of a function."
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in ast.parse(source).body:
        for inner in () if isinstance(node, kinds) else ast.walk(node):
            if isinstance(inner, ast.Import):
                yield from (alias.name for alias in inner.names)
            elif isinstance(inner, ast.ImportFrom):
                yield "." * inner.level + (inner.module or "")


@cache
def needs_of_module(name):
    "The other packages that a module of the library imports, or a module that it imports."
    path = get_config().lib_path / f"{name}.py"
    return needs_of(path.read_text(encoding="utf-8")) if path.exists() else frozenset()


def needs_of(source):
    "The packages other than ours and Python's own that some code imports."
    found = set()
    for name in imports_of(source):
        first, _, rest = name.lstrip(".").partition(".")
        if name.startswith(".") or (first == get_config().lib_name and rest):
            found |= needs_of_module(first if name.startswith(".") else rest)
        elif first not in (*sys.stdlib_module_names, get_config().lib_name, "IPython"):
            found.add(first)
    return frozenset(found)


def tag_of(cell, kind):
    "What stands behind `kind:` in a cell's tags, or None."
    return next((tag[len(kind) + 1:] for tag in cell["metadata"].get("tags", []) if tag.startswith(kind + ":")), None)


def cells_that_run(path):
    "The code cells of a notebook that run, without their option lines."
    number = 0
    for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        lines = source.splitlines(True)
        code = "".join(line for line in lines if not line.startswith("#|")).strip("\n")
        if cell["cell_type"] == "code" and code and not re.search(r"^#\| *eval: *false", source, re.M):
            number += 1
            yield {"id": cell["id"], "number": number, "source": code, "exercise": tag_of(cell, "exercise"),
                   "slider": tag_of(cell, "slider"), "elsewhere": tag_of(cell, "elsewhere"),
                   "needs": sorted(needs_of(code) | {*filter(None, [tag_of(cell, "needs")])})}


def mark_of(cell):
    "The empty mark in front of a cell that is shown."
    said = "".join(f' data-{kind}="{cell[kind]}"' for kind in ("exercise", "slider", "elsewhere") if cell[kind])
    attributes = f'id="live-{cell["id"]}" data-number="{cell["number"]}"{said}'
    return f'```{{=html}}\n<div class="live-cell" {attributes}></div>\n```'


def bar_of(cells, shown, name):
    "The bar of a page: what its button starts, and which cells cannot run in a browser."
    missing = {}
    for cell in cells:
        if cell["elsewhere"] and cell["id"] in shown:
            link = f'<a href="#live-{cell["id"]}" aria-label="Code cell {cell["number"]}">{cell["number"]}</a>'
            missing.setdefault(cell["elsewhere"], []).append(link)
    told = "; ".join(f"{need} (code cell{'s' * (len(links) > 1)} {', '.join(links)})"
                     for need, links in missing.items())
    told = told and f"<p>Some cells keep what the book printed, for they need what Python in a browser lacks: {told}.</p>"
    return f'```{{=html}}\n<div id="live-bar" data-cells="{name}" hidden>{told}</div>\n```'


def write_cells(path, folder):
    "The list of a notebook's cells and of the packages that they need, as a file; the cells."
    cells = [*cells_that_run(path)]
    needs = sorted({need for cell in cells if not cell["elsewhere"] for need in cell["needs"]})
    text = json.dumps({"needs": needs, "cells": cells}, indent=1, ensure_ascii=False)
    (folder / f"{Path(path).stem}.json").write_text(text, encoding="utf-8")
    return cells


@cache
def wheel():
    "The name and the bytes of the library's wheel, as setup.py makes it: the same bytes for the same library."
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "setup.py", "-q", "egg_info", "-e", place, "build", "-b", f"{place}/build",
                   "bdist_wheel", "-b", f"{place}/packed", "-d", place]
        done = subprocess.run(command, cwd=get_config().config_path, capture_output=True, text=True,
                              env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"})       # 1980, when zip begins
        if done.returncode:
            raise RuntimeError(f"setup.py made no wheel: {done.stderr[-2000:]}")
        made, = Path(place).glob("*.whl")
        return made.name, made.read_bytes()


def live_into(folder):
    "The scripts, the wheel and the settings of pages that run, in a folder."
    folder.mkdir(parents=True, exist_ok=True)
    for path in LIVE.glob("*.*"):
        shutil.copy(path, folder / path.name)
    name, content = wheel()
    (folder / name).write_bytes(content)
    address = f"{name}?{hashlib.sha256(content).hexdigest()[:8]}"       # a new wheel of the same version is asked for anew
    settings = {"pyodide": get_config().pyodide, "wheel": address}
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder
