"""What the tests need to know about the notebooks."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
NBS = REPO / "nbs"
CHAPTERS = sorted(NBS.glob("[0-9][0-9]_*.ipynb"))
NOTEBOOKS = [*CHAPTERS, *sorted(NBS.glob("index.ipynb"))]


def cells(path):
    "The cells of a notebook, their source joined to one string."
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in found:
        cell["source"] = "".join(cell["source"])
    return found


def directives(source):
    "The `#|` lines of a code cell as a dict: {'exports': '', 'fig-alt': 'a picture of ...'}."
    found = re.findall(r"^#\|\s*([\w-]+)[ \t]*:?[ \t]*(.*)$", source, flags=re.M)
    return {name: value.strip() for name, value in found}


def exercise_of(cell):
    "The name in a cell's tag `exercise:<name>`, or None."
    tags = cell["metadata"].get("tags", [])
    return next((tag[len("exercise:"):] for tag in tags if tag.startswith("exercise:")), None)


def module_of(path):
    "The name of the module that a chapter exports, or None."
    found = re.search(r"^#\| default_exp (\w+)", "\n".join(c["source"] for c in cells(path)), re.M)
    return found and found[1]


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


def readme_text():
    "README.md as it follows from nbs/index.ipynb: prose, code, and what the code printed."
    parts = []
    for cell in cells(NBS / "index.ipynb"):
        if cell["cell_type"] == "markdown":
            parts.append(re.sub(r"\]\((?=images/|\d\d_)", "](nbs/", cell["source"]))
        elif "hide" not in directives(cell["source"]):
            parts.append(f"```python\n{cell['source']}\n```")
            shown = outputs_text(cell).rstrip()
            parts.extend([f"```text\n{shown}\n```"] if shown else [])
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    REPO.joinpath("README.md").write_text(readme_text(), encoding="utf-8")
