"""Away from the repository: the cell that installs, chapters that run alone, what is pushed to Kaggle."""
import glob
import json
import re
import shutil
import subprocess
import sys

import pytest

from book import CHAPTERS, NBS, REPO, cells, settings

sys.path.insert(0, str(REPO / "kaggle"))
import push
import run_alone


@pytest.fixture
def install(monkeypatch):
    "Run the cell that installs, with these wheels in reach and this result of pip: what pip was asked."
    def cell(found=(), result=0):
        asked = []
        monkeypatch.setattr(glob, "glob", lambda pattern, recursive: list(found))
        monkeypatch.setattr(subprocess, "call", lambda command: asked.append(command[-1]) or result)
        source = next(c["source"] for c in cells(CHAPTERS[0]) if "on Kaggle or Colab" in c["source"])
        exec(source, {})
        return asked
    return cell


def test_where_the_library_is_installed_nothing_is_done(install):
    assert install() == []


def test_a_wheel_of_an_attached_dataset_comes_first(install, monkeypatch):
    monkeypatch.setitem(sys.modules, "homecooked_nn", None)
    wheel = "/kaggle/input/homecooked-nn/homecooked_nn-9.9.9-py3-none-any.whl"
    assert install([wheel]) == [wheel]


def test_without_a_wheel_pypi_is_asked_then_the_repository(install, monkeypatch):
    monkeypatch.setitem(sys.modules, "homecooked_nn", None)
    assert install() == ["homecooked_nn[tutorial]"]
    with pytest.raises(ImportError, match=f"switch the internet on, or attach the dataset {settings()['user']}"):
        install(result=1)


def test_a_chapter_runs_with_the_package_alone(tmp_path, monkeypatch):
    "One that writes files; make alone: all of them."
    shutil.copytree(REPO / "homecooked_nn", tmp_path / "path" / "homecooked_nn",
                    ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setitem(run_alone.ALONE, "PYTHONPATH", str(tmp_path / "path"))
    where = run_alone.call(sys.executable, "-c", "import homecooked_nn; print(homecooked_nn.__file__)", cwd=tmp_path)
    assert where.startswith(str(tmp_path))
    run_alone.seconds_alone(sys.executable, NBS / "21_saving.ipynb", tmp_path / "alone")


def test_the_published_wheel_is_the_one_that_is_pushed(tmp_path, monkeypatch, capsys):
    built = tmp_path / "homecooked_nn-9.9.9-py3-none-any.whl"
    built.write_bytes(b"as published")
    monkeypatch.setattr(push, "OUT", REPO / "build" / "kaggle-test")
    monkeypatch.setattr(sys, "argv", ["push.py", "--dry-run", "--wheel", str(built)])
    try:
        push.main()
        assert (push.OUT / "dataset" / built.name).read_bytes() == b"as published"
        assert f"{len(CHAPTERS)} notebooks" in capsys.readouterr().out
    finally:
        shutil.rmtree(push.OUT)


def test_what_is_pushed_is_what_kaggle_wants(tmp_path, monkeypatch):
    monkeypatch.setattr(push, "OUT", tmp_path)
    for chapter in CHAPTERS:
        folder = push.kernel(settings(), chapter)
        told = json.loads(folder.joinpath("kernel-metadata.json").read_text())
        assert (folder / told["code_file"]).exists() and not told["enable_internet"]
        assert told["dataset_sources"] == [f"{settings()['user']}/homecooked-nn"]
        slug = told["id"].partition("/")[2]
        assert slug == re.sub(r"[^a-z0-9]+", "-", told["title"].lower()).strip("-")
        assert 5 <= len(told["title"]) <= 50, told["title"]
