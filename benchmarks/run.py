"""homecooked_nn beside its peers: the time of a training step, of a prediction, of a start; memory.

    python benchmarks/run.py              everything, about ten minutes; writes results/<date>.*
    python benchmarks/run.py --quick      a glance, under 90 seconds; writes nothing unless asked

Each peer runs in a process of its own on `--threads` cores, all from the same data, first weights
and batches. Rounds go from peer to peer in a new order each time, one burst of training each, so
that what disturbs the machine disturbs all of them; the first round warms up and is not counted.
After each burst its training loss is computed by the same code for all; who is off the median by
more than a factor of LOSS_FACTOR has not done the work and is left out of the ratios.
Peers that are not installed are left out, and the report says so. Read the ratios: microseconds
belong to the machine. The peers are in peers/, the five networks in workloads.py.
"""
import argparse
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

import costs
import report
import workloads
from client import Peer
from worker import CLASSES

HERE = Path(__file__).parent
LOSS_FACTOR = 1.5
SLOW_TO_COMPILE = ["Keras on JAX", "PyTorch compiled"]       # in float32 only, and not with --quick


def in_rounds(peers, count, **request) -> tuple:
    "{name: answers}, one for each round, and {name: why} of those who failed."
    answers, failed = {name: [] for name in peers}, {}
    for _ in range(count + 1):
        for name in random.sample(sorted(answers), len(answers)):
            answer = peers[name].ask(**request)
            if "failed" in answer:
                failed[name] = answer["failed"]
                del answers[name]
            else:
                answers[name].append(answer)
    return {name: each[1:] for name, each in answers.items()}, failed


def off_the_median(values, what, factor) -> dict:
    "{name: why} of those whose value, all are positive, is not what the others have."
    usual = float(np.median(list(values.values()))) if values else 0
    return {name: f"its {what} is {value:.5g}, the median of all is {usual:.5g}"
            for name, value in values.items() if not usual / factor <= value <= usual * factor}


def time_steps(peers, rounds, about) -> list:
    "Records of training with evaluation, and alone in half as many rounds."
    records = []
    for evaluate, count in ((True, rounds), (False, (rounds + 1) // 2)):
        answers, failed = in_rounds(peers, count, do="burst", evaluate=evaluate, seconds=0.02)
        losses = {name: each[-1]["loss"] for name, each in answers.items()}
        failed.update(off_the_median(losses, "loss", LOSS_FACTOR))
        for name in peers:
            times = [answer["microseconds"] for answer in answers.get(name, [])]
            records.append({**about, "evaluate": evaluate, "peer": name, "times": times,
                            "loss": losses.get(name), "failed": failed.get(name)})
    return records


def time_predictions(peers, rounds, inputs, about) -> list:
    "Records of each input; who answers something else than the others has failed."
    records = []
    for case, request in inputs.items():
        answers, failed = in_rounds(peers, rounds, do="infer", seconds=0.02, **request)
        means = {name: each[-1]["mean"] for name, each in answers.items()}
        failed.update(off_the_median(means, "mean prediction", 1.001))
        records += [{**about, "case": case, "peer": name, "failed": failed.get(name),
                     "times": [answer["seconds"] for answer in answers.get(name, [])]}
                    for name in peers]
    return records


def set_up(peers, path, dtype) -> tuple:
    "The peers that are ready for a workload, and {name: why} of the others."
    answers = {name: peer.ask("setup", path=path, dtype=dtype) for name, peer in peers.items()}
    absent = {name: answer["failed"] for name, answer in answers.items() if "failed" in answer}
    return {name: peer for name, peer in peers.items() if name not in absent}, absent


def compare(args, paths, inputs) -> dict:
    "All training and all predictions: {'steps', 'inference', 'absent'}."
    found = {"steps": [], "inference": [], "absent": {}}
    for dtype in args.dtypes:
        peers = {name: Peer(name, args.threads) for name in args.peers
                 if dtype == "float32" or name not in SLOW_TO_COMPILE}
        for workload in args.workloads:
            say(f"{workload} {workloads.NAMES[workload]}, {dtype}")
            ready, absent = set_up(peers, paths[workload], dtype)
            found["absent"].update(absent)
            about, cases = {"workload": workload, "dtype": dtype}, inputs[dtype].get(workload, {})
            rounds = args.rounds if workload != "W5" else max(1, args.rounds // 2)
            found["steps"] += time_steps(ready, rounds, about)
            found["inference"] += time_predictions(ready, rounds, cases, about)
        for peer in peers.values():
            peer.close()
    return found


def start_up(args, path) -> list:
    "From a new process to the trained moons network, and the most memory on the way."
    records = {name: {"peer": name, "seconds": [], "peak_mb": [], "failed": None}
               for name in args.peers}
    for turn in range(1 if args.quick else 3):
        for name in random.sample(args.peers, len(args.peers)):
            say(f"start of {name}")
            start = time.perf_counter()
            with Peer(name, args.threads) as peer:
                answers = [peer.ask("setup", path=path, dtype="float32"),
                           peer.ask("burst", evaluate=True)]
                records[name]["seconds"].append(time.perf_counter() - start)
                records[name]["peak_mb"].append(peer.ask("peak").get("peak_mb"))
                failed = [answer["failed"] for answer in answers if "failed" in answer]
                records[name]["failed"] = failed[0] if failed else None
    return list(records.values())


def write_inputs(folder, images) -> dict:
    "What is predicted: {dtype: {workload: {case: request}}}."
    rng, inputs = np.random.RandomState(0), {}
    points, pixels = rng.randn(1_000_000, 2), rng.standard_normal((images, 784))
    for dtype in ("float32", "float64"):
        files = {}
        for name, X in (("row", points[:1]), ("points", points), ("images", pixels)):
            files[name] = str(Path(folder) / f"{name}-{dtype}.npy")
            np.save(files[name], X.astype(dtype))
        inputs[dtype] = {"W3": {"one row": {"path": files["row"]},
                                "1 000 000 x 2": {"path": files["points"]}},
                         "W5": {f"{images:,} x 784".replace(",", " "): {"path": files["images"]}}}
    return inputs


def say(what) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {what}", file=sys.stderr, flush=True)


def arguments(given=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="float32, two rounds, smaller W5")
    parser.add_argument("--rounds", type=int, help="rounds that count (default: 7, quick: 2)")
    parser.add_argument("--threads", type=int, default=1, help="cores, BLAS threads (default: 1)")
    parser.add_argument("--workloads", nargs="+", default=list(workloads.NAMES),
                        choices=workloads.NAMES)
    parser.add_argument("--peers", nargs="+", choices=CLASSES)
    parser.add_argument("--dtypes", nargs="+", choices=["float32", "float64"])
    parser.add_argument("--out", help="folder of the report (default: results/, quick: none)")
    args = parser.parse_args(given)
    args.rounds = args.rounds or (2 if args.quick else 7)
    args.peers = args.peers or [n for n in CLASSES if not (args.quick and n in SLOW_TO_COMPILE)]
    args.dtypes = args.dtypes or (["float32"] if args.quick else ["float32", "float64"])
    args.out = args.out or (None if args.quick else str(HERE / "results"))
    return args


def measure(args) -> dict:
    "All that is measured, and what was asked for."
    found = {"date": date.today().isoformat(), "machine": report.machine(), "threads": args.threads,
             "rounds": args.rounds, "versions": report.versions(),
             "not_asked": [name for name in CLASSES if name not in args.peers]}
    with tempfile.TemporaryDirectory() as folder:
        paths = workloads.write_all(folder, *((3_200, 100) if args.quick else ()))
        inputs = write_inputs(folder, 6_000 if args.quick else 60_000)
        found.update(compare(args, paths, inputs))
        args.peers = [name for name in args.peers if name not in found["absent"]]
        found["startup"] = start_up(args, paths["moons"])
        found["start_epochs"] = workloads.load(paths["moons"], "float32").epochs
        say("memory and imports")
        found["budget"] = costs.budget(args, paths, inputs)
        say("how cost grows")
        found["growth"] = costs.growth(args, folder)
    return found


def main():
    args, began = arguments(), time.perf_counter()
    found = measure(args)
    found["minutes"] = (time.perf_counter() - began) / 60
    print(report.markdown(found))
    if args.out:
        report.write(found, Path(args.out))


if __name__ == "__main__":
    main()
