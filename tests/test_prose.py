"""What a reader sees: alt texts, numbers with a source, short cells."""
import ast
import re
from itertools import takewhile

import pytest

from book import APPENDIX, CHAPTERS, NOTEBOOKS, PAGES, REPO, cells, directives, minutes, outputs_text

CITED = (r"(?:eqs?\.|equations?|sections?|algorithms?|pages?|pp?\.|chapters?|tables?|figures?)"
         r"[\s(]*\d[\d.]*\)?(?:(?:,| and| to|–|-)\s*\(?\d[\d.]*\)?)*")
NOT_PROSE = "|".join([
    r"```.*?```", r"\]\([^)]*\)", r"https?://\S+", r"\\tag\{[^}]*\}", CITED, r"(?<!\w)\(A?\d+\.\d+\)",
    r"\b\d+\.\d+\.\d+\b", r"\b(?:18\d\d|19\d\d|20[0-3]\d)\b"])


def numerals(markdown):
    "Numbers of three or more digits in prose; citations, years, links and equation numbers are not."
    text = re.sub(NOT_PROSE, " ", markdown, flags=re.S | re.I)
    text = re.sub(r"(?<=\d)(?:\\,|,|\{,\}| )(?=\d{3}\b)", "", text)
    return [n for n in re.findall(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?", text) if sum(map(str.isdigit, n)) >= 3]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_numbers_in_prose_have_a_source(chapter):
    all_cells = cells(chapter)
    ground = "\n".join(c["source"] + "\n" + outputs_text(c)
                       for c in all_cells if c["cell_type"] == "code")
    ground = re.sub(r"(?<=\d)[,_ ](?=\d{3}\b)", "", ground)
    orphans = [n for c in all_cells if c["cell_type"] == "markdown" for n in numerals(c["source"])
               if not re.search(rf"(?<![\d.]){re.escape(n)}", ground)]
    assert not orphans, f"{chapter.stem}: no cell states or computes {orphans}"


def test_every_equation_that_is_cited_exists():
    prose = {c: "\n".join(cell["source"] for cell in cells(c) if cell["cell_type"] == "markdown")
             for c in [*CHAPTERS, *APPENDIX]}
    numbers = [tag for text in prose.values() for tag in re.findall(r"\\tag\{(A?[\d.]+)\}", text)]
    assert len(numbers) == len(set(numbers)), "two equations have one number"
    for chapter, text in prose.items():
        own = chapter.stem[:2].removeprefix("0") + "."
        cited = re.findall(r"(?<![\w.^_}])\((A?\d{1,2}\.\d{1,2})\)", text)
        assert not set(cited) - set(numbers), f"{chapter.stem} cites {set(cited) - set(numbers)}"
        assert all(n.startswith(own) for n in re.findall(r"\\tag\{(A?[\d.]+)\}", text)), chapter.stem


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_figures_have_alt_text(notebook):
    for cell in cells(notebook):
        if any("image/png" in o.get("data", {}) for o in cell.get("outputs", [])):
            alt = directives(cell["source"]).get("fig-alt", "")
            assert len(alt) > 30, f"{notebook.stem}, cell {cell['id']}: a figure without fig-alt"
        if cell["cell_type"] == "markdown":
            for alt in re.findall(r"!\[(.*?)\]\(", cell["source"]):
                assert alt, f"{notebook.stem}, cell {cell['id']}: a picture without alt text"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_letters_in_figures_can_be_read(notebook):
    "A figure is shown as wide as the text: letters of 9 points on 6.4 inches are 14 pixels there, 10 on a phone."
    for cell in cells(notebook):
        if "fig-alt" in directives(cell["source"]):
            widths = map(float, re.findall(r"figsize=\(([\d.]+)", cell["source"]))
            assert max(widths, default=6.4) <= 6.4, f"{notebook.stem}, cell {cell['id']}"
            sizes = re.findall(r"(?:font|label)size=[\"']?([\w.-]+)", cell["source"])
            small = [n for n in sizes if n in ("small", "x-small", "xx-small")
                     or (re.fullmatch(r"[\d.]+", n) and float(n) < 9)]
            assert not small, f"{notebook.stem}, cell {cell['id']}: {small}"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_hold_no_error_and_no_path(notebook):
    for cell in cells(notebook):
        assert not any(o["output_type"] == "error" for o in cell.get("outputs", [])), cell["source"]
        shown = outputs_text(cell)
        for trace in (r"(?<![\w.])/(?:root|work|home|tmp|Users)/", "site-packages", str(REPO)):
            assert not re.search(trace, shown), f"{notebook.stem}: {shown[:300]}"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_chapters_are_of_a_size_to_read(chapter):
    all_cells = cells(chapter)
    read = list(takewhile(lambda cell: not cell["source"].startswith("## Appendix"), all_cells))
    assert len(read) <= 61, f"{chapter.stem} has {len(read)} cells; 61 are the most"
    assert minutes(chapter) <= 45, f"{chapter.stem} takes {minutes(chapter)} minutes; 45 are the most"
    for cell in all_cells:
        if cell["cell_type"] == "code" and "exports" not in directives(cell["source"]):
            code = [line for line in cell["source"].splitlines()
                    if line.strip() and not line.lstrip().startswith("#")]
            hidden = cell["metadata"].get("jupyter", {}).get("source_hidden")
            imports = code[0].startswith(("import ", "from ")) if code else True
            most = 24 if "code-fold" in directives(cell["source"]) else 18      # figures are folded
            most = 30 if code and code[0].startswith("class ") else most        # a class is one cell
            assert hidden or imports or len(code) <= most, f"{chapter.stem}, a cell of more than {most} lines:\n{cell['source']}"


@pytest.mark.parametrize("notebook", PAGES, ids=lambda path: path.stem)
def test_code_is_as_wide_as_the_page(notebook):
    "72 columns of code and 70 of output fit where the site shows them; what is hidden may have 100."
    for cell in cells(notebook):
        if cell["cell_type"] == "code":
            flags = directives(cell["source"])
            most = 100 if {"hide", "export"} & set(flags) or flags.get("echo") is False else 72
            blocks = ["\n".join(line for line in cell["source"].splitlines() if not line.startswith("#|"))]
        else:
            blocks, most = re.findall(r"^```\w*\n(.*?)^```", cell["source"], re.M | re.S), 72
        wide = [line for block in blocks for line in block.splitlines() if len(line) > most]
        assert not wide, f"{notebook.stem}, cell {cell['id']}: {wide}"
        if most == 72:
            wide = [line for output in cell.get("outputs", []) for line in plain_text(output).splitlines()
                    if len(line) > 70]
            assert not wide, f"{notebook.stem}, cell {cell['id']} prints {wide}"


def plain_text(output):
    "What an output shows as plain text; nothing where it has a picture, HTML or markdown."
    data = output.get("data", {})
    if {"image/png", "text/html", "text/markdown"} & set(data):
        return ""
    return "".join(output.get("text", [])) + "".join(data.get("text/plain", []))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_imports_stand_alone(chapter):
    for cell in cells(chapter):
        if cell["cell_type"] == "code":
            kinds = {isinstance(node, (ast.Import, ast.ImportFrom))
                     for node in ast.parse(cell["source"]).body}
            assert len(kinds) < 2, f"{chapter.stem} mixes imports with code:\n{cell['source']}"


def test_no_output_waits_for_a_run():
    for notebook in NOTEBOOKS:
        assert any(c.get("outputs") for c in cells(notebook)), f"{notebook.stem} was never run"
