"""Ctrl-C at random moments, a thousand fits, threads and processes. In full: python tests/test_endurance.py"""
import multiprocessing
import os
import random
import signal
import sys
import threading
import warnings

import numpy as np
import pytest

import homecooked_nn as nn

RNG = np.random.RandomState(0)
X, Y = RNG.randn(200, 2), (RNG.rand(200) > 0.5).astype(float)


def network(seed=0):
    return nn.NeuralNet(2, (8, 8, 1), ["tanh", "relu", "sigmoid"], "bce", ["bacc"], "adam",
                        random_state=seed, dropout=0.2)


def trained(seed):
    "The weights of a network after five epochs; what a thread or a process has to reproduce."
    return network(seed).fit(X, Y, epochs=5, verbose=0).parameters.theta


def replayed(steps):
    "The weights that so many undisturbed steps give."
    twin = network()
    while twin.optimizer.t < steps:
        for batch in nn.minibatches(X, Y, 32, twin.rng):
            if twin.optimizer.t < steps:
                twin.step(*batch)
    return twin.parameters.theta


def interrupt(times, seed=0):
    "Press Ctrl-C at random moments of a training; how often whole steps, and right ones, were left."
    moments, sound = random.Random(seed), 0
    for _ in range(times):
        net = network()
        hand = threading.Timer(moments.uniform(0.0, 0.05), os.kill, (os.getpid(), signal.SIGINT))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            try:
                hand.start()
                net.fit(X, Y, epochs=100_000, verbose=0)
            except KeyboardInterrupt:             # it came before the training began
                assert net.optimizer.t == 0
            hand.join()
        epochs = len(net.history.get("train_loss", []))
        right = np.array_equal(net.parameters.theta, replayed(net.optimizer.t))
        sound += right and epochs in (net.optimizer.t // 7, net.optimizer.t // 7 - 1)
    return sound


def growth(fits):
    "By how many kB the peak memory of the process grows over so many fits, a warm-up apart."
    import resource
    for n in range(fits + fits // 5 + 20):
        if n == fits // 5 + 20:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        network(n).fit(X, Y, epochs=2, valid_data=(X, Y), verbose=0)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def in_threads(count):
    "How many of so many networks, trained at the same time, have the weights of one trained alone."
    found = {}
    threads = [threading.Thread(target=lambda s=s: found.update({s: trained(s)})) for s in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(np.array_equal(found[s], trained(s)) for s in range(count))


def in_processes(count, method):
    "The same in processes, started by 'fork' or 'spawn'."
    with multiprocessing.get_context(method).Pool(2) as pool:
        return sum(np.array_equal(theta, trained(s)) for s, theta in enumerate(pool.map(trained, range(count))))


def used_while_another_trains(predictions):
    "How many predictions are the same bits while another network learns in a thread."
    net, other, done = network(1), network(2), threading.Event()
    alone = net.predict(X)
    stop = lambda net, epoch, history: done.is_set()          # noqa: E731
    thread = threading.Thread(target=other.fit, args=(X, Y), kwargs=dict(
        epochs=100_000, verbose=0, callbacks=stop))
    thread.start()
    same = sum(np.array_equal(net.predict(X), alone) for _ in range(predictions))
    done.set()
    thread.join()
    return same


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor such signals")


@posix
def test_ctrl_c_at_random_moments_leaves_whole_steps():
    assert interrupt(12) == 12


@posix
def test_memory_does_not_grow():
    assert growth(60) < 1000


def test_networks_in_threads_do_not_meet():
    assert in_threads(4) == 4


@posix
@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_networks_in_processes_are_the_same(method):
    assert in_processes(3, method) == 3


def test_a_network_is_used_while_another_trains():
    assert used_while_another_trains(100) == 100


if __name__ == "__main__":
    print(f"1,000 fits: the peak memory grew by {growth(1000)} kB")
    print(f"{interrupt(100)} of 100 Ctrl-C at random moments left whole and right steps")
    print(f"{in_threads(16)} of 16 networks trained in threads equal the ones trained alone")
    for method in ("fork", "spawn"):
        print(f"{in_processes(16, method)} of 16 networks trained in processes by {method} do")
    print(f"{used_while_another_trains(2000)} of 2,000 predictions are the same while another trains")
