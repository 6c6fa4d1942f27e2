"""The benchmark's machinery: peers do the same work, who does not is named. No time is judged."""
import argparse
import json
import re
import shutil
import sys
from contextlib import ExitStack
from itertools import product
from statistics import median

import numpy as np
import pytest

from book import NBS, REPO

sys.path.insert(0, str(REPO / "benchmarks"))
import pictures
import report
import run
from client import Peer
from worker import COMPILED, WATCHED
from workloads import Workload, split, the_five

pytestmark = pytest.mark.xdist_group("benchmarks")  # one worker: the peers start once
NAMES = ["homecooked_nn", "plain NumPy", "scikit-learn"]
if sys.platform == "linux" and shutil.which("gcc"):
    NAMES.append("C")


def tiny(loss="bce", outputs=1, optimizer="adam"):
    "A network 3-5-outputs; 75 rows to learn from, so that the last batch of 16 is short."
    rng = np.random.RandomState(0)
    X, y = rng.randn(100, 3), rng.randint(0, 2, (100, outputs)).astype(float)
    if loss == "cce":
        y = np.eye(outputs)[rng.randint(0, outputs, 100)]
    return Workload((3, 5, outputs), loss, optimizer, 0.01, 16, 3, **split(X, y))


@pytest.fixture(scope="module")
def peers():
    with ExitStack() as stack:
        yield {name: stack.enter_context(Peer(name)) for name in NAMES}


@pytest.mark.parametrize("loss, outputs, optimizer",
                         [("mse", 1, "sgd"), ("mse", 1, "adam"), ("bce", 1, "adam"),
                          ("cce", 3, "adam")])
def test_all_peers_end_at_the_same_loss(peers, tmp_path, loss, outputs, optimizer):
    path, row = str(tmp_path / "tiny.npz"), str(tmp_path / "row.npy")
    workload = tiny(loss, outputs, optimizer)
    workload.save(path)
    np.save(row, workload.X[:1])
    losses, means = [], []
    for name, peer in peers.items():
        assert peer.ask("setup", path=path, dtype="float64") == {}, name
        answers = [peer.ask("burst", evaluate=evaluate) for evaluate in (True, True, False)]
        assert answers[0]["loss"] == pytest.approx(answers[1]["loss"], rel=1e-12), name
        losses.append(answers[0]["loss"])
        if name != "scikit-learn":              # without evaluation it has its own order
            losses.append(answers[2]["loss"])
        means.append(peer.ask("infer", path=row)["mean"])
    assert losses == pytest.approx([losses[0]] * len(losses), rel=1e-6)
    assert means == pytest.approx([means[0]] * len(means), rel=1e-9)


def test_who_is_missing_is_left_out_and_named(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise ImportError('there is no torch here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = str(tmp_path / "tiny.npz")
    tiny().save(path)
    args = argparse.Namespace(peers=["plain NumPy", "PyTorch"], dtypes=["float32"], rounds=1,
                              workloads=["W3"], threads=1)
    found = run.compare(args, {"W3": path}, {"float32": {}})
    assert found["absent"] == {"PyTorch": "ImportError: there is no torch here"}
    assert {record["peer"] for record in found["steps"]} == {"plain NumPy"}
    assert "PyTorch: ImportError: there is no torch here" in report.left_out(
        {**found, "not_asked": [], "startup": []})


def test_a_process_that_ends_fails_without_stopping_the_others():
    with Peer("plain NumPy") as peer:
        peer.process.kill()
        answers, failed = run.in_rounds({"plain NumPy": peer}, 2, do="burst", evaluate=True)
    assert answers == {} and "its process ended" in failed["plain NumPy"]


def test_who_does_less_is_named():
    assert run.off_the_median({"a": 0.1, "b": 0.11, "lazy": 0.4}, "loss", 1.5) == {
        "lazy": "its loss is 0.4, the median of all is 0.11"}


def test_the_judgement_takes_the_median_of_the_rounds_and_drops_who_failed():
    def record(peer, times, failed=None):
        return dict(about, peer=peer, times=times, failed=failed)

    about = dict(workload="W3", dtype="float32", evaluate=True)
    steps = [record("ours", [1.0, 2.0, 1.0]), record("theirs", [9.0, 10.0, 20.0])]
    ratios = report.ratios(steps, "ours", "theirs", **about)
    assert ratios == [9.0, 5.0, 20.0]
    verdicts = [report.judge("", ratios, *bounds)["verdict"]
                for bounds in ((8, 9), (8, 16), (10, 16))]
    assert verdicts == ["stretch", "pass", "FAIL"]
    assert [report.judge("", [7.0], *bounds, less=True)["verdict"]
            for bounds in ((8, 7), (8, 6), (6, None))] == ["stretch", "pass", "FAIL"]
    steps[1] = record("theirs", [9.0, 10.0, 20.0], failed="its loss is off")
    nothing = report.ratios(steps, "ours", "theirs", **about)
    assert report.judge("", nothing, 8, 16)["verdict"] == "not measured"


def test_the_home_page_says_what_was_measured():
    "Of its picture: how many networks and how large, who lies far below whom, and that it is the newest."
    results = max((REPO / "benchmarks/results").glob("*.json"))
    said, = re.findall(r"!\[(Time of a training step.*)\]\(images/speed.png\)", NBS.joinpath("index.ipynb").read_text())
    assert NBS.joinpath("images/speed.png").read_bytes() == results.with_name(f"{results.stem}-steps.png").read_bytes()
    weights = sorted(workload.theta.size for workload in the_five(rows=99).values())
    assert len(weights) == 5 and weights[0] == 33 and weights[-1] > 500_000
    assert "for five networks from 33 to more than half a million parameters" in said
    assert "on the small ones C, the compiled engine of this library and JAX lie far below the others" in said
    assert "on the largest all lie close together" in said
    times = {(r["workload"], r["dtype"], r["peer"]): median(r["times"])
             for r in json.loads(results.read_text())["steps"] if r["evaluate"] and not r["failed"]}
    for small, dtype in product(("W1", "W2", "W3"), ("float32", "float64")):
        here = {peer: time for (name, kind, peer), time in times.items() if (name, kind) == (small, dtype)}
        quick = [here.pop(peer) for peer in ("C", COMPILED, WATCHED, "JAX, one jit") if peer in here]
        assert 3 * max(quick) < min(here.values())
    for dtype in ("float32", "float64"):
        largest = [time for (name, kind, _), time in times.items() if (name, kind) == ("W5", dtype)]
        assert max(largest) < 3 * min(largest)


def test_a_slope_is_the_exponent():
    values = [1, 2, 4, 8, 16, 32]
    assert pictures.slope({"values": values, "times": [3 * v**1.5 for v in values]}) == \
        pytest.approx((1.5, 3))
