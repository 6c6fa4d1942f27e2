"""Tests import `book` from this folder, and run BLAS on one thread so that bits repeat."""
import os
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

settings.register_profile("default", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile("long", settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")
