"""One run of a notebook serves every test that needs one: python tests/once.py nbs/05_backprop.ipynb [answers]

It says, as JSON: where the run failed, which cells put out another text than the one that is committed,
and what each exercise answers to the blank stub, the solution, the suspects of its key, and the wrong
answers of tests/wrong/, which somebody thought of who had not seen the key.
"""
import ast
import contextlib
import copy
import io
import json
import multiprocessing
import os
import re
import signal
import sys
import traceback
import warnings
from pathlib import Path

from book import NBS, REPO, cells, directives, exercise_of

# Processes that run notebooks begin with what most of these import; the library is not among it.
TOGETHER = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
TOGETHER.set_forkserver_preload(["execnb.shell", "matplotlib.pyplot", "sklearn.datasets", "sklearn.preprocessing",
                                 "sklearn.model_selection", "sklearn.neural_network"])

MACHINE = "machine"            # the tag of a cell whose text depends on the machine: times, cores, rounding


def check_statement(source):
    "The statement of a stub cell that calls `check`, as source."
    calls = [node for node in ast.parse(source).body
             if isinstance(node, (ast.Assign, ast.Expr)) and isinstance(node.value, ast.Call)
             and getattr(node.value.func, "id", "") == "check"]
    assert len(calls) == 1, "a stub cell calls check exactly once"
    return ast.unparse(calls[0])


def solution_in(cell):
    "The python block in the <details> of the markdown cell behind a stub."
    found = re.search(r"<details>.*?```python\n(.*?)```.*?</details>", cell["source"], re.S)
    assert found, "the cell behind a stub holds its solution"
    return found[1]


def wrong_answers(chapter, name):
    "Of tests/wrong/<chapter>.py, the answers to one exercise: (mistake, suspect that fits it or '', source)."
    path = REPO / "tests/wrong" / f"{chapter}.py"
    parts = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.M)[1:] if path.exists() else []
    for part in parts:
        title, source = part.split("\n", 1)
        exercise, mistake = title.split(": ", 1)
        if exercise == name:
            mistake, _, suspect = mistake.partition(" -> ")
            yield mistake, suspect.rstrip("."), source


def judge(chapter, name, stub, solution, namespace):
    "The verdicts of one exercise's own check on every kind of answer."
    from homecooked_nn.exercises import check
    seen = []

    def recorder(*arguments, **keywords):
        seen.append((arguments, keywords, check(*arguments, **keywords)))
        return seen[-1][2]

    def answered(source):
        "What the check of the stub says when these lines stand before it."
        scope = {**namespace, "check": recorder}
        exec(stub, scope)
        exec(source, scope)
        exec(check_statement(stub), scope)
        return seen[-1]

    _, _, blank = answered("")
    arguments, keywords, solved = answered(solution)
    suspects = keywords.get("suspects") or (arguments[3] if len(arguments) > 3 else {})
    named = {suspect: check(copy.copy(answer), *arguments[1:], **keywords).suspect
             for suspect, answer in suspects.items()}
    wrong = [(mistake, fits, *vars(answered(source)[2]).values())
             for mistake, fits, source in wrong_answers(chapter, name)]
    return dict(name=name, blank=[blank.passed, blank.message], solved=[solved.passed, solved.message],
                suspects=named, wrong=wrong)


def tells(message):
    "Whether a verdict says more than that the numbers are wrong: the mistake, the place, or the kind of error."
    return not re.search(r"(right shape, wrong numbers|is not the number(; too (large|small)( in size)?)?)\.$", message)


def texts(outputs):
    "All that a cell has put out as text, without the places of objects in memory."
    found = []
    for output in outputs:
        data = {"text": output.get("text", ""), **output.get("data", {})}
        found += [(kind, "".join(data[kind])) for kind in sorted(data) if kind.startswith("text")]
    joined = "\n".join(f"{kind}: {text}" for kind, text in found if text.strip())
    return re.sub(r"(<.*?)( at 0x[0-9a-fA-F]+)(>)", r"\1\3", joined)


def in_words(error):
    "An error in words, with the last line of a cell on the way to it."
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<ipython")]
    return f"{type(error).__name__}: {error}" + "".join(f"\n  in the line: {line}" for line in lines[-1:])


def once(path, strict=()):
    "Run a notebook; see the module. In the modules named in `strict` a warning is an error."
    import matplotlib.pyplot as plt
    from execnb.shell import CaptureShell
    os.chdir(NBS)
    signal.signal(signal.SIGINT, signal.default_int_handler)     # a run in the background ignores it
    for module in strict:
        warnings.filterwarnings("error", module=re.escape(module) + r"\Z")
    warnings.filterwarnings("ignore", 'Creating legend with loc="best"')          # said where drawing is slow
    report, all_cells = dict(error="", stale=[], exercises=[]), cells(path)
    shell = CaptureShell(path, mpl_format="png")       # not "retina": of pictures nothing is compared
    for number, (cell, following) in enumerate(zip(all_cells, [*all_cells[1:], None])):
        if cell["cell_type"] != "code" or directives(cell["source"]).get("eval") is False:
            continue
        name = exercise_of(cell)
        if name:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    report["exercises"].append(
                        judge(path.stem, name, cell["source"], solution_in(following), shell.user_ns))
                except Exception as error:
                    report["exercises"].append(dict(name=name, error=f"{type(error).__name__}: {error}"))
                plt.close("all")
        outputs = shell.run(cell["source"])
        if shell.exc is not None:
            report["error"] = f"cell {number} ({cell['id']}): {in_words(shell.exc)}"
            break
        before, after = texts(cell["outputs"]), texts(outputs)
        if before != after and MACHINE not in cell["metadata"].get("tags", []):
            report["stale"].append([cell["id"], before, after])
    return report


if __name__ == "__main__":
    result = once(Path(sys.argv[1]).resolve())
    if sys.argv[2:] == ["answers"]:              # to read
        for exercise in result["exercises"]:
            print(f"\n{exercise['name']}: {exercise['error'] if 'error' in exercise else exercise['solved'][1]}")
            for mistake, fits, passed, suspect, message in exercise.get("wrong", []):
                print(f"  {'ACCEPTED' if passed else 'told' if tells(message) else 'bare':8} {mistake}: {message}")
        sys.exit(result["error"] or None)
    else:
        print("\n" + json.dumps(result))
