"""Find code by its meaning, not by how it is laid out, and put other code in its place."""
import ast
import textwrap
from functools import lru_cache


@lru_cache(8)
def parsed(code):
    "The syntax tree of code, without its docstrings."
    tree = ast.parse(code)
    for inner in ast.walk(tree):
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(inner, clean=False) is not None:
            inner.body = inner.body[1:] or [ast.Pass()]
    return tree


def scope(tree, name):
    "The function or class of that dotted name, or the whole tree."
    for part in name.split(".") if name else ():
        tree = next((n for n in tree.body if getattr(n, "name", "") == part), None)
        if tree is None:
            raise ValueError(f"there is no {name}")
    return tree


def is_expression(code):
    "Whether code is one expression."
    try:
        return bool(ast.parse(code, mode="eval"))
    except SyntaxError:
        return False


def places(tree, wanted, as_expression):
    "Where the wanted expression or run of statements stands: (first, last) nodes."
    looked_for = [ast.parse(wanted, mode="eval").body] if as_expression else parsed(wanted).body
    kinds, dumps = [*map(type, looked_for)], [*map(ast.dump, looked_for)]
    size, found = len(dumps), []
    for node in ast.walk(tree):
        bodies = [[node]] if as_expression else [getattr(node, field, None) for field in ("body", "orelse", "finalbody")]
        for body in bodies:
            for i in range(len(body) - size + 1 if isinstance(body, list) else 0):
                run = body[i:i + size]
                if [*map(type, run)] == kinds and [*map(ast.dump, run)] == dumps:
                    found.append((run[0], run[-1]))
    return found


def stretch(text, name, wanted, put):
    "The one place, within the function of that name or else in the whole text, where `wanted` stands."
    tree, as_expression = parsed(text), is_expression(wanted) and is_expression(put)
    found = places(scope(tree, name), wanted, as_expression) or places(tree, wanted, as_expression)
    if len(found) != 1:
        raise ValueError(f"{name}: this stands there {len(found)} times, not once:\n{wanted}")
    return *found[0], as_expression


def edited(text, name, wanted, put):
    "The text with `put` in that place; all else, comments included, stays as it is."
    first, last, as_expression = stretch(text, name, wanted, put)
    lines = [line.encode() for line in text.splitlines(True)]
    top = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])
    before = b"".join(lines[:top - 1]) + lines[top - 1][:first.col_offset]
    after = lines[last.end_lineno - 1][last.end_col_offset:] + b"".join(lines[last.end_lineno:])
    new = f"({put})" if as_expression else textwrap.indent(put, " " * first.col_offset).lstrip()
    return (before + new.encode() + after).decode()
