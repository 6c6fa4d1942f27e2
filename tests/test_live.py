"""Pages that run in the reader's browser: a real Chromium, and a real Pyodide on this machine in the place of its CDN.

LIVE=all runs every chapter (`make endure`), some 40 seconds of a processor each; else those of CI, which have sliders,
signals and missing packages, and chapter 02 besides.
"""
import ast
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from configparser import ConfigParser

import pytest

from book import APPENDIX, CHAPTERS, REPO, cells, exercise_of, file_of, is_folded
from conftest import CHROMIUM, QUIET, Silent
from once import check_statement, solution_in, wrong_answers
from pages.browser import cells_that_run, imports_of, wheel
from pyodide import pyodide

pytestmark = pytest.mark.xdist_group("live")  # one worker: a chapter runs once for several tests
AXE = "axe-core@4.10.2"
IN_CI = ("03", "07", "19", "23")
LIVE = [path for path in [*CHAPTERS, *APPENDIX] if os.environ.get("LIVE") == "all" or path.stem[:2] in IN_CI]
MINUTE = 60_000


@pytest.fixture(scope="module")
def context(browser, address, tmp_path_factory):
    "A window whose pages load Pyodide from this machine, compiled once, and which keeps what was asked of any other."
    try:
        Silent.pyodide = pyodide()
    except RuntimeError as error:
        pytest.skip(str(error))
    made = browser.browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=QUIET, viewport=dict(width=1280, height=900), color_scheme="light")
    made.set_default_timeout(2 * MINUTE)
    made.elsewhere = []
    made.on("request", lambda asked: asked.url.startswith((address, "data:", "blob:")) or made.elsewhere.append(asked.url))
    made.route("**/live/settings.json", lambda route: route.fulfill(json={"pyodide": address + "pyodide/", "wheel": wheel_name()}))
    yield made
    made.close()


def wheel_name():
    parser = ConfigParser()
    parser.read(REPO / "settings.ini")
    return f"homecooked_nn-{parser['DEFAULT']['version']}-py3-none-any.whl"


def opened(context, address, path):
    "A chapter's page, and what went wrong on it."
    tab = context.new_page()
    tab.wrong = []
    tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
    tab.goto(address + file_of(path))
    tab.wait_for_selector("#live-bar:not([hidden])")
    return tab


def said(tab, text):
    "Wait until the strip at the foot says this."
    tab.wait_for_function("text => document.querySelector('#live-strip [role=status]')?.textContent.includes(text)", arg=text,
                          timeout=10 * MINUTE)


def at(tab, cell):
    "Of a cell its field, its button and what Python said of it."
    box = tab.locator(f"#live-{cell} + .cell")
    return box.locator("textarea"), box.locator(".live-tools button").first, box.locator(".live-output")


def answered(tab, cell, source):
    "The verdict that a typed answer gets."
    field, button, output = at(tab, cell)
    before = tab.evaluate("performance.now()")
    field.evaluate("field => field.closest('.cell').querySelector('.live-output').replaceChildren()")
    field.fill(source)
    button.click()
    output.locator(".live-verdict, .live-error").wait_for()
    tab.took = tab.evaluate("performance.now()") - before
    return output.inner_text()


def in_sight(path):
    "The cells that run and that no reader has to unfold."
    folded = {cell["id"] for cell in cells(path) if cell["cell_type"] == "code" and is_folded(cell)}
    return [cell for cell in cells_that_run(path) if cell["id"] not in folded]


def exercises_of(path):
    "Of each exercise its cell, stub, solution, and one wrong answer with the suspect that it should hear of."
    listed = cells(path)
    for cell, behind in zip(listed, listed[1:]):
        name = cell["cell_type"] == "code" and exercise_of(cell)
        if name:
            mistake, fits, wrong = next(answer for answer in wrong_answers(path.stem, name) if answer[1])
            yield cell["id"], cell["source"], solution_in(behind), wrong, fits


def with_check(stub, answer):
    "What a reader types: the stub, with an answer in front of its check."
    check = check_statement(stub)
    before = "\n".join(ast.unparse(node) for node in ast.parse(stub).body if ast.unparse(node) != check)
    return f"{before}\n{answer}\n{check}"


def test_nothing_is_loaded_before_a_button_is_pressed(browser, address):
    context, asked = browser.new_context(), []
    context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    tab = opened(context, address, LIVE[0])
    tab.wait_for_load_state("networkidle")
    scripts = {path.name for path in (REPO / "pages/live").glob("*.js")} - {"worker.js"}
    assert {name for name in asked if name.endswith((".js", ".mjs", ".json", ".py", ".whl", ".wasm"))} <= {*scripts, "katex.min.js"}
    context.close()


@pytest.fixture(scope="module")
def ahead(context, address):
    "While one chapter is looked at, the next one runs already."
    tabs = {}

    def running(path):
        for each in LIVE[LIVE.index(path):][:2]:
            if each not in tabs:
                tabs[each] = opened(context, address, each)
                tabs[each].click("#live-bar button")
        return tabs[path]
    return running


@pytest.mark.parametrize("path", LIVE, ids=lambda path: path.stem)
def test_a_chapter_runs_and_its_exercises_answer(path, ahead, context):
    tab = ahead(path)
    tab.wait_for_function("/ready|raised|ended|could not/.test(document.querySelector('#live-strip [role=status]').textContent)",
                          timeout=10 * MINUTE)
    assert not tab.wrong and tab.locator(".live-error").all_inner_texts() == []
    said(tab, "Python is ready")
    for mark in tab.query_selector_all(".live-cell + .cell"):
        pictures = len(mark.query_selector_all(":scope > :not(.live-output) img"))
        shown = len(mark.query_selector_all(".live-output img"))
        assert shown == pictures or not mark.query_selector(":scope > [hidden]"), "as many pictures as in the book"
    for slider in tab.get_by_role("slider").all():
        slider.press("Home")
        box, least = tab.locator(".cell:has(.live-slider)"), slider.get_attribute("min")
        box.locator(f".live-output pre:text-matches('[a-z] {re.escape(least)}[^.]')").wait_for()
        box.locator(".live-output img").wait_for()
        assert box.locator("output").inner_text() == least
    assert bool(tab.get_by_role("slider").count()) == (path.stem[:2] in ("03", "07", "08"))
    exercises = [*exercises_of(path)]
    for cell, stub, solution, wrong, fits in exercises:
        assert "✗ Still blank" in at(tab, cell)[2].inner_text()
        assert fits in answered(tab, cell, with_check(stub, wrong))
        assert "✓ Right" in answered(tab, cell, with_check(stub, solution))
    if number := len(exercises):                            # the appendix has none
        assert tab.locator(f"#quarto-sidebar a[href='{file_of(path)}'] .live-mark").inner_text().startswith(f"✓ {number} of {number}")
    assert not context.elsewhere
    tab.close()


LOSSES = next(path for path in CHAPTERS if path.stem[:2] == "02")


@pytest.fixture(scope="module")
def losses(context, address):
    "Chapter 02, which needs little, once it has run."
    tab = opened(context, address, LOSSES)
    tab.click("#live-bar button")
    said(tab, "Python is ready")
    yield tab
    tab.close()


def first_cell(path, text):
    return next(cell["id"] for cell in cells_that_run(path) if text in cell["source"])


def test_a_cell_prints_draws_warns_and_fails_as_in_a_notebook(losses):
    field, button, output = at(losses, first_cell(LOSSES, "plt.style.use"))
    field.fill("print(1)\nimport warnings\nwarnings.warn('beware')\nplt.plot([1, 2])\nplt.show()\nprint(2)\n3 + 4")
    button.click()
    output.locator("text=7").wait_for()
    assert re.sub(r"\s+", " ", output.inner_text()).startswith("1 <cell 4>:3: UserWarning: beware")
    order = [part.get_attribute("class").split("-")[-1] for part in output.locator("> *").all()]
    assert order == ["stdout", "stderr", "display", "stdout", "text"]
    assert output.locator("img").get_attribute("alt") == "What the code above draws"
    field.fill("def halve(a):\n    return a / 0\nhalve(3)")
    field.press("Shift+Enter")
    output.locator(".live-error").wait_for()
    told = output.inner_text()
    assert "ZeroDivisionError" in told and "return a / 0" in told and "page_cells" not in told
    assert "raised an error" in losses.locator(f"#live-{first_cell(LOSSES, 'plt.style.use')} + .cell").inner_text()
    field.fill("for i in range(10**5): print('many words')")
    button.click()
    output.locator("text=and more, which is not shown").wait_for()
    said(losses, "ready")
    assert 100_000 < len(output.inner_text()) < 100_100


def test_reset_puts_the_books_code_and_output_back(losses):
    cell = next(cell["id"] for cell in cells(LOSSES) if cell["cell_type"] == "code" and cell["outputs"]
                and not exercise_of(cell) and "#| hide" not in cell["source"] and "code-fold" not in cell["source"])
    field, button, output = at(losses, cell)
    book, printed = field.input_value(), losses.locator(f"#live-{cell} + .cell > .cell-output").first
    field.fill("print('mine')")
    button.click()
    output.locator("text=mine").wait_for()
    assert not printed.is_visible()
    losses.locator(f"#live-{cell} + .cell .live-tools button").nth(1).click()
    assert field.input_value() == book and printed.is_visible() and output.inner_text() == ""


def test_the_field_is_one_for_code(losses):
    "Tab, Enter, undo, a way out by the keyboard; on a phone no zoom and no corrections."
    field, _, _ = at(losses, first_cell(LOSSES, "plt.style.use"))
    field.fill("")
    field.press_sequentially("def f(x):\nreturn x")
    assert field.input_value() == "def f(x):\n    return x"
    field.press("Home")
    field.press("Tab")
    assert field.input_value() == "def f(x):\n        return x"
    field.press("Control+z")
    assert field.input_value() == "def f(x):\n    return x"
    field.press("Escape")
    field.press("Tab")
    assert losses.evaluate("document.activeElement.textContent") == "Run"
    losses.set_viewport_size(dict(width=390, height=844))
    assert float(field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)")) >= 16
    assert {field.get_attribute(name) for name in ("autocorrect", "autocapitalize", "autocomplete")} == {"off"}
    assert losses.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    losses.set_viewport_size(dict(width=1280, height=900))


def test_two_cells_asked_for_at_once_run_one_after_the_other(losses):
    first, second = [cell["id"] for cell in in_sight(LOSSES)][:2]
    at(losses, first)[0].fill("import time\ntime.sleep(1)\ncount = 0")
    at(losses, second)[0].fill("count += 1\nprint(count)")
    for cell in (first, second, second):
        at(losses, cell)[1].click()
    assert losses.locator(f"#live-{second} + .cell .live-state").inner_text() == "waits …"
    at(losses, second)[2].locator("text=1").wait_for()
    said(losses, "Python is ready")
    assert at(losses, second)[2].inner_text().strip() == "1"
    for cell in (first, second):
        losses.locator(f"#live-{cell} + .cell .live-tools button").nth(1).click()


@pytest.mark.parametrize("source, told", [
    ("def f(:", "SyntaxError: invalid syntax"), ("input('name?')", "EOFError: a page cannot ask for input"),
    (r"plt.title(r'$\frac$')", "Expected \\frac"), ("import torch", "No module named 'torch'"),
    ("for i in range(200): display(HTML('drawn'))", "... and more, which is not shown")])
def test_what_a_reader_may_try_is_answered_and_python_lives_on(losses, source, told):
    field, button, output = at(losses, first_cell(LOSSES, "plt.style.use"))
    field.fill("from IPython.display import HTML, display\n" + source)
    button.click()
    output.get_by_text(told).wait_for()
    assert output.get_by_text("drawn", exact=True).count() in (0, 100)
    field.fill("print('still', 'here')")
    button.click()
    output.get_by_text("still here").wait_for()


def test_what_is_typed_outlives_a_reload(context, address):
    tab = opened(context, address, LOSSES)
    field, *_ = at(tab, next(exercises_of(LOSSES))[0])
    stub = field.input_value()
    field.fill("answer = 42")
    tab.reload()
    assert field.input_value() == "answer = 42"
    tab.get_by_role("button", name="Reset your answer").first.click()
    tab.reload()
    assert field.input_value() == stub and not tab.evaluate("sessionStorage.length")
    tab.close()


def test_what_is_said_to_be_missing_is_missing_and_a_page_is_small(losses):
    field, button, output = at(losses, first_cell(LOSSES, "plt.style.use"))
    packages = {cell["elsewhere"] for path in CHAPTERS for cell in cells_that_run(path)} - {None}
    assert packages == {"numba", "onnx", "onnxruntime", "torch", "keras", "threads", "memory maps"}
    field.fill("from importlib.util import find_spec\nimport pyodide_js, threading\n"
               f"found = [name for name in {sorted(packages - {'threads'})} if find_spec(name)]\n"
               "try:\n    threading.Thread(target=print).start()\n    found.append('threads')\n"
               "except RuntimeError:\n    print(found, pyodide_js._module.HEAP8.length // 2**20, 'MB')")
    button.click()
    output.locator("text=MB").wait_for()
    found, size = re.fullmatch(r"\[(.*)\] (\d+) MB\s*", output.inner_text()).groups()
    assert not found and int(size) < 400


def test_stop_ends_a_run_and_the_page_can_begin_again(losses):
    cell, style = in_sight(LOSSES)[:2]
    first, style = cell["id"], style["id"]
    field, button, output = at(losses, first)
    field.fill("print('begun')\nwhile True: pass")
    button.click()
    output.locator("text=begun").wait_for()
    losses.click("#live-strip button")
    said(losses, f"Stopped in cell {cell['number']}. What the cells had computed is gone, your code is kept")
    assert field.input_value().endswith("while True: pass")
    losses.locator(f"#live-{first} + .cell .live-tools button").nth(1).click()
    at(losses, style)[1].click()
    losses.click("#live-strip button:text-is('Stop')")
    said(losses, "Stopped before Python was there")
    at(losses, style)[1].click()
    said(losses, "Python is ready")


def test_marks_are_seen_in_a_second_tab_outlive_a_page_and_can_be_forgotten(losses, context, address):
    losses.evaluate("localStorage.clear()")
    second, where = opened(context, address, LOSSES), "#quarto-sidebar a[href='losses.html'] .live-mark"
    cell, stub, solution, *_ = next(exercises_of(LOSSES))
    assert "✓ Right" in answered(losses, cell, with_check(stub, solution))
    second.locator(where).wait_for()
    assert second.locator(where).inner_text().startswith("1 of 3")
    second.reload()
    assert "1 of 3 exercises solved" in second.locator("#live-bar").inner_text()
    assert "✓ solved" in second.locator(f"#live-{cell} + .cell").inner_text()
    second.click("text=Forget all marks")
    losses.locator(where).wait_for(state="detached")
    assert not second.evaluate("localStorage.length") and not losses.wrong and not second.wrong
    second.close()


@pytest.mark.parametrize("how", ["offline", "blocked"])
def test_without_its_cdn_a_page_reads_as_before_and_says_so(how, browser, address):
    context = browser.new_context()
    context.route(re.compile("^https://"), lambda route: route.abort())
    tab = opened(context, address, LOSSES)
    before = tab.locator("main").inner_text()
    context.set_offline(how == "offline")
    tab.click("#live-bar button")
    said(tab, "Python could not be loaded from " + ("127.0.0.1" if how == "offline" else "cdn.jsdelivr.net"))
    assert tab.locator("main").inner_text() == before and not tab.wrong
    context.close()


def test_without_scripts_a_page_reads_as_before(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + "losses.html")
    assert not tab.locator("#live-bar").is_visible() and tab.locator("main pre.sourceCode:visible").count()
    context.close()


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    "The script of axe, which knows what a reader with a screen reader or a keyboard would mind."
    place = tmp_path_factory.mktemp("axe")
    packed = subprocess.run([shutil.which("npm"), "pack", "--silent", AXE], cwd=place, text=True, check=True,
                            stdout=subprocess.PIPE).stdout.split()[-1]
    with tarfile.open(place / packed) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_no_serious_fault(look, losses, axe):
    losses.evaluate("look => { document.querySelector('link[href=\"light.css\"], link[href=\"dark.css\"]').href = look + '.css' }", look)
    losses.wait_for_timeout(500)
    losses.evaluate(axe)
    found = losses.evaluate("axe.run('#live-bar, .live-editor, .live-tools, .live-output, #live-strip')")["violations"]
    assert not [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")]


def test_the_wheel_is_one():
    "The pages get the one that is published: each module, the style and the mark of types, not nbdev's index."
    name, content = wheel()
    assert name == wheel_name() and wheel.__wrapped__()[1] == content
    packed = zipfile.ZipFile(io.BytesIO(content))
    library = {path.relative_to(REPO).as_posix(): path.read_bytes() for path in (REPO / "homecooked_nn").glob("*.*")}
    del library["homecooked_nn/_modidx.py"]
    assert library == {path: packed.read(path) for path in packed.namelist() if ".dist-info/" not in path}


@pytest.mark.browser                # Pyodide is there
def test_what_the_progress_tells_is_what_is_loaded():
    "The MB of each package, with what it brings along, as Pyodide's list of packages has it."
    try:
        folder = pyodide()
    except RuntimeError as error:
        pytest.skip(str(error))
    listed = json.loads((folder / "pyodide-lock.json").read_text())
    pinned = re.search(r"pyodide = .*/v([\d.]+)/", (REPO / "settings.ini").read_text())[1]
    assert listed["info"]["version"] == pinned
    packages = listed["packages"]

    def brought(name):
        return {name}.union(*(brought(need) for need in packages[name]["depends"]))

    def weight(names):
        return sum((folder / packages[name]["file_name"]).stat().st_size for name in names) / 1e6

    told = re.findall(r'(\w+): \["[^"]+", (\d+)\]', (REPO / "pages/live/worker.js").read_text())
    assert {name for name, _ in told} == {"numpy", "matplotlib", "sklearn", "scipy", "pandas"}
    for name, megabytes in told:
        name = {"sklearn": "scikit-learn"}.get(name, name)
        extra = brought(name) - (brought("numpy") if name != "numpy" else set())
        assert abs(weight(extra) - int(megabytes)) < 1, f"{name}: {weight(extra):.1f} MB"


def test_the_scripts_can_be_read():
    "Plain modules, some 400 lines together."
    lines = [line for path in (REPO / "pages/live").glob("*.js") for line in path.read_text().splitlines() if line.strip()]
    assert len(lines) <= 400 and max(map(len, lines)) <= 130


def test_imports_inside_of_functions_load_nothing():
    assert [*imports_of("import a\ndef f():\n    import b\ntry:\n    from .c import d\nexcept ImportError:\n    pass")] == ["a", ".c"]
