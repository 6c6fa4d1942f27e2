"""The notebooks run, are clean, and are what the library was exported from."""
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import pytest

import homecooked_nn as nn
import once
from once import TOGETHER, tells
from book import APPENDIX, CHAPTERS, EXPORTING, NBS, NOTEBOOKS, REPO, cells, module_of, readme_text, run, settings, with_frame

OWN = ["__main__", *(f"homecooked_nn.{m}" for m in map(module_of, EXPORTING) if m)]    # __main__: the cells
KEPT = ("nbs", "homecooked_nn", "settings.ini", "setup.py", "pyproject.toml", "README.md")


def contents(root):
    "Every file of the notebooks and the library, as bytes by path."
    paths = [p for part in ("nbs", "homecooked_nn") for p in (root / part).rglob("*")]
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in paths
            if p.suffix in (".py", ".ipynb") and "__pycache__" not in p.parts
            and ".ipynb_checkpoints" not in p.parts}


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    "A copy of what nbdev reads and writes."
    root = tmp_path_factory.mktemp("copy")
    for part in KEPT:
        source = REPO / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / part)
    return root


@cache
def said_of(notebook):
    "What one run of a notebook says: see once.py. Its tests go to one worker, so that it runs once."
    with ProcessPoolExecutor(1, TOGETHER) as process:
        return process.submit(once.once, notebook, OWN).result()


def each(notebooks):
    "A test for each notebook, together with its other tests."
    return pytest.mark.parametrize("notebook", [
        pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in notebooks])


@each(NOTEBOOKS)
def test_notebook_runs(notebook):
    error = said_of(notebook)["error"]
    assert not error, error


@each(NOTEBOOKS)
def test_outputs_are_fresh(notebook):
    "Every printed text and every repr is the committed one; what the machine decides is tagged."
    stale = [f"cell {cell}, committed:\n{before}\nnow:\n{after}" for cell, before, after in said_of(notebook)["stale"]]
    assert not stale, f"run: make run NB={notebook.stem.split('_')[0]}\n" + "\n".join(stale)


@each(CHAPTERS)
def test_exercises_answer(notebook):
    "The blank stub fails, the solution passes, every suspect is named."
    exercises = said_of(notebook)["exercises"]
    assert len(exercises) >= 3 or said_of(notebook)["error"], f"{notebook.stem} has {len(exercises)} exercises"
    for exercise in exercises:
        assert "error" not in exercise, exercise
        passed, message = exercise["blank"]
        assert not passed and "blank" in message.lower(), f"{exercise['name']}: {message}"
        passed, message = exercise["solved"]
        assert passed, f"{exercise['name']}: the solution does not pass: {message}"
        assert exercise["suspects"], f"{exercise['name']} names no suspect"
        for suspect, named in exercise["suspects"].items():
            assert named == suspect, f"{exercise['name']}: {suspect!r} is taken for {named!r}"


@each(CHAPTERS)
def test_wrong_answers_are_told_what_is_wrong(notebook):
    "Mistakes that no key was made for: none passes, none is taken for another, half hear what is wrong."
    for exercise in said_of(notebook)["exercises"]:
        told = 0
        for mistake, fits, passed, suspect, message in exercise["wrong"]:
            assert not passed, f"{exercise['name']}: {mistake} passes"
            assert suspect is None or suspect == fits, f"{exercise['name']}: {mistake} is taken for {suspect}"
            told += tells(message)
        assert 2 * told >= len(exercise["wrong"]), f"{exercise['name']}: {exercise['wrong']}"


@pytest.mark.xdist_group("copied")
def test_notebooks_are_clean_and_stay_so(copied):
    before = contents(copied)
    assert "warn" not in run("nbdev_clean", cwd=copied).lower()
    assert contents(copied) == before, "run: make clean-notebooks"


@pytest.mark.xdist_group("copied")
def test_library_is_what_the_notebooks_export(copied):
    before = contents(copied)
    run("nbdev_export", cwd=copied)
    after = contents(copied)
    changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
    assert not changed, f"run: make export (changed: {changed})"


def test_a_chapter_imports_only_earlier_ones():
    number = {module_of(c): c.stem[:2] for c in CHAPTERS if module_of(c)}
    tool = {"inputs", "progress", "network"}        # 14 to 19 use it before it is built, and 14 says so
    for chapter in CHAPTERS:
        source = "\n".join(c["source"] for c in cells(chapter) if c["cell_type"] == "code")
        for module, of in number.items():
            uses = f"homecooked_nn.{module} import" in source
            ahead = module in tool and "14" <= chapter.stem[:2] <= "19"
            ahead |= (chapter.stem, module) == ("16_moons", "estimators")    # one look ahead, said there
            assert not uses or of <= chapter.stem[:2] or ahead, f"{chapter.stem} imports {module}"


def test_the_appendix_imports_nothing_of_the_book():
    for notebook in APPENDIX:
        source = "\n".join(c["source"] for c in cells(notebook) if "export" in c["source"][:20])
        used = {*re.findall(r"homecooked_nn\.?(\w*)", source)}
        assert used <= {*map(module_of, APPENDIX)}, f"{notebook.stem} imports {used}"


def test_every_exported_module_belongs_to_a_chapter():
    written = {"__init__", "_modidx"}
    modules = {p.stem for p in REPO.joinpath("homecooked_nn").glob("*.py")} - written
    assert modules == {module_of(path) for path in EXPORTING}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_chapters_have_the_common_frame(chapter):
    assert chapter.read_text(encoding="utf-8") == with_frame(chapter), "run: make readme"


def test_readme_says_what_the_index_says():
    assert REPO.joinpath("README.md").read_text(encoding="utf-8") == readme_text(), "run: make readme"


def test_links_between_the_documents_lead_somewhere():
    for document in [REPO / "README.md", REPO / "CONTRIBUTING.md"]:
        for link in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert link.startswith("https://") or (REPO / link).exists(), f"{document.name}: {link}"
    for notebook in NOTEBOOKS:
        for cell in cells(notebook):
            links = re.findall(r"\]\(([^)#\s]+)\)", cell["source"]) if cell["cell_type"] == "markdown" else []
            for link in links:
                assert re.match("https?://", link) or (NBS / link).exists(), f"{notebook.stem}: {link}"


def test_the_owner_and_the_version_stand_in_one_place():
    owner, version = settings()["user"], settings()["version"]
    assert nn.__version__ == version
    for name in ("CITATION.cff", "_quarto.yml", "README.md", "SECURITY.md", "nbs/api.ipynb", ".github/ISSUE_TEMPLATE/config.yml"):
        text = REPO.joinpath(name).read_text(encoding="utf-8")
        for found in re.findall(r"github\.com/([\w-]+)/homecooked_nn", text):
            assert found == owner, f"{name} names {found}"
    changes = REPO.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    dated = re.search(rf"^## \[{version}\] - (20\d\d)-\d\d-\d\d$", changes, re.M)
    assert dated, f"settings.ini says {version}, CHANGELOG.md does not"
    cited = rf"Version {version}, {dated[1]}\. (?s:.*)version = \{{{version}\}},\n  year    = \{{{dated[1]}\}}"
    for name, line in {"CITATION.cff": f"^version: {version}$", "README.md": cited}.items():
        found = re.search(line, REPO.joinpath(name).read_text(encoding="utf-8"), re.M)
        assert found, f"settings.ini says {version}, {name} does not, or another year"
