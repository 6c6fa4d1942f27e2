"""What several processes gain on this machine: foretold by chapter 25, then measured. make scale

Steps of one process give the fixed and the growing part of (25.4), bare Allreduces its latency and its
seconds a byte. From these the steps of two processes, and of as many as there are cores, are foretold.
Latency and bytes are measured for each number of processes, since they share one memory.
"""
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from homecooked_nn import NeuralNet
from homecooked_nn.network import Rows
from homecooked_nn.parallel import Team, step_seconds, step_together, sum_seconds

NETWORKS = ((64, 128, 64, 10), (784, 512, 512, 10))
BATCHES = (128, 256, 512, 1024, 2048)


def shortest(work, seconds=1.0):
    "The shortest time of one call, of many that take so long together; all ranks must agree how many."
    start = time.perf_counter()
    work()
    times = max(5, int(seconds / (time.perf_counter() - start)))
    return lambda count=None: min(timed(work) for _ in range(count or times)), times


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(comm):
    "For each network: parameters, seconds of a step for each size of batch, seconds of a short and a long sum."
    rng, found = np.random.RandomState(0), []
    for sizes in NETWORKS:
        net = NeuralNet(sizes[0], sizes[1:], ["relu", "relu", "softmax"], "cce", optimizer="adam", random_state=0,
                        dtype="float32")
        team, steps = Team(comm, net), []
        for rows in BATCHES:
            own = rows // comm.size
            batch = Rows(rng.randn(own, sizes[0]).astype("f4"), np.eye(10, dtype="f4")[rng.randint(10, size=own)])
            steps.append(together(comm, lambda batch=batch: step_together(team, batch, None, [])))
        sums = [together(comm, lambda message=message: comm.Allreduce(None, message))
                for message in (np.zeros(4, "f4"), np.zeros_like(team.message))]
        found.append([team.message.nbytes, steps, sums])
    return found


def together(comm, work):
    "The shortest time of one call on all ranks, which call equally often: as often as the slowest can in a second."
    run, times = shortest(work)
    count = comm.allreduce(times) // comm.size
    return comm.allreduce(run(count)) / comm.size


def processes(size):
    "What so many processes measure."
    launcher = shutil.which("mpiexec", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    done = subprocess.run([launcher, "-n", str(size), sys.executable, "-m", "mpi4py", __file__, "rank"], check=True,
                          stdout=subprocess.PIPE, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    return json.loads(done.stdout)


def main():
    one = processes(1)
    for size in sorted({2, min(os.cpu_count() or 2, 8)} - {1}):
        several = processes(size)
        for sizes, (length, alone, _), (_, steps, (short, long)) in zip(NETWORKS, one, several):
            per_row, fixed = np.polyfit(BATCHES, alone, 1, w=1 / np.array(alone))    # by relative errors
            latency = short / sum_seconds(size, 0, 1, 0)
            per_byte = (long - short) / sum_seconds(size, length, 0, 1)
            print(f"\n{'-'.join(map(str, sizes))}, {size} processes, float32, Adam: "
                  f"latency {latency * 1e6:.1f} us, {1e-9 / per_byte:.1f} GB/s")
            print("rows   one process   foretold   measured (ms)   error   times as fast")
            for rows, before, after in zip(BATCHES, alone, steps):
                said = step_seconds(size, rows, fixed, per_row, length, latency, per_byte)
                print(f"{rows:4}   {before * 1e3:11.3f}   {said * 1e3:8.3f}   {after * 1e3:13.3f}"
                      f"   {said / after - 1:+5.0%}   {before / after:13.2f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["rank"]:
        from mpi4py.MPI import COMM_WORLD
        found = measure(COMM_WORLD)
        if COMM_WORLD.rank == 0:
            print(json.dumps(found))
    else:
        main()
