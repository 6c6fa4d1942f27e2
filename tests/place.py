"""Find code by its meaning, not by how it is laid out, and put other code in its place."""
import ast
import textwrap


def bare(node):
    "A node's dump without the docstrings in it."
    copied = ast.parse(ast.unparse(node)) if isinstance(node, ast.stmt) else node
    for inner in ast.walk(copied):
        body = getattr(inner, "body", None)
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(inner) is not None:
            inner.body = body[1:] or [ast.Pass()]
    return ast.dump(copied.body[0] if isinstance(node, ast.stmt) else node)


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
    looked_for = [ast.parse(wanted, mode="eval").body] if as_expression else ast.parse(wanted).body
    dumps = [bare(node) for node in looked_for]
    if as_expression:
        kind = type(looked_for[0])
        return [(node, node) for node in ast.walk(tree) if isinstance(node, kind) and bare(node) == dumps[0]]
    found, size = [], len(dumps)
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                found += [(body[i], body[i + size - 1]) for i in range(len(body) - size + 1)
                          if [bare(n) for n in body[i:i + size]] == dumps]
    return found


def stretch(text, name, wanted, put):
    "The one place, within the function of that name or else in the whole text, where `wanted` stands."
    tree, as_expression = ast.parse(text), is_expression(wanted) and is_expression(put)
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
