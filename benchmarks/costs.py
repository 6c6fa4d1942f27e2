"""What one process costs: imports, memory; and how the time grows with the size of things."""
import subprocess
import sys
from pathlib import Path

import numpy as np

import workloads
from client import HERE, Peer, environment
from worker import COMPILED, OURS, SCIKIT

IMPORT = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"
MOONS = """
import numpy as np
import homecooked_nn as nn
data = np.load({path!r})                                        # (1500, 3): X and y
X, y = data[:, :2], data[:, 2]
net = nn.NeuralNet(2, (16, 16, 1), ["relu", "relu", "sigmoid"], "bce", optimizer="adam",
                   random_state=0)
net.fit(X[:1125], y[:1125], 32, 50, valid_data=(X[1125:], y[1125:]), verbose=0)
from memory import peak
print(peak())
"""
AXES = {          # what grows: its values, the network of each, and what the time is of
    "units of a hidden layer": ([4, 8, 16, 32, 64, 128, 256, 512, 1024],
                                lambda k: workloads.random_net((16, k, k, 1)), "step"),
    "hidden layers": ([1, 2, 4, 8, 16, 32, 64],
                      lambda k: workloads.random_net((16, *[16] * k, 1)), "step"),
    "rows of a batch": ([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
                        lambda k: workloads.random_net((16, 64, 64, 1), batch=k), "step"),
    "rows of the data": ([256, 512, 1024, 2048, 4096, 8192, 16384],
                         lambda k: workloads.random_net((16, 64, 64, 1), rows=k), "epoch"),
}


def fresh(code, threads=1) -> float:
    "The number that a new Python prints for a piece of code."
    done = subprocess.run([sys.executable, "-c", code], env=environment(threads), cwd=HERE,
                          capture_output=True, text=True, check=True)
    return float(done.stdout)


def budget(args, paths, inputs) -> dict:
    "Seconds of the two imports, in pairs; MB of training moons; MB of predicting a million rows."
    w = workloads.load(paths["W3"], "float64")
    file = str(Path(paths["W3"]).with_name("moons.npy"))
    np.save(file, np.block([[w.X, w.y], [w.X_valid, w.y_valid]]))
    pairs = [[fresh(IMPORT.format(name)) for name in ("numpy", "homecooked_nn")]
             for _ in range(5 * args.rounds)]
    return {"imports": pairs, "moons_mb": [fresh(MOONS.format(path=file)) for _ in range(3)],
            "predict_mb": [predict_memory(name, dtype, args, paths, inputs)
                           for name in (OURS, COMPILED, SCIKIT) if name in args.peers
                           for dtype in args.dtypes]}


def predict_memory(name, dtype, args, paths, inputs) -> dict:
    "MB of one prediction of a million rows in a new process, beyond X and the result."
    with Peer(name, args.threads) as peer:
        peer.ask("setup", path=paths["W3"], dtype=dtype)
        answer = peer.ask("infer_memory", path=inputs[dtype]["W3"]["1 000 000 x 2"]["path"])
        return {"peer": name, "dtype": dtype, "extra_mb": answer.get("extra_mb")}


def growth(args, folder) -> list:
    "Records {peer, axis, unit, values, times}: microseconds of a step, or of an epoch."
    records = []
    for name in (name for name in (OURS, COMPILED) if name in args.peers):
        with Peer(name, args.threads) as peer:
            for axis, (values, network, unit) in AXES.items():
                values = values[::3] if args.quick else values
                times = [one_size(peer, network(value), unit, folder) for value in values]
                known = [(value, time) for value, time in zip(values, times) if time is not None]
                records.append({"peer": name, "axis": axis, "unit": unit,
                                "values": [v for v, _ in known], "times": [t for _, t in known]})
    return records


def one_size(peer, workload, unit, folder) -> "float | None":
    "The least microseconds of three bursts, None if one failed."
    path = str(Path(folder) / "growth.npz")
    workload.save(path)
    peer.ask("setup", path=path, dtype="float32")
    bursts = [peer.ask("burst", evaluate=True, seconds=0.02) for _ in range(3)]
    least = min(burst.get("microseconds", np.nan) for burst in bursts)
    return None if np.isnan(least) else least * (workload.steps if unit == "epoch" else 1)
