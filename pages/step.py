"""The last step before Quarto: what is written in the notebooks once, every page gets.

nbdev reads a notebook, runs its own processors and then `Page` (settings.ini: procs), which

- makes links of "chapter 05", of (4.2), of public names in backticks, of cited works and of the post,
  and gives each numbered equation an anchor to link to;
- folds the code that is folded in a running notebook;
- drops what only a running notebook can show: metadata of Kaggle's, verdicts on blank exercises;
- turns HTML that was put out into plain blocks, for which Quarto loads no script from elsewhere;
- gives pictures alt texts, and each page its picture for shared links;
- puts KaTeX beside the pages, so that formulas do not depend on another server;
- marks the cells that run in the reader's browser, and lists them (browser.py).
"""
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

import yaml
from execnb.nbio import mk_cell
from nbdev.config import get_config
from nbdev.processors import Processor

from pages.browser import bar_of, live_into, mark_of, write_cells

KATEX = "0.16.47"       # tests/test_site.py measures formulas with this version
POST = "https://www.kaggle.com/code/kwangjongchoi/homecooked-nn/notebook"
CARD = "images/card.png"

# What stands in prose but must stay as it is; inline code is told apart by its group.
KEPT = re.compile(r"""
    ^(?:```|~~~).*?^(?:```|~~~)[ ]*$      # fenced code
  | \$\$.+?\$\$ | (?<![\\$])\$(?=\S)[^$\n]+?(?<=\S)\$(?![\d$])     # formulas
  | !?\[(?:[^][]|\[[^][]*\])*\]\([^)]*\)  # links and pictures
  | </?[a-zA-Z][^>]*>                     # tags
  | ^\#+[ ][^\n]*$                        # headings
  | ``.+?`` | (?P<code>`[^`\n]+`)
""", re.M | re.S | re.X)


@cache
def chapters():
    "For each chapter's number, the appendix's too, its notebook: '05' -> '05_backprop.ipynb'."
    return {path.name[:2]: path.name for path in sorted(get_config().nbs_path.glob("[0-9A][0-9]_*.ipynb"))}


def cells_of(name, kind):
    "The sources of a notebook's cells of one kind."
    found = json.loads((get_config().nbs_path / name).read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


@cache
def equations():
    "For each equation's number the notebook in which it stands."
    return {number: name for name in chapters().values()
            for number in re.findall(r"\\tag\{(A?[\d.]+)\}", "\n".join(cells_of(name, "markdown")))}


@cache
def works():
    "For each cited work, as chapters cite it, its anchor in references.ipynb."
    listed = "\n".join(cells_of("references.ipynb", "markdown"))
    return {cited: anchor for anchor, cited in
            re.findall(r'^- <a id="([^"]+)"></a>\*\*(.+?)\.\*\*', listed, re.M)}


@cache
def public_names():
    "The names that the reference describes, methods included."
    found = json.loads((get_config().nbs_path / "api.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = "".join("".join(output["data"].get("text/markdown", [])) for cell in found
                    for output in cell.get("outputs", []))
    return {*re.findall(r"^###+ ([\w.]+)$", shown, re.M)}


def linked_code(span, before=""):
    "Inline code, a link into the reference if it is a public name of ours: `relu`, `nn.relu`, `NeuralNet.fit`."
    name = span.strip("`").removeprefix("nn.")
    theirs = re.search(r"(?:NumPy|PyTorch|Keras|scikit-learn|SciPy|mlxtend)'?s? $", before)
    return f"[{span}](api.ipynb#{name})" if name in public_names() and not theirs else span


def linked_prose(text, page):
    "Prose with links to chapters, equations and cited works."
    def chapter(match):
        "`chapters 00 to 07`: each number is a link; a single one takes the word along."
        numbers = re.findall(r"\d\d", match[0])
        if not set(numbers) <= set(chapters()):
            return match[0]
        if len(numbers) == 1:
            notebook = chapters()[numbers[0]]
            return match[0] if notebook == page else f"[{match[0]}]({notebook})"
        return re.sub(r"\d\d", lambda m: f"[{m[0]}]({chapters()[m[0]]})", match[0])

    def equation(match):
        target = equations().get(match[1])
        place = "" if target == page else target
        return f"[({match[1]})]({place}#equation-{match[1]})" if target else match[0]

    def work(match):
        return f"[{match[0]}](references.ipynb#{works()[match[0]]})"

    text = re.sub(r"\b[Cc]hapters?\s\d\d\b(?:(?:,\s|\sand\s|\sto\s|\sor\s)\d\d\b)*", chapter, text)
    text = re.sub(r"(?<![\w.^_}\]])\((A?\d{1,2}\.\d{1,2})\)(?!\()", equation, text)
    if page != "references.ipynb":
        cited = "|".join(map(re.escape, sorted(works(), key=len, reverse=True)))
        text = re.sub(rf"\b(?:{cited})\b", work, text)
    return text


def linked(text, page):
    "Markdown with all its links; code, formulas, headings and links that stand there are kept."
    parts, end = [], 0
    for match in KEPT.finditer(text):
        parts.append(linked_prose(text[end:match.start()], page))
        parts.append(linked_code(match[0], text[:match.start()]) if match["code"] else match[0])
        end = match.end()
    return "".join([*parts, linked_prose(text[end:], page)])


def with_close_marks(text):
    "A comma or full stop behind a formula stays on its line: U+2060 joins the two."
    return re.sub(r"((?<![\\$])\$(?=\S)[^$\n]+?(?<=\S)\$)(?=[,.;:)?!])", "\\1\u2060", text)


def with_anchors(text):
    "Each formula with a \\tag gets an anchor in front of it."
    def anchor(match):
        numbers = re.findall(r"\\tag\{(A?[\d.]+)\}", match[0])
        return "".join(f"[]{{#equation-{number}}}" for number in numbers) + match[0]
    return re.sub(r"\$\$.+?\$\$", anchor, text, flags=re.S)


def with_pictures(text):
    "A picture alone in its paragraph keeps its text as alt text, and does not show it as a caption."
    return re.sub(r"^(!\[[^]]+\]\([^)]+\))$", r"\1&nbsp;", text, flags=re.M)


def plain_html(html):
    "HTML as a block of markdown, which Quarto passes on as it is."
    html = html.replace(' border="1"', "").replace("<table", '<table data-quarto-disable-processing="true"')
    return f"```{{=html}}\n{html.strip()}\n```"


def is_exercise(cell):
    return any(tag.startswith("exercise:") for tag in cell.metadata.get("tags", []))


def with_options(source, **options):
    "A cell's source with these options in front of it, but for those that it has."
    new = [f"#| {name.replace('_', '-')}: {json.dumps(value)}\n" for name, value in options.items()
           if not re.search(rf"^#\| *{name.replace('_', '-')}:", source, re.M)]
    return "".join(new) + source


class Page(Processor):
    "nbdev's processor: a notebook on its way to Quarto."

    def begin(self):
        self.name = Path(self.nb.path_).name
        self.runs_at, self.post = None, False
        katex_into(get_config().config_path / "_proc" / "katex")
        self.live = live_into(get_config().config_path / "_proc" / "live")

    def cell(self, cell):
        if cell.cell_type == "markdown":
            cell.source = self.markdown(cell.source)
        elif cell.cell_type == "code":
            self.code(cell)
        elif cell.source.startswith("---\n"):
            front = yaml.safe_load(cell.source.strip().strip("-"))
            front["image"] = CARD
            cell.source = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n"

    def markdown(self, text):
        self.runs_at = re.search(r"^\[Run on Kaggle\].*$", text, re.M) or self.runs_at
        text = with_close_marks(with_pictures(with_anchors(linked(text, self.name))))
        if not self.post and self.name[:2].isdigit():
            text, found = re.subn(r"(?<![\w\[])([Tt]he post)\b(?![^\[]*\]\()", rf"[\1]({POST})", text, count=1)
            self.post = bool(found)
        first = re.search(r"^##+ Exercise(?:s$| 1)[^\n]*\n", text, re.M)
        if self.runs_at and first:
            note = f"\n::: {{.runs-at}}\nYour answers are checked where the chapter runs: {self.runs_at[0]}\n:::\n\n"
            text, self.runs_at = text[:first.end()] + note + text[first.end():], None
        return text

    def code(self, cell):
        if cell.metadata.get("jupyter", {}).get("source_hidden"):      # folded in a running notebook, so here too
            cell.source = with_options(cell.source, code_fold=True)
        cell.metadata = {k: v for k, v in cell.metadata.items() if k in ("tags", "language")}
        if is_exercise(cell):
            cell.outputs = []
        drawn = any("image/png" in output.get("data", {}) for output in cell.outputs)
        if re.search(r"^#\| *code-fold:", cell.source, re.M) and not drawn:
            cell.source = with_options(cell.source, code_summary="The code")
        for output in cell.outputs:
            html = output.get("data", {}).get("text/html")
            if html:
                output["data"] = {"text/markdown": plain_html("".join(html))}
            elif self.name == "api.ipynb" and "text/markdown" in output.get("data", {}):
                output["data"]["text/markdown"] = with_ids("".join(output["data"]["text/markdown"]))

    def end(self):
        "Each shown cell that runs gets its mark, the page its bar behind the chapter's links."
        if not re.match(r"[\dA]\d_", self.name):
            return
        listed = write_cells(self.nb.path_, self.live)
        runs, made = {cell["id"]: cell for cell in listed}, []
        for cell in self.nb.cells:
            if cell.get("id") in runs and getattr(cell, "source", None):
                made.append(mk_cell(mark_of(runs[cell["id"]]), "markdown"))
            made.append(cell)
        shown = {cell.get("id") for cell in made}
        behind = next((n for n, cell in enumerate(made, 1) if "[Run on Kaggle]" in (cell.source or "")), 2)
        made.insert(behind, mk_cell(bar_of(listed, shown, Path(self.name).stem), "markdown"))
        self.nb.cells = made


def with_ids(text):
    "Headings of the reference with the names themselves as anchors, so that links tell apart R and r."
    text = re.sub(r"^(## (\w+))$", r"\1 {#module-\2}", text, flags=re.M)
    return re.sub(r"^(###+ ([\w.]+))$", r"\1 {#\2}", text, flags=re.M)


def katex_into(folder):
    "KaTeX's script, styles and fonts, from npm's registry, unless they are there."
    if (folder / KATEX).exists():
        return
    if not shutil.which("npm"):
        raise RuntimeError("npm is missing: the site takes KaTeX from it (https://nodejs.org)")
    with tempfile.TemporaryDirectory() as place:
        packed = subprocess.run([shutil.which("npm"), "pack", "--silent", f"katex@{KATEX}"], cwd=place, text=True,
                                stdout=subprocess.PIPE, check=True).stdout.split()[-1]
        with tarfile.open(Path(place) / packed) as archive:
            for member in archive.getmembers():
                found = re.fullmatch(r"package/dist/((?:fonts/)?[\w.-]+\.(?:woff2|min\.js|min\.css))", member.name)
                if found and "swap" not in member.name:
                    target = folder / found[1]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.extractfile(member).read())
        (folder / KATEX).write_text("The version of KaTeX in this folder.\n")
