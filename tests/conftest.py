"""Tests import `book` from this folder, and run BLAS on one thread so that bits repeat.

SCIPY_ARRAY_API must be set before scipy is first imported: one of scikit-learn's checks of an
estimator (other kinds of arrays) is skipped without it.
"""
import os
import shutil
import signal
import sys
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
