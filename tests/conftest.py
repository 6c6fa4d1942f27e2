"""Tests import `book` from this folder, and run BLAS on one thread so that bits repeat.

SCIPY_ARRAY_API must be set before scipy is first imported: one of scikit-learn's checks of an
estimator (other kinds of arrays) is skipped without it.
"""
import os
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("SCIPY_ARRAY_API", "1")

settings.register_profile("default", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile("long", settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")
