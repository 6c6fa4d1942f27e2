"""What the tests need to know about the notebooks."""
import ast
import configparser
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

REPO = Path(__file__).resolve().parent.parent
NBS = REPO / "nbs"
CHAPTERS = sorted(NBS.glob("[0-9][0-9]_*.ipynb"))
APPENDIX = sorted(NBS.glob("A[0-9]_*.ipynb"))      # modules that are no chapter's idea
NOTEBOOKS = [*CHAPTERS, *APPENDIX, NBS / "api.ipynb", NBS / "index.ipynb"]    # those that run
PAGES = [*NOTEBOOKS, NBS / "references.ipynb"]


def cells(path):
    "The cells of a notebook, their source joined to one string."
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in found:
        cell["source"] = "".join(cell["source"])
    return found


@cache
def directives(source):
    "nbdev's flags and Quarto's options of a cell: {'exports': '', 'fig-alt': 'a picture', 'eval': False}."
    lines = [line[2:].strip() for line in source.splitlines() if line.startswith("#|")]
    options = yaml.safe_load("\n".join(line for line in lines if ":" in line)) or {}
    return {line.split()[0]: "" for line in lines if ":" not in line} | options


def exercise_of(cell):
    "The name in a cell's tag `exercise:<name>`, or None."
    tags = cell["metadata"].get("tags", [])
    return next((tag[len("exercise:"):] for tag in tags if tag.startswith("exercise:")), None)


def module_of(path):
    "The name of the module that a chapter exports, or None."
    found = re.search(r"^#\| default_exp (\w+)", "\n".join(c["source"] for c in cells(path)), re.M)
    return found and found[1]


def file_of(page):
    "The page that a notebook becomes: its name without the number."
    return (page.stem[3:] if page.stem[:2].isdigit() else page.stem.lower()) + ".html"


EXPORTING = [path for path in [*CHAPTERS, *APPENDIX] if module_of(path)]


def is_folded(cell):
    "Whether a code cell's lines are hidden from a reader until asked for."
    flags = directives(cell["source"])
    hidden = cell["metadata"].get("jupyter", {}).get("source_hidden")
    return bool(hidden or {"hide", "code-fold"} & {*flags}) or flags.get("echo") is False


def lines_of_code(source):
    "Statements, one to a line of at most 72 characters, however they are laid out; without docstrings."
    lines = ast.unparse(ast.parse(source)).splitlines()
    return sum(-(-len(line) // 72) for line in lines if line.strip() and line.strip()[0] not in "'\"")


def minutes(path):
    """How long a slow reader takes: 200 words of prose a minute, 10 seconds a line of code, a minute a
    numbered formula; three a task whose answer is a value, six one whose answer is a function. What is
    folded, and what stands in an appendix of the page, is not counted."""
    seconds = 0
    for cell in cells(path):
        if cell["source"].startswith("## Appendix"):
            break
        source = re.sub(r"<details>.*?</details>", "", cell["source"], flags=re.S)
        if exercise_of(cell):
            seconds += 360 if "def " in source else 180
        elif cell["cell_type"] == "code":
            seconds += 0 if is_folded(cell) else 10 * lines_of_code(source)
        else:
            formulas = re.findall(r"\$\$.*?\$\$", source, re.S)
            seconds += 60 * sum("tag{" in formula for formula in formulas)
            seconds += 60 / 200 * len(re.sub(r"\$\$.*?\$\$", " ", source, flags=re.S).split())
    return round(seconds / 60)


def outputs_text(cell):
    "All text that a code cell has put out."
    parts = []
    for output in cell.get("outputs", []):
        parts.append("".join(output.get("text", [])))
        for kind, data in output.get("data", {}).items():
            if kind.startswith("text/"):
                parts.append("".join(data))
    return "\n".join(parts)


def run(*command, cwd=REPO, **environment):
    "Run a command of this Python's environment; its output is in the error if it fails."
    env = {k: v for k, v in os.environ.items() if k != "IN_TEST"}
    env.update(environment, PATH=f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}")
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, f"{' '.join(map(str, command))} failed:\n{done.stdout[-6000:]}"
    return done.stdout


def settings():
    "What settings.ini says."
    parser = configparser.ConfigParser()
    parser.read(REPO / "settings.ini")
    return parser["DEFAULT"]


def links_of(notebook):
    "The line under a chapter's minutes: where the notebook can be run."
    place = f"{settings()['user']}/{settings()['repo']}/blob/main/nbs/{notebook.name}"
    return (f"[Run on Kaggle](https://www.kaggle.com/kernels/welcome?src=https://github.com/{place}) · "
            f"[Open in Colab](https://colab.research.google.com/github/{place}) · "
            f"[Download](https://raw.githubusercontent.com/{place.replace('/blob/', '/')})")


INSTALL = """\
#| hide
#| eval: false
try:
    import homecooked_nn    # noqa: F401
except ImportError:    # on Kaggle or Colab: from the attached dataset, PyPI, or the repository
    import glob, importlib, subprocess, sys
    wheels = glob.glob("/kaggle/input/**/homecooked_nn-*.whl", recursive=True)
    repository = "git+{git_url}"
    for source in [*wheels, "homecooked_nn[tutorial]", "homecooked_nn[tutorial] @ " + repository]:
        if not subprocess.call([sys.executable, "-m", "pip", "install", "-q", source]):
            importlib.invalidate_caches()
            break
    else:
        raise ImportError("homecooked_nn could not be installed. On Kaggle switch the internet "
                          "on, or attach the dataset {user}/homecooked-nn; elsewhere: "
                          "pip install 'homecooked_nn[tutorial]'")
"""


def with_frame(notebook):
    "A chapter with the parts that all chapters share: links, the cell that installs, folded code."
    book = json.loads(notebook.read_text(encoding="utf-8"))
    install = INSTALL.format(git_url=settings()["git_url"], user=settings()["user"]).strip()
    lead, found = book["cells"][1], book["cells"]
    text = "".join(lead["source"]).split("\n\n[Run on Kaggle]")[0]
    text = re.sub(r"^\*\d+ minutes", f"*{minutes(notebook)} minutes", text)
    lead["source"] = f"{text}\n\n{links_of(notebook)}".splitlines(True)
    if "on Kaggle or Colab" not in "".join(found[2]["source"]):
        found.insert(2, dict(cell_type="code", execution_count=None, id="install0", outputs=[],
                             metadata={"jupyter": {"source_hidden": True}}))
    found[2]["source"] = install.splitlines(True)
    for cell in found:
        if cell["metadata"].get("jupyter", {}).get("source_hidden"):
            cell["metadata"]["_kg_hide-input"] = True
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "fig-alt:" in source and "code-fold:" not in source:
            cell["source"] = re.sub(r"^(#\| fig-alt:.*\n)", r"\1#| code-fold: true\n", source,
                                    flags=re.M).splitlines(True)
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def badges():
    "The row under the README's title: whether tests and site are well, the newest release, its Pythons."
    ini = settings()
    action, pypi = "{git_url}/actions/workflows/docs.yml".format(**ini), f"https://pypi.org/project/{ini['lib_name']}"
    shield = f"https://img.shields.io/pypi/{{}}/{ini['lib_name']}"
    return " ".join([f"[![tests and site]({action}/badge.svg?branch={ini['branch']})]({action})",
                     f"[![the newest release on PyPI]({shield.format('v')})]({pypi})",
                     f"[![Python versions]({shield.format('pyversions')})]({pypi})"])


def readme_text():
    "README.md as it follows from nbs/index.ipynb: prose, code, and what the code printed."
    parts = []
    for cell in cells(NBS / "index.ipynb"):
        if cell["cell_type"] == "markdown":
            parts.append(re.sub(r"\]\((?=images/|[\dA]\d_|references)", "](nbs/", cell["source"]))
        elif not {"hide", "code-fold"} & set(directives(cell["source"])):
            parts.append(f"```python\n{cell['source']}\n```")
            shown = outputs_text(cell).rstrip()
            parts.extend([f"```text\n{shown}\n```"] if shown else [])
    title, *rest = parts
    return "\n\n".join([title, badges(), *rest]) + "\n"


def run_in_place(notebook):
    "Run a notebook and keep what it puts out, and nothing of what it put out before."
    book = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    notebook.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    run("exec_nb", notebook.name, "--dest", notebook.name, "--exc_stop", cwd=NBS)
    run("nbdev_clean", "--fname", notebook)


if __name__ == "__main__":
    if sys.argv[1:] == ["minutes"]:
        print(*(f"{minutes(path):4}  {path.stem}" for path in CHAPTERS), sep="\n")
    elif sys.argv[1:]:                  # run these
        for path in sys.argv[1:]:
            run_in_place(Path(path).resolve())
    else:                               # write what repeats
        for chapter in CHAPTERS:
            chapter.write_text(with_frame(chapter), encoding="utf-8")
        REPO.joinpath("README.md").write_text(readme_text(), encoding="utf-8")
