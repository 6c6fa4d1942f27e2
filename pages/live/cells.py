"""The browser's Python runs the cells of a page as a notebook does, and says what they print, return, draw and raise."""
import ast
import base64
import io
import linecache
import logging
import pprint
import shutil
import sys
import sysconfig
import traceback
import types

MOST = 100_000             # letters that a cell may print
put = print                # worker.js puts its own in this place: put(kind, text)
SPACE = sys.modules["__main__"].__dict__


class Stream(io.TextIOBase):
    "stdout or stderr: every piece of text goes to the page at once, or is kept for the verdict; there is an end to it."

    def __init__(self, name):
        self.name, self.kept, self.length = name, None, 0

    def write(self, text):
        before, self.length = self.length, self.length + len(text)
        if self.kept is not None:
            self.kept.append(text)
        elif before < MOST:
            put(self.name, text if self.length < MOST else text[:MOST - before] + "\n... and more, which is not shown\n")
        return len(text)


def display(*values, **_):
    "Put out each value as a notebook would."
    for value in values:
        if hasattr(value, "_repr_html_") and not isinstance(value, type):
            put("html", value._repr_html_())
        elif isinstance(value, (dict, list, tuple, set)):
            put("text", pprint.pformat(value, width=70, sort_dicts=False))
        else:
            put("text", repr(value))


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
        file = io.BytesIO()
        plt.figure(number).savefig(file, format="png", bbox_inches="tight")
        plt.close(number)
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
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    SPACE.pop("verdict", None) if is_exercise else None
    sys.stdout.kept = [] if is_exercise else None
    sys.stdout.length = sys.stderr.length = 0
    try:
        value = execute(source, name)
        if value is not None:
            SPACE["_"] = value
            display(value)
        return True
    except BaseException as error:
        here = error.__traceback__
        while here and here.tb_frame.f_code.co_filename == __file__:
            here = here.tb_next
        put("error", "".join(traceback.format_exception(type(error), error, here)))
        return False
    finally:
        show_figures()
        if is_exercise:
            verdict_of("".join(sys.stdout.kept))


def verdict_of(printed):
    "Put out what an exercise printed, and apart from it what `check` said."
    sys.stdout.kept, verdict = None, SPACE.get("verdict")
    if hasattr(verdict, "passed"):
        printed = printed.removesuffix(verdict.message + "\n")
        put("right" if verdict.passed else "wrong", verdict.message)
    if printed:
        put("stdout", printed)


# Matplotlib reads all its fonts when it is first imported, and says so; those of PostScript nobody needs here.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
for folder in ("afm", "pdfcorefonts"):
    shutil.rmtree(f"{sysconfig.get_path('purelib')}/matplotlib/mpl-data/fonts/{folder}", ignore_errors=True)

sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
sys.modules["IPython"] = types.ModuleType("IPython")
sys.modules["IPython"].__dict__.update(get_ipython=lambda: None)
sys.modules["IPython.display"] = types.ModuleType("IPython.display")
sys.modules["IPython.display"].__dict__.update(display=display, HTML=HTML)
