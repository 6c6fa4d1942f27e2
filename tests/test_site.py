"""What is handed to Quarto: nbdev's processing runs, formulas compile, links lead somewhere, headings nest."""
import importlib
import json
import re
import shutil
import subprocess

import pytest

from book import CHAPTERS, NBS, NOTEBOOKS, REPO, cells, directives, module_of, run

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


def test_the_sidebar_names_every_page():
    config = REPO.joinpath("_quarto.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"[\w/]+\.ipynb", config)) == {path.name for path in NOTEBOOKS}
    for path in CHAPTERS:
        minutes = re.match(r"\*(\d+) minutes", cells(path)[1]["source"])[1]
        assert f"· {minutes} min\", href: {path.name}}}" in config, path.stem


def test_the_site_is_configured_in_one_place(site):
    assert NBS.joinpath("_quarto.yml").read_text() == "metadata-files: [../_quarto.yml]\n"
    assert (site / "images" / "moons.png").exists()
