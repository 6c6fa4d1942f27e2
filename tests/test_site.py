"""What is handed to Quarto: nbdev's processing runs, formulas compile, links lead somewhere, headings nest."""
import importlib
import inspect
import json
import re
import shutil
import struct
import subprocess

import pytest
import yaml

import homecooked_nn as nn
from book import CHAPTERS, NBS, NOTEBOOKS, REPO, cells, directives, module_of, outputs_text, run

CODE = r"```.*?```|~~~.*?~~~|``.+?``|`[^`\n]+`"
FORMULA = r"\$\$(.+?)\$\$|(?<![\\$])\$(?=\S)([^$\n]+?)(?<=\S)\$(?![\d$])"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    "The notebooks as nbdev's processing hands them to Quarto."
    root = tmp_path_factory.mktemp("site")
    for part in ("nbs", "homecooked_nn"):
        shutil.copytree(REPO / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("settings.ini", "_quarto.yml", "README.md", "setup.py", "pyproject.toml"):
        shutil.copy(REPO / part, root / part)
    printed = run("python", "-c", "from nbdev.serve import proc_nbs; proc_nbs()", cwd=root)
    assert "Error" not in printed and "Warning" not in printed, printed
    return root / "_proc"


def prose(path):
    "The markdown of a notebook and of its markdown outputs, without code."
    parts = []
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            parts.append(cell["source"])
        elif cell["cell_type"] == "code":
            parts += ["".join(output["data"]["text/markdown"]) for output in cell["outputs"]
                      if "text/markdown" in output.get("data", {})]
    return re.sub(CODE, " ", "\n\n".join(parts), flags=re.S)


def test_every_formula_compiles(site):
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    formulas = [(path.stem, display or inline, bool(display)) for path in sorted(site.glob("*.ipynb"))
                for display, inline in re.findall(FORMULA, prose(path), flags=re.S)]
    done = subprocess.run(["node", REPO / "tests/katex.js"], input=json.dumps(formulas), text=True,
                          capture_output=True)
    if "Cannot find module 'katex'" in done.stderr:
        pytest.skip("KaTeX is not installed: npm install --no-save katex")
    assert len(formulas) > 2000
    assert json.loads(done.stdout) == [], done.stderr


def test_no_dollar_is_left_over(site):
    for path in sorted(site.glob("*.ipynb")):
        left = re.sub(FORMULA, "", prose(path), flags=re.S).replace("\\$", "")
        assert "$" not in left, f"{path.stem}: {left[max(0, left.index('$') - 40):][:80]}"


@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if module_of(c)], ids=lambda path: path.stem)
def test_the_site_shows_every_public_source(chapter, site):
    shown = "\n".join(c["source"] for c in cells(site / chapter.name)
                      if c["cell_type"] == "code" and directives(c["source"]).get("echo") != "false")
    module = importlib.import_module("homecooked_nn." + module_of(chapter))
    for name in module.__all__:
        assert re.search(rf"^(?:(?:def|class) {name}\b|{name}\s*=)", shown, re.M), name


def anchors(path):
    "The anchors that pandoc gives to a page's headings."
    titles = re.findall(r"^#+ (.*)$", prose(path), flags=re.M)
    plain = [re.sub(r"[^\w\s.-]", "", re.sub(r"\$.*?\$", "", title)).strip().lower() for title in titles]
    return {re.sub(r"^[^a-z]+", "", re.sub(r"\s+", "-", title)) for title in plain}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_links_lead_somewhere(notebook, site):
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)",
                                     prose(site / notebook.name)):
        page = site / (target or notebook.name)
        assert page.exists(), f"{notebook.stem} links {target}"
        assert not anchor or anchor in anchors(page), f"{notebook.stem} links {target}#{anchor}"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_headings_nest(notebook):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose(notebook), flags=re.M)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), levels


def test_the_five_lines_of_the_home_page_stand_in_the_library():
    table = next(c["source"] for c in cells(NBS / "index.ipynb") if "Five formulas" in c["source"])
    rows = re.findall(r"^\| \[[^]]+\]\((\d\d_\w+\.ipynb)\) \| (\$.*\$) \| (`.*`) \|$", table, re.M)
    assert [page[:2] for page, _, _ in rows] == ["03", "04", "05", "07", "10"]
    for page, _, code in rows:
        module = importlib.import_module("homecooked_nn." + module_of(NBS / page))
        lines = [re.sub(" *#.*", "", line).strip() for line in inspect.getsource(module).splitlines()]
        for span in re.findall("`([^`]+)`", code):
            assert span in lines, f"{module.__name__} has no line {span}"


def reference():
    "For each module the part of the reference that is about it."
    shown = "\n".join(outputs_text(cell) for cell in cells(NBS / "api.ipynb"))
    return dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", shown, flags=re.M | re.S))


@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if module_of(c)], ids=lambda path: path.stem)
def test_the_reference_covers_every_public_name(chapter):
    module = importlib.import_module("homecooked_nn." + module_of(chapter))
    part = reference()[module_of(chapter)]
    assert f"]({chapter.name})" in part
    told = {name: code for name, code in re.findall(r"^### (\w+)\n+```python\n(.*?)```", part, re.M | re.S)}
    also = re.findall(r"`(\w+)`", "".join(re.findall(r"^\*Also:\*.*$", part, re.M)))
    assert sorted([*told, *also]) == sorted(module.__all__), "run: make run NB=api"
    assert set(nn.__all__) & set(module.__all__) <= set(told)
    for name, code in told.items():
        thing = getattr(module, name)
        wanted = () if thing is nn.SaveError else inspect.signature(thing).parameters
        assert all(re.search(rf"\b{parameter}\b", code) for parameter in wanted), f"{name}: make run NB=api"


def config():
    return yaml.safe_load(REPO.joinpath("_quarto.yml").read_text(encoding="utf-8"))


def test_what_the_configuration_names_is_there(site):
    website, html = config()["website"], config()["format"]["html"]
    named = [*(f for look in html["theme"].values() for f in look if "." in f), website["image"]]
    assert [name for name in named if not (site / name).exists()] == []
    for item in website["navbar"]["left"]:
        page, _, anchor = item["href"].partition("#")
        assert page.startswith("https://") or (site / page).exists(), item
        assert not anchor or anchor in anchors(site / page), item


def test_the_picture_for_shared_links_has_their_usual_shape():
    head = NBS.joinpath(config()["website"]["image"]).read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:])
    assert (width, height) == (1200, 630)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_is_title_and_subtitle_alone(notebook):
    "nbdev makes the page's head of it, and drops what else it holds."
    assert re.fullmatch(r"# .+\n+> .+\n?", cells(notebook)[0]["source"])


def test_the_sidebar_names_every_page():
    config = REPO.joinpath("_quarto.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"[\w/]+\.ipynb", config)) == {path.name for path in NOTEBOOKS}
    for path in CHAPTERS:
        minutes = re.match(r"\*(\d+) minutes", cells(path)[1]["source"])[1]
        assert f"· {minutes} min\", href: {path.name}}}" in config, path.stem


def test_the_site_is_configured_in_one_place(site):
    assert NBS.joinpath("_quarto.yml").read_text() == "metadata-files: [../_quarto.yml]\n"
    assert (site / "images" / "moons.png").exists()
