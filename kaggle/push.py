"""Put the book on Kaggle: the library's wheel as a dataset, every chapter as a notebook that uses it.

    python kaggle/push.py --dry-run     # write everything to build/kaggle and stop
    python kaggle/push.py --wheel FILE  # with this wheel, the published one, instead of a new one
    python kaggle/push.py               # and send it; wants `pip install kaggle` and its API token
"""
import argparse
import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
OUT = REPO / "build" / "kaggle"


def write(folder: Path, name: str, content: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def dataset(settings, wheel: "Path | None") -> Path:
    "A folder with the wheel, this one or a new one, and what Kaggle wants to know of it."
    folder = OUT / "dataset"
    folder.mkdir(parents=True)
    if wheel:
        shutil.copy(wheel, folder)
    else:
        shutil.rmtree(REPO / "build" / "lib", ignore_errors=True)      # of an older wheel: it would go into this one
        subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, REPO], check=True)
    write(folder, "dataset-metadata.json", {
        "title": "homecooked_nn", "id": f"{settings['user']}/homecooked-nn",
        "subtitle": "The library of the book, as a wheel", "licenses": [{"name": "Apache 2.0"}]})
    return folder


def kernel(settings, notebook: Path) -> Path:
    "A folder with one chapter and what Kaggle wants to know of it."
    folder = OUT / notebook.stem
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    heading = "".join(cells[0]["source"]).splitlines()[0].lstrip("# ")
    title = f"homecooked nn {notebook.stem[:2]} {heading}"
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")     # Kaggle wants the id to follow the title
    write(folder, "kernel-metadata.json", {
        "id": f"{settings['user']}/{slug}", "title": title,
        "code_file": notebook.name, "language": "python", "kernel_type": "notebook", "is_private": False,
        "enable_gpu": False, "enable_internet": False,
        "dataset_sources": [f"{settings['user']}/homecooked-nn"]})
    shutil.copy(notebook, folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="write the folders, send nothing")
    parser.add_argument("--wheel", type=Path, help="the wheel to push; without it one is built")
    asked = parser.parse_args()
    ini = configparser.ConfigParser()
    ini.read(REPO / "settings.ini", encoding="utf-8")
    settings = ini["DEFAULT"]
    shutil.rmtree(OUT, ignore_errors=True)
    wheel = dataset(settings, asked.wheel)
    kernels = [kernel(settings, path) for path in sorted(REPO.glob("nbs/[0-9][0-9]_*.ipynb"))]
    print(f"{len(kernels)} notebooks and a dataset are in {OUT.relative_to(REPO)}/")
    if asked.dry_run:
        return
    if shutil.which("kaggle") is None:
        sys.exit("kaggle is not installed: pip install kaggle, and put its API token where it says")
    new = "version", "-m", settings["version"]
    if subprocess.run(["kaggle", "datasets", *new, "-p", wheel]).returncode:
        subprocess.run(["kaggle", "datasets", "create", "--public", "-p", wheel], check=True)
    for folder in kernels:
        subprocess.run(["kaggle", "kernels", "push", "-p", folder], check=True)


if __name__ == "__main__":
    main()
