"""Ctrl-C at random moments, a thousand fits, threads and processes. In full: python tests/test_endurance.py"""
import functools
import multiprocessing
import os
import random
import re
import signal
import sys
import threading
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import homecooked_nn as nn
from homecooked_nn import compiled

ENGINES = ["numpy"] + ["compiled"] * (compiled.njit is not None)
RNG = np.random.RandomState(0)
X, Y = RNG.randn(200, 2), (RNG.rand(200) > 0.5).astype(float)
TOO_MANY = 100_000              # epochs; no engine ends them before Ctrl-C comes


def network(seed=0, engine="numpy", units=8):
    return nn.NeuralNet(2, (units, units, 1), ["tanh", "relu", "sigmoid"], "bce", ["bacc"], "adam",
                        random_state=seed, dropout=0.2, engine=engine)


def trained(seed, engine="numpy"):
    "The weights of a network after five epochs; what a thread or a process has to reproduce."
    return network(seed, engine).fit(X, Y, epochs=5, verbose=0).parameters.theta


def equal(theta, other, engine):
    "To the bit; freshly compiled code and the same code read from disk differ in the last one."
    return np.abs(theta - other).max() <= (0 if engine == "numpy" else 1e-10)


def replayed(steps):
    "The weights that so many undisturbed steps give."
    twin = network()
    while twin.optimizer.t < steps:
        for batch in nn.minibatches(X, Y, 32, twin.rng):
            if twin.optimizer.t < steps:
                twin.step(*batch)
    return twin.parameters.theta


def interrupt(times, engine):
    "Press Ctrl-C at random moments of a training; how often whole steps, and right ones, were left."
    moments, sound = random.Random(0), 0
    trained(0, engine)                            # the first time a compiled engine is translated
    for _ in range(times):
        net = network(engine=engine)
        hand = threading.Timer(moments.uniform(0.0, 0.05), os.kill, (os.getpid(), signal.SIGINT))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            try:
                hand.start()
                net.fit(X, Y, epochs=TOO_MANY, verbose=0)
            except KeyboardInterrupt:             # it came before the training began
                assert net.optimizer.t == 0
            hand.join()
        epochs = len(net.history.get("train_loss", []))
        assert epochs < TOO_MANY, "Ctrl-C did not end the training"
        right = equal(net.parameters.theta, replayed(net.optimizer.t), engine)
        sound += right and epochs in (net.optimizer.t // 7, net.optimizer.t // 7 - 1)
    return sound


def growth(fits, engine):
    "By how many kB the peak memory grows over so many fits, in a process that has had no other peak."
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(grown, fits, engine).result()


def grown(fits, engine):
    "The same in this process, a warm-up apart. (What `resource` knows is no less than the parent's peak.)"
    def peak():
        return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])

    for n in range(fits + fits // 5 + 20):
        if n == fits // 5 + 20:
            before = peak()
        network(n, engine, units=100).fit(X, Y, epochs=2, valid_data=(X, Y), verbose=0)
    return peak() - before


def in_threads(count, engine):
    "How many of so many networks, trained at the same time, have the weights of one trained alone."
    found = {}
    threads = [threading.Thread(target=lambda s=s: found.update({s: trained(s, engine)}))
               for s in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(np.array_equal(found[s], trained(s, engine)) for s in range(count))


def in_processes(count, engine, method):
    "The same in processes, started by 'fork' or 'spawn'."
    train, seeds = functools.partial(trained, engine=engine), range(count)
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool:
        return sum(equal(theta, train(s), engine) for s, theta in zip(seeds, pool.map(train, seeds)))


def used_while_another_trains(predictions, engine):
    "How many predictions are the same bits while another network learns in a thread."
    net, other, done = network(1, engine), network(2, engine), threading.Event()
    alone = net.predict(X)
    stop = lambda net, epoch, history: done.is_set()
    thread = threading.Thread(target=other.fit, args=(X, Y), kwargs=dict(
        epochs=100_000, verbose=0, callbacks=stop))
    thread.start()
    same = sum(np.array_equal(net.predict(X), alone) for _ in range(predictions))
    done.set()
    thread.join()
    return same


TELLS_ITS_PEAK = Path("/proc/self/status").exists()
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor such signals")


@posix
@pytest.mark.parametrize("engine", ENGINES)
def test_ctrl_c_at_random_moments_leaves_whole_steps(engine):
    assert interrupt(12, engine) == 12


@pytest.mark.skipif(not TELLS_ITS_PEAK, reason="only Linux tells a process its peak there")
@pytest.mark.parametrize("engine", ENGINES)
def test_memory_does_not_grow(engine):
    assert growth(40, engine) < 1000            # a network with its Adam takes 300


@pytest.mark.parametrize("engine", ENGINES)
def test_networks_in_threads_do_not_meet(engine):
    assert in_threads(4, engine) == 4


@posix
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_networks_in_processes_are_the_same(engine, method):
    assert in_processes(3, engine, method) == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_network_is_used_while_another_trains(engine):
    assert used_while_another_trains(100, engine) == 100


if __name__ == "__main__":
    for engine in ENGINES:
        print(f"engine {engine}")
        if TELLS_ITS_PEAK:
            print(f"1,000 fits: the peak memory grew by {growth(1000, engine)} kB")
        print(f"{interrupt(100, engine)} of 100 Ctrl-C at random moments left whole and right steps")
        print(f"{in_threads(16, engine)} of 16 networks trained in threads equal the ones trained alone")
        for method in ("fork", "spawn"):
            print(f"{in_processes(16, engine, method)} of 16 networks trained in processes by {method} do")
        same = used_while_another_trains(2000, engine)
        print(f"{same} of 2,000 predictions are the same while another trains")
