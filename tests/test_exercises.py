"""Every exercise answers back: the blank stub fails, the solution passes, every suspect is named."""
import ast
import copy
import re
import warnings

import matplotlib
import matplotlib.pyplot as plt
import pytest

import homecooked_nn as nn
from book import CHAPTERS, cells, directives, exercise_of

matplotlib.use("Agg")


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


def judge(name, stub, solution, namespace):
    "Put the stub, the solution and the suspects of one exercise to its own check."
    seen = []

    def recorder(*arguments, **keywords):
        seen.append((arguments, keywords, nn.check(*arguments, **keywords)))
        return seen[-1][2]

    namespace = {**namespace, "check": recorder}
    exec(stub, namespace)
    exec(solution, namespace)
    exec(check_statement(stub), namespace)
    (_, _, blank), (arguments, keywords, solved) = seen
    assert not blank.passed and "blank" in blank.message.lower(), f"{name}: {blank.message}"
    assert solved.passed, f"{name}: the solution does not pass: {solved.message}"
    suspects = keywords.get("suspects") or (arguments[3] if len(arguments) > 3 else {})
    assert suspects, f"{name} names no suspect"
    for suspect, answer in suspects.items():
        named = nn.check(copy.copy(answer), *arguments[1:], **keywords)
        assert named.suspect == suspect, f"{name}: {suspect!r} is taken for {named.message!r}"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_exercises(chapter, monkeypatch):
    monkeypatch.chdir(chapter.parent)
    namespace, found, all_cells = {"__name__": "__main__"}, [], cells(chapter)
    for cell, following in zip(all_cells, [*all_cells[1:], None]):
        if cell["cell_type"] != "code" or directives(cell["source"]).get("eval") is False:
            continue
        name = exercise_of(cell)
        if name:
            found.append(name)
            judge(name, cell["source"], solution_in(following), namespace)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(cell["source"], f"{chapter.stem}", "exec"), namespace)
    plt.close("all")
    assert len(found) >= 3, f"{chapter.stem} has {len(found)} exercises"
