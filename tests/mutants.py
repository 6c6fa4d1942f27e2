"""Do the tests bite? Each mutant of tests/mutants.txt must be noticed: python tests/mutants.py

A mutant is put into a copy of the repository: into the exported module, and into the cell that
exports it. Then the chapters that use the module run, its own first, then the later ones, the
quickest first, until one fails. What all of them let pass is shown to pytest, if that is asked for.
"""
import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import types
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import SimpleQueue

import place
from book import CHAPTERS, EXPORTING, REPO, cells, directives, module_of
from once import TOGETHER

BANK = Path(__file__).with_suffix(".txt")
OWNER = {module_of(path): path.name for path in EXPORTING}
CONTRACTS = ("gradients", "learning", "network", "saving", "errors", "progress",
             "reprs", "properties", "exercises", "compiled", "engine", "drawing")     # tests/test_<name>.py


@dataclass(frozen=True)
class Mutant:
    module: str
    function: str
    name: str
    edits: list = field(default_factory=list)      # of [old code, new code]
    same: list = field(default_factory=list)       # why it changes nothing, if so


def bank(path=BANK):
    "The mutants in the file, in its order."
    found, module, function = [], "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, text = line[:2].rstrip(), line[2:]
        if line.startswith("## "):
            function = line[3:]
        elif kind == "#":
            module = text
        elif kind == "=" and module:
            found.append(Mutant(module, function, text))
        elif kind in ("-", "+"):
            grow(found[-1].edits, kind, text)
        elif kind == "~" and found:
            found[-1].same.append(text)
    return found


def grow(edits, kind, text):
    "Add a line to the old or the new text of the last edit; a `-` behind a `+` begins another."
    if kind == "-" and (not edits or edits[-1][1]):
        edits.append([[], []])
    edits[-1][kind == "+"].append(text)


def edited(text, mutant):
    "The text with the mutant's edits, each in the one place where its old code stands, however laid out."
    for old, new in (map("\n".join, edit) for edit in mutant.edits):
        try:
            text = place.edited(text, mutant.function, old, new)
        except ValueError as error:
            raise ValueError(f"{mutant.module}, {mutant.name}: {error}") from None
    return text


@cache
def source_of(chapter):
    "The code cells of a chapter: number -> source; those that nbdev does not run are left out."
    return {number: cell["source"] for number, cell in enumerate(cells(chapter))
            if cell["cell_type"] == "code" and directives(cell["source"]).get("eval", True)}


def with_mutant(chapter, mutant):
    "The same, with the mutant in the cell that exports it."
    sources = source_of(chapter)
    exported = [n for n, source in sources.items() if {"export", "exports"} & {*directives(source)}]
    mark = "\n#<cell>\n"
    parts = edited(mark.join(sources[n] for n in exported), mutant).split(mark)
    return {**sources, **dict(zip(exported, parts))}


def run_cells(sources, root, chapter):
    "Run the cells as one script, against the library in `root`; pictures are not drawn."
    os.chdir(root / "nbs")
    with open(root / "log.txt", "w") as log:
        os.dup2(log.fileno(), 1), os.dup2(log.fileno(), 2)
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.default_int_handler)
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        for number, source in sources.items():
            exec(compile(source, f"{chapter}, cell {number}", "exec"), vars(module))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    used = sys.modules.get("homecooked_nn")             # the appendix imports none of it
    assert used is None or Path(used.__file__).is_relative_to(root)


def passes(sources, root, chapter, limit=None):
    "Whether the cells run to their end, within so many seconds."
    process = TOGETHER.Process(target=run_cells, args=(sources, root, chapter))
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


@cache
def needs(chapter):
    "The modules that a chapter uses, and those that these use."
    library = REPO / "homecooked_nn"
    wanted = {module_of(chapter), *re.findall(r"from homecooked_nn\.(\w+) import",
                                              "\n".join(source_of(chapter).values()))} - {None}
    while True:
        more = {name for module in wanted for name in
                re.findall(r"^from \.(\w+) import", (library / f"{module}.py").read_text(), re.M)}
        if more <= wanted:
            return wanted
        wanted |= more


def judges(mutant, seconds, own_alone=False):
    "The chapters that may kill it: its own, then those that use its module, the quickest first."
    own = OWNER[mutant.module]
    if own_alone:
        return [own]
    later = [c.name for c in CHAPTERS if c.name != own and mutant.module in needs(c)]
    return [own, *sorted(later, key=lambda name: seconds.get(name, 0))]


@contextmanager
def applied(mutant, root):
    "The exported module in `root` with the mutant in it, and afterwards as it was."
    path = root / "homecooked_nn" / f"{mutant.module}.py"
    kept, stamp = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(edited(kept, mutant), encoding="utf-8")
    if mutant.module in ("kernel", "twister"):     # numba keeps their machine code with compiled.py,
        os.utime(path.with_name("compiled.py"))    # and translates anew when that file has another age
    try:
        yield
    finally:
        path.write_text(kept, encoding="utf-8")
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        if mutant.module in ("kernel", "twister"):
            os.utime(path.with_name("compiled.py"))


def killer(mutant, root, chapters, seconds, pytest=False):
    "What notices the mutant first: a chapter's name, `pytest`, or None."
    with applied(mutant, root):
        for name in chapters:
            chapter = REPO / "nbs" / name
            own = name == OWNER[mutant.module]
            sources = with_mutant(chapter, mutant) if own else source_of(chapter)
            if not passes(sources, root, name, 300 + 10 * seconds.get(name, 0)):
                return name
        return "pytest" if pytest and not contracts_pass(root) else None


def contracts_pass(root):
    "Whether the tests of the contracts pass in the copy."
    files = [f"tests/test_{name}.py" for name in CONTRACTS]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return not subprocess.run([sys.executable, "-m", "pytest", "-xq", "-p", "no:cacheprovider", *files],
                              cwd=root, env=environment, capture_output=True).returncode


def copy_to(root):
    "What the chapters and the tests read, without what Python has compiled."
    for part in ("homecooked_nn", "nbs", "tests"):
        shutil.copytree(REPO / part, root / part, ignore=shutil.ignore_patterns("*.pyc"))
    for part in ("settings.ini", "setup.py", "pyproject.toml"):
        shutil.copy(REPO / part, root)
    return root


def healthy(chapters, root):
    "Each chapter's time in seconds, without a mutant; none may fail."
    seconds = {}
    for name in chapters:
        start = time.perf_counter()
        if not passes(source_of(REPO / "nbs" / name), root, name):
            sys.exit(f"{name} fails without a mutant:\n{(root / 'log.txt').read_text()[-3000:]}")
        seconds[name] = time.perf_counter() - start
        print(f"without a mutant {name:28} {seconds[name]:5.1f} s", flush=True)
    return seconds


def kill_all(mutants, roots, seconds, asked):
    "The killer of each mutant; every copy is used by one thread at a time."
    free = SimpleQueue()
    for root in roots:
        free.put(root)

    def one(mutant):
        root = free.get()
        try:
            found = killer(mutant, root, judges(mutant, seconds, asked.own), seconds, asked.pytest)
        finally:
            free.put(root)
        print(f"{found or 'SURVIVED':28} {mutant.module} {mutant.function}: {mutant.name}", flush=True)
        return found

    with ThreadPoolExecutor(len(roots)) as pool:
        return list(pool.map(one, mutants))


def report(mutants, killers):
    "A line for each chapter: mutants, killed by itself, by later ones, by pytest, by nothing."
    counts = Counter()
    for mutant, found in zip(mutants, killers):
        own = OWNER[mutant.module]
        kind = {own: "itself", "pytest": "pytest", None: "survived"}.get(found, "later")
        counts.update([(own, kind), (own, "mutants"), ("all", kind), ("all", "mutants")])
    kinds = ("mutants", "itself", "later", "pytest", "survived")
    print(f"\n{'killed by':28}", *(f"{kind:>9}" for kind in kinds))
    for row in [*sorted({OWNER[mutant.module] for mutant in mutants}), "all"]:
        print(f"{row:28}", *(f"{counts[row, kind]:9}" for kind in kinds))
    share = (counts["all", "itself"] + counts["all", "later"]) / max(len(mutants), 1)
    print(f"killed by the notebooks alone: {share:.1%}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only mutants with one of these in module, function or name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="mutants tried at a time")
    parser.add_argument("--pytest", action="store_true", help="show pytest what the notebooks let pass")
    parser.add_argument("--own", action="store_true", help="show it to the module's own chapter alone")
    asked, start = parser.parse_args(), time.perf_counter()
    mutants = [m for m in bank() if not m.same and (not asked.words or any(
        word in f"{m.module} {m.function} {m.name}" for word in asked.words))]
    if not mutants:
        parser.error("no mutant of tests/mutants.txt has such a word")
    with tempfile.TemporaryDirectory() as folder:
        roots = [copy_to(Path(folder) / str(job)) for job in range(asked.jobs)]
        seconds = healthy(sorted({c for m in mutants for c in judges(m, {}, asked.own)}), roots[0])
        killers = kill_all(mutants, roots, seconds, asked)
    report(mutants, killers)
    print(f"{len(mutants)} mutants in {(time.perf_counter() - start) / 60:.0f} minutes")
    return killers.count(None)


if __name__ == "__main__":
    sys.exit(main())
