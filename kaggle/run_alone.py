"""Run the chapters as Kaggle does: each alone in an empty folder, with the library's wheel and Kaggle's versions.

    python kaggle/run_alone.py              # all of them; wants python3.12
    python kaggle/run_alone.py 05 22        # these two

Each runs from its first cell to its last in a process of its own, as many at a time as there are cores. A
table says the seconds; it ends with an error where a chapter fails or takes more than a minute, where all
together take more than six, or where installing the wheel changed a version.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
KAGGLE = ["numpy==2.0.*", "scikit-learn==1.6.*", "matplotlib==3.10.*", "mlxtend==0.23.*", "numba", "onnx",
          "onnxruntime", "nbconvert", "ipykernel"]
LIMIT, BOOK = 60, 360        # seconds: a chapter, all of them
ALONE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "IN_TEST")}


def call(*command, **options) -> str:
    "Run a command without this repository on its path; what it printed."
    return subprocess.run([str(part) for part in command], env=ALONE, check=True, text=True,
                          stdout=subprocess.PIPE, **options).stdout


def environment(folder: Path, python: str) -> Path:
    "A fresh Python with Kaggle's versions and then the wheel; installing it must leave them as they are."
    call(python, "-m", "venv", "--upgrade-deps", folder)
    own = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = own, "-m", "pip", "--disable-pip-version-check"
    call(*pip, "install", "-q", *KAGGLE)
    before = call(*pip, "freeze").splitlines()
    call(*pip, "wheel", "-q", "--no-deps", "-w", folder, REPO)
    call(*pip, "install", "-q", *folder.glob("homecooked_nn-*.whl"))
    changed = set(before) - set(call(*pip, "freeze").splitlines())
    if changed:
        sys.exit(f"installing the wheel changed {changed}")
    return own


def seconds_alone(python: Path, notebook: Path, folder: Path) -> float:
    "Run a copy of the notebook where nothing else is; how long it took."
    folder.mkdir()
    shutil.copy(notebook, folder)
    clock = time.perf_counter()
    call(python, "-m", "nbconvert", "--log-level=ERROR", "--to", "notebook", "--execute", "--inplace",
         notebook.name, cwd=folder)
    return time.perf_counter() - clock


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("chapters", nargs="*", help="two digits each; without any, all chapters")
    parser.add_argument("--python", default="python3.12", help="default: %(default)s, which Kaggle has")
    wanted = parser.parse_args()
    chapters = [path for path in sorted(REPO.glob("nbs/[0-9][0-9]_*.ipynb"))
                if not wanted.chapters or path.name[:2] in wanted.chapters]
    cores, slow = os.cpu_count(), []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(cores) as pool:
        python, clock = environment(Path(scratch, "env"), wanted.python), time.perf_counter()
        print("| chapter | seconds |\n|---|---|", flush=True)
        runs = pool.map(lambda path: seconds_alone(python, path, Path(scratch, path.stem)), chapters)
        for chapter, seconds in zip(chapters, runs):
            print(f"| {chapter.stem} | {seconds:.1f} |", flush=True)
            slow += [chapter.stem] if seconds > LIMIT else []
        together = time.perf_counter() - clock
    print(f"| all, {cores} at a time | {together:.0f} |")
    if slow or together > BOOK:
        sys.exit(f"more than {LIMIT} seconds: {slow}; all together {together:.0f}, and {BOOK} is the limit")


if __name__ == "__main__":
    main()
