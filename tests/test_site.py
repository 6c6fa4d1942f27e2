"""The pages as Quarto gets them: options and markdown are valid, links lead somewhere, nothing is missing."""
import ast
import importlib
import inspect
import re
import shutil
import struct

import numpy as np
import pypandoc
import pytest
import yaml

import homecooked_nn as nn
from book import APPENDIX, CHAPTERS, EXPORTING, NBS, PAGES, REPO, cells, exercise_of, module_of, outputs_text, run, settings
from pages.look import PANDOC, markdown_of, options_of
from pages.step import KATEX, linked, public_names, with_anchors, with_close_marks, works

pytestmark = pytest.mark.xdist_group("site")  # one worker: the pages are processed once
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
    if not shutil.which("npm"):                        # then the pages are looked at without KaTeX
        (root / "_proc" / "katex").mkdir(parents=True)
        (root / "_proc" / "katex" / KATEX).touch()
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


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_what_quarto_can_read(page, site):
    "Options are YAML, attributes have names that pandoc takes, and pandoc has nothing to warn of."
    for cell in cells(site / page.name):
        assert not any(name.startswith("_") for name in cell["metadata"]), cell["metadata"]
        if cell["cell_type"] == "code":
            options, _ = options_of(cell["source"])
            assert isinstance(options, dict), cell["source"]
            assert not any("text/html" in output.get("data", {}) for output in cell["outputs"])
    front, text = markdown_of(site / page.name, site)
    assert {"title", "description", "image", "output-file"} <= set(front)
    html = pypandoc.convert_text(text, "html5", format="markdown", extra_args=PANDOC[4:])
    assert not re.search(r"<p>:::|:::</p>|<p>```", html), "a fence shows as text"


def test_no_dollar_is_left_over(site):
    for path in sorted(site.glob("*.ipynb")):
        left = re.sub(FORMULA, "", prose(path), flags=re.S).replace("\\$", "")
        assert "$" not in left, f"{path.stem}: {left[max(0, left.index('$') - 40):][:80]}"


def visible(path):
    "The sources of the code cells that a page shows, without their options."
    found = [options_of(c["source"]) for c in cells(path) if c["cell_type"] == "code"]
    return [code for options, code in found if options.get("echo", True) and code]


@pytest.mark.parametrize("chapter", EXPORTING, ids=lambda path: path.stem)
def test_each_public_name_stands_once_on_its_page(chapter, site):
    shown = "\n".join(visible(site / chapter.name))
    assert "show_doc" not in shown
    for name in importlib.import_module("homecooked_nn." + module_of(chapter)).__all__:
        found = re.findall(rf"^(?:def|class) {name}\b", shown, re.M) or re.findall(
            rf"^(?:\w+, )*{name}\b.* = |^ +{name} = .*\bnumba\b", shown, re.M)
        assert len(found) == 1, f"{name} stands there {len(found)} times"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_page_shows_the_imports_that_it_uses(chapter, site):
    imported, used = set(), set()
    for code in visible(site / chapter.name):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                imported |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            elif isinstance(node, ast.Name):
                used.add(node.id)
    hidden = {(alias.asname or alias.name).split(".")[0] for cell in cells(chapter) if cell["cell_type"] == "code"
              for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, (ast.Import, ast.ImportFrom))
              for alias in node.names} - imported
    assert not hidden & used, f"{chapter.stem} uses {hidden & used}, whose import is hidden"


def anchors(path):
    "The anchors on a page: pandoc's for its headings, and those that are written there."
    text = prose(path)
    titles = re.findall(r"^#+ (.*?)(?: \{#\S+\})?$", text, flags=re.M)
    plain = [re.sub(r"[^\w\s.-]", "", re.sub(r"\$.*?\$", "", title)).strip().lower() for title in titles]
    written = re.findall(r"\{#([\w.-]+)\}|<a id=\"([\w-]+)\">", text)
    return ({re.sub(r"^[^a-z]+", "", re.sub(r"\s+", "-", title)) for title in plain}
            | {one or other for one, other in written})


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(page, site):
    text = "\n".join(cell["source"] for cell in cells(site / page.name) if cell["cell_type"] == "markdown")
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", text + prose(site / page.name)):
        assert (site / (target or page.name)).exists(), f"{page.stem} links {target}"
        found = anchors(site / (target or page.name)) if anchor else ()
        assert not anchor or anchor in found, f"{page.stem} links {target}#{anchor}"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_chapters_equations_works_and_names_are_links(chapter, site):
    "What is left of the prose without its links, formulas and headings names none of them."
    text = "\n\n".join(c["source"] for c in cells(site / chapter.name) if c["cell_type"] == "markdown")
    text = re.sub(r"```.*?```|^#+ .*$|" + FORMULA, " ", text, flags=re.S | re.M)
    left = re.sub(r"\[(?:[^][]|\[[^]]*\])*\]\([^)]*\)", " ", text)
    own = chapter.stem[:2]
    assert not [n for n in re.findall(r"[Cc]hapters?\s(\d\d)\b", left) if n != own]
    assert not set(re.findall(r"(?<![\w.^_}])\((A?\d{1,2}\.\d{1,2})\)", left)) & set(
        re.findall(r"\\tag\{(A?[\d.]+)\}", "".join(map(prose, [*CHAPTERS, *APPENDIX]))))
    cited = re.findall(r"[A-Z]\w+(?: et al\.|(?:, [A-Z]\w+)? and [A-Z]\w+)?,? \(?(?:1[89]|20)\d\d\b", re.sub(CODE, " ", left))
    assert not cited, f"{cited}: no such work in references.ipynb"
    assert not set(re.findall(r"`(\w+)`", left)) & public_names()


def test_each_listed_work_is_cited_and_has_a_link(site):
    text = "\n".join(prose(site / page.name) for page in PAGES if page.stem != "references")
    for work, anchor in works().items():
        assert f"references.ipynb#{anchor}" in text or work == "Choi 2022", f"{work} is cited nowhere"
    listed = re.findall(r"^- .*$", prose(NBS / "references.ipynb"), re.M)
    assert len(listed) == len(works()) and all("](http" in line for line in listed)
    assert [*works().values()] == sorted(works().values())


def test_the_post_is_linked_where_a_chapter_speaks_of_it(site):
    for chapter in CHAPTERS:
        if re.search(r"\b[Tt]he post\b", prose(chapter)):
            assert re.search(r"\[[Tt]he post('s)?\]\(https://www.kaggle.com", prose(site / chapter.name)), chapter.stem


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_exercises_stand_under_a_heading_and_say_where_they_answer(chapter, site):
    "On the page no exercise can run, so none shows a verdict on its blank."
    text = prose(site / chapter.name)
    assert len(re.findall(r"^### Exercise \d", text, re.M)) >= 3
    assert chapter.stem == "00_kitchen" or re.search(r"^## Exercises$", text, re.M)
    assert text.count("::: {.runs-at}") == 1
    assert not any(cell["outputs"] for cell in cells(site / chapter.name) if exercise_of(cell))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_headings_nest(page):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose(page), flags=re.M)]
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


def test_the_home_page_counts_right():
    "Its ten lines, the epochs of its picture, its two commands and three experiments, and NumPy alone."
    listed = cells(NBS / "index.ipynb")
    source = {kind: [cell["source"] for cell in listed if cell["cell_type"] == kind] for kind in ("markdown", "code")}
    home, ten, draws = "\n".join(source["markdown"]), source["code"][1], source["code"][3]
    assert "## A network in ten lines" in home and len([line for line in ten.splitlines() if line]) == 10
    epochs = ast.literal_eval(re.search(r"zip\(panels.flat, (\[.*\])\)", draws)[1])
    said = "before training, and after {} and {} epochs".format(", ".join(map(str, np.cumsum(epochs)[1:-1])), sum(epochs))
    assert epochs[0] == 0 and said in home
    commands = re.search(r"## Two commands.*?```sh\n(.*?)```", home, re.S)[1]
    assert re.findall(r"^make (\w+)", commands, re.M) == ["tour", "test"]
    assert "make tour   # the three experiments" in commands
    assert REPO.joinpath("demo/tour.py").read_text().startswith('"""The three experiments of the book')
    assert "It needs NumPy and nothing else" in home and re.fullmatch(r"numpy>=[\d.]+", settings()["requirements"])


def reference():
    "For each module the part of the reference that is about it."
    shown = "\n".join(outputs_text(cell) for cell in cells(NBS / "api.ipynb"))
    return dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", shown, flags=re.M | re.S))


@pytest.mark.parametrize("chapter", EXPORTING, ids=lambda path: path.stem)
def test_the_reference_covers_every_public_name(chapter):
    module = importlib.import_module("homecooked_nn." + module_of(chapter))
    part = reference()[module_of(chapter)]
    assert f"]({chapter.name})" in part
    told = dict(re.findall(r"^### (\w+)\n+```python\n(.*?)```", part, re.M | re.S))
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
    assert NBS.joinpath(config()["website"]["favicon"]).stat().st_size < 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_first_cell_is_title_and_subtitle_alone(page):
    "nbdev makes the page's head of it. A chapter's title is number and subject, the question comes below."
    assert re.fullmatch(r"# .+\n+> .+\n?", cells(page)[0]["source"])
    if page in CHAPTERS:
        assert re.match(rf"# {page.stem[:2]} [A-Z].*\n+> [^?]+\? ", cells(page)[0]["source"])


def pages_in(contents):
    "The pages of the sidebar, in its order."
    return [page for item in contents
            for page in (pages_in(item["contents"]) if isinstance(item, dict) else [item])]


def test_the_sidebar_names_every_page_in_order():
    named = pages_in(config()["website"]["sidebar"]["contents"])
    assert named == ["index.ipynb", *(page.name for page in [*CHAPTERS, *APPENDIX]),
                     "api.ipynb", "references.ipynb"]


def test_the_home_page_lists_the_chapters_by_their_titles():
    rows = re.findall(r"^\| \[(.+?)\]\(([\dA]\d_\w+\.ipynb)\) \| (.+?) \|", "\n".join(
        cell["source"] for cell in cells(NBS / "index.ipynb") if "## The chapters" in cell["source"]), re.M)
    assert len(rows) == len(CHAPTERS + APPENDIX)
    for title, notebook, question in rows:
        head = cells(NBS / notebook)[0]["source"]
        assert head.startswith(f"# {title}\n") and f"> {question} " in head, notebook


def test_the_site_is_configured_in_one_place(site):
    assert NBS.joinpath("_quarto.yml").read_text() == "metadata-files: [../_quarto.yml]\n"
    assert (site / "images" / "moons.png").exists()


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed: it brings KaTeX")
def test_formulas_need_no_other_server(site):
    url = config()["format"]["html"]["html-math-method"]["url"]
    assert {"katex.min.js", "katex.min.css", "fonts"} <= {path.name for path in (site / url).iterdir()}
    assert any(url in pattern for pattern in config()["project"]["resources"])


@pytest.mark.parametrize("written, made", [
    ("as chapter 05 says", "as [chapter 05](05_backprop.ipynb) says"),
    ("chapters 00 to 03 and 07", "chapters [00](00_kitchen.ipynb) to [03](03_parameters.ipynb) and [07](07_sgd.ipynb)"),
    ("chapter 04 is this page, chapter 99 none", "chapter 04 is this page, chapter 99 none"),
    ("by (5.2), not f(5.2) nor (0.25)", "by [(5.2)](05_backprop.ipynb#equation-5.2), not f(5.2) nor (0.25)"),
    ("(4.5) is near", "[(4.5)](#equation-4.5) is near"),
    ("`relu` and `nn.relu`, `np.maximum`", "[`relu`](api.ipynb#relu) and [`nn.relu`](api.ipynb#relu), `np.maximum`"),
    ("NumPy's `tanh` is not ours", "NumPy's `tanh` is not ours"),
    ("(Kingma and Ba 2015)", "([Kingma and Ba 2015](references.ipynb#kingma-2015))"),
    ("## By (5.2)\nand $x=(5.2)$", "## By (5.2)\nand $x=(5.2)$"),
    ("[chapter 05](x) and ``chapter 05``", "[chapter 05](x) and ``chapter 05``"),
    ("```python\n# chapter 05\n```", "```python\n# chapter 05\n```")])
def test_what_is_written_plainly_becomes_a_link(written, made, monkeypatch):
    monkeypatch.chdir(REPO)
    assert linked(written, "04_forward.ipynb") == made


def test_formulas_get_anchors_and_keep_their_comma():
    assert with_anchors("$$a \\tag{4.5}$$") == "[]{#equation-4.5}$$a \\tag{4.5}$$"
    assert with_close_marks("for $a$, and $b$ too") == "for $a$\u2060, and $b$ too"


def test_the_pages_keep_what_readers_asked_for():
    "The system's dark setting, canonical links, code that scrolls, and room for 72 columns."
    html, website = config()["format"]["html"], config()["website"]
    assert html["respect-user-color-scheme"] and html["canonical-url"] and website["favicon"]
    assert html["code-overflow"] == "scroll" and int(html["grid"]["body-width"].removesuffix("px")) >= 850
    assert html["html-math-method"]["method"] == "katex"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_folded_code_says_what_it_draws_only_where_it_draws(page, site):
    for cell in cells(site / page.name):
        options = options_of(cell["source"])[0] if cell["cell_type"] == "code" else {}
        if options.get("code-fold"):
            drawn = any("image/png" in output.get("data", {}) for output in cell["outputs"])
            assert drawn != ("code-summary" in options), f"{page.stem}: {cell['source'][:80]}"
