"""Tests import `book` from this folder, and run BLAS on one thread so that bits repeat.

SCIPY_ARRAY_API must be set before scipy is first imported: one of scikit-learn's checks of an
estimator (other kinds of arrays) is skipped without it.
"""
import functools
import http.server
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import settings

signal.signal(signal.SIGINT, signal.default_int_handler)    # a shell's background job ignores Ctrl-C
sys.path.insert(0, str(Path(__file__).parent))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("SCIPY_ARRAY_API", "1")

settings.register_profile("default", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile("long", settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    "The tests that open a browser are a group of their own: -m browser."
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    "Who asks for that group by its name (`make browser`) wants it to run: there, a skip is a failure."
    report = yield
    if report.skipped and item.config.option.markexpr == "browser":
        report.outcome = "failed"
    return report


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()


@pytest.fixture(scope="module")
def browser():
    "A real browser, for the demo and for the pages."
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium: on Debian, apt-get install chromium")
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=QUIET)


class Silent(http.server.SimpleHTTPRequestHandler):
    "Serves the pages and, at /pyodide/, what stands for Pyodide's own server."
    pyodide = None
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript",
                      ".js": "text/javascript", ".wasm": "application/wasm"}

    def translate_path(self, path):
        name = path.partition("?")[0].removeprefix("/pyodide/")
        at_pyodide = self.pyodide and path.startswith("/pyodide/") and "/" not in name
        return str(self.pyodide / name) if at_pyodide else super().translate_path(path)

    def log_message(self, *_):
        "Nothing is said of each request."


def rendered(place):
    "The folder of all pages, in a place that pytest's processes share: one of them makes it, the others wait."
    from pages.look import processed, render
    folder, begun, done = place / "pages", place / "pages-begun", place / "pages-done"
    try:
        begun.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
    else:
        try:
            render(processed(), folder)
        finally:
            done.touch()
    assert (folder / "index.html").exists(), "the process that made the pages failed"
    return folder


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    "All pages, rendered as `make pages` does (or those in the folder PAGES), on this machine's own address."
    if not shutil.which("npm"):
        pytest.skip("npm is not installed: it brings sass, Bootstrap and KaTeX")
    base = tmp_path_factory.getbasetemp()
    folder = Path(os.environ.get("PAGES") or rendered(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
