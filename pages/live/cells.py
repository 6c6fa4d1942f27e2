"""The browser's Python runs the cells of a page as a notebook does, and says what they print, return, draw and raise."""
import ast
import base64
import builtins
import io
import linecache
import logging
import pprint
import shutil
import sys
import sysconfig
import traceback
import types
from importlib import import_module

MOST = 100_000             # letters that a cell may put out; a picture or a table counts as a hundredth of it
post = print               # worker.js puts its own in this place: post(kind, text)
SPACE = sys.modules["__main__"].__dict__
room = MOST


def put(kind, text):
    "Send to the page what a cell puts out, at once; there is an end to it."
    global room
    before, room = room, room - (MOST // 100 if kind in ("png", "html") else len(text))
    if room >= 0:
        post(kind, text)
    elif before >= 0:
        post("stdout", (text[:before] if kind != "png" else "") + "\n... and more, which is not shown\n")


class Stream(io.TextIOBase):
    "stdout or stderr."

    def __init__(self, name):
        self.name = name

    def write(self, text):
        if text:
            put(self.name, text)
        return len(text)


def display(*values, **_):
    "Put out each value as a notebook would."
    for value in values:
        if hasattr(value, "_repr_html_") and not isinstance(value, type):
            put("html", value._repr_html_())
        elif isinstance(value, (dict, list, tuple, set)):
            put("text", pprint.pformat(value, width=70, sort_dicts=False) + "\n")
        else:
            put("text", f"{value!r}\n")


class HTML:
    "Stands for IPython's class of this name, which the browser does without."

    def __init__(self, data):
        self.data = data

    def _repr_html_(self):
        return self.data


def show_figures(*_, **__):
    "Put out the figures that are open as pictures, and close them: backend.py gives this to matplotlib."
    plt = sys.modules.get("matplotlib.pyplot")
    for number in plt.get_fignums() if plt else ():
        figure, file = plt.figure(number), io.BytesIO()
        plt.close(figure)
        figure.savefig(file, format="png", dpi=2 * figure.dpi, bbox_inches="tight")
        put("png", base64.b64encode(file.getvalue()).decode())


def execute(source, name):
    "Run a cell; the value of its last line, if that is an expression."
    tree = ast.parse(source, name)
    ends_in_value = tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";")
    last = tree.body.pop() if ends_in_value else None
    exec(compile(tree, name, "exec"), SPACE)
    if last is not None:
        return eval(compile(ast.Expression(last.value), name, "eval"), SPACE)


def run(source, name, is_exercise=False):
    "Run a cell and put out what comes of it; whether it raised nothing."
    global room
    room = MOST
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    if is_exercise:
        SPACE.pop("verdict", None)
    if "homecooked_nn.exercises" in sys.modules:        # an exercise's verdict is shown apart from what it prints
        sys.modules["homecooked_nn.exercises"].print = (lambda _: None) if is_exercise else print
    try:
        try:
            value = execute(source, name)
            if value is not None:
                SPACE["_"] = value
                display(value)
        finally:
            show_figures()
            verdict = SPACE.get("verdict") if is_exercise else None
            if hasattr(verdict, "passed"):
                post("right" if verdict.passed else "wrong", verdict.message)
        return True
    except BaseException as error:
        here = error.__traceback__
        while here and not here.tb_frame.f_code.co_filename.startswith("<cell "):
            here = here.tb_next
        post("error", "".join(traceback.format_exception(type(error), error, here))[-MOST:])
        return False


def loaded():
    "Packages have been loaded: matplotlib would read all its fonts, and say so; those of PostScript nobody needs here."
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    for folder in ("afm", "pdfcorefonts"):
        shutil.rmtree(f"{sysconfig.get_path('purelib')}/matplotlib/mpl-data/fonts/{folder}", ignore_errors=True)


def in_need(*about):
    "Which libraries of a package are compiled at once: all but extension modules, of which a page imports one half."
    return [path for path in libraries(*about) if not path.endswith("-emscripten.so")]


def no_input(prompt=""):
    "Nobody can be asked: the page and Python do not wait for one another."
    raise EOFError("a page cannot ask for input; write the answer into the cell, as in name = 'Ada'")


loader = import_module("pyodide._package_loader")
libraries = loader.get_dynlibs
vars(loader).update(get_dynlibs=in_need)
vars(builtins).update(input=no_input, display=display)
sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
sys.modules["IPython"] = types.ModuleType("IPython")
sys.modules["IPython"].__dict__.update(get_ipython=lambda: None)
sys.modules["IPython.display"] = types.ModuleType("IPython.display")
sys.modules["IPython.display"].__dict__.update(display=display, HTML=HTML)
