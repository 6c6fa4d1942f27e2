"""A peer in a process of its own: requests come as lines of JSON, each is answered by one line.

A peer is a class in peers/ with four methods:
    Peer(workload)              everything that is done once
    reset()                     back to the first weights, with the orders of the first epoch again
    train(epochs, evaluate)     go on; if asked, the list of (train, valid) losses after each epoch
    predict(X)                  probabilities or values, (n, k)
Only train and predict are timed. What a peer lacks is an ImportError, and the peer is left out.
"""
import importlib
import json
import os
import sys
import time
from statistics import median

import memory
import numpy as np

from workloads import load, loss_of

CLASSES = {                               # name: module in peers/, class or engine
    "homecooked_nn": ("homecooked", "NumPyEngine"),
    "homecooked_nn compiled": ("homecooked", "CompiledEngine"),
    "compiled, callback": ("homecooked", "WatchedEngine"),
    "plain NumPy": ("plain", "Peer"),
    "scikit-learn": ("scikit", "Peer"),
    "PyTorch": ("pytorch", "Eager"),
    "PyTorch compiled": ("pytorch", "Compiled"),
    "Keras on JAX": ("keras3", "Peer"),
    "JAX, one jit": ("jax_scan", "Peer"),
    "C": ("c_floor", "Peer"),
}
OURS, COMPILED, WATCHED, PLAIN, SCIKIT, TORCH, _, _, JAX, C = CLASSES


def make(name, workload):
    module, kind = CLASSES[name]
    return getattr(importlib.import_module("peers." + module), kind)(workload)


def repeated(action, seconds, prepare=lambda: None) -> tuple:
    "Median seconds of an action, done again until all have lasted `seconds`; its last result."
    times = []
    while not times or sum(times) < seconds:
        prepare()
        start = time.perf_counter()
        result = action()
        times.append(time.perf_counter() - start)
    return median(times), result


class Worker:
    def __init__(self, name):
        self.name = name

    def setup(self, path, dtype):
        self.peer = None                                # frees the one before
        self.w = load(path, dtype)
        self.peer = make(self.name, self.w)

    def burst(self, evaluate, seconds=0.0):
        "Microseconds of a step, the loss at the end, and whether every epoch was measured."
        w = self.w
        took, history = repeated(lambda: self.peer.train(w.epochs, evaluate), seconds,
                                 self.peer.reset)
        loss = loss_of(w.loss, self.peer.predict(w.X), w.y)
        if evaluate and not (len(history) == w.epochs and np.isclose(history[-1][0], loss, 0.02)):
            raise ValueError(f"its history ends with {history[-1:]}, the train loss is {loss}")
        return {"microseconds": 1e6 * took / w.epochs / w.steps, "loss": loss}

    def infer(self, path, seconds=0.0):
        "Seconds of one prediction, by the first weights, and the mean of what it gives."
        X = np.load(path)
        self.peer.reset()                               # so that all have the same weights
        took, yhat = repeated(lambda: self.peer.predict(X), seconds)
        return {"seconds": took, "mean": float(np.mean(yhat, dtype=float))}

    def infer_memory(self, path):
        "MB that one prediction takes, its input and its result not counted."
        X = np.load(path)
        before = memory.resident()
        yhat = self.peer.predict(X)
        return {"extra_mb": memory.peak() - before - yhat.nbytes / 2**20}

    def peak(self):
        return {"peak_mb": memory.peak()}


def serve(name, threads):
    "Answer requests until the input ends; nothing else may write to the output."
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    if hasattr(os, "sched_setaffinity"):                # no more cores than threads
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-threads:])
    worker = Worker(name)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(worker, request.pop("do"))(**request) or {}
        except Exception as error:                      # the round goes on without this peer
            answer = {"failed": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
