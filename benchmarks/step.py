"""One training step of the moons network (2-16-16-1, Adam, batch 32): ours beside scikit-learn's.

Both train on the same 1125 rows, in interleaved rounds of one process; read the ratio, not the
microseconds, which belong to the machine. Usage: python benchmarks/step.py [rounds]
"""
import statistics
import sys
import time
import warnings

from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

import homecooked_nn as nn

EPOCHS, BATCH = 20, 32


def moons():
    "The data of the moons chapter: train and validation inputs and labels."
    X, y = make_moons(n_samples=1500, noise=0.1, random_state=0)
    train_X, valid_X, train_y, valid_y = train_test_split(X, y, random_state=0)
    scaler = StandardScaler().fit(train_X)
    return scaler.transform(train_X), train_y, scaler.transform(valid_X), valid_y


def ours(X, y, valid=None):
    "Seconds of `fit`, which measures the loss on the whole set after each epoch."
    net = nn.NeuralNet(2, (16, 16, 1), [nn.relu, nn.relu, nn.sigmoid], nn.bce, optimizer="adam",
                       random_state=0)
    start = time.perf_counter()
    net.fit(X, y, BATCH, EPOCHS, valid_data=valid, verbose=0)
    return time.perf_counter() - start


def ours_alone(X, y):
    "Seconds of the bare loop."
    net = nn.NeuralNet(2, (16, 16, 1), [nn.relu, nn.relu, nn.sigmoid], nn.bce, optimizer="adam",
                       random_state=0)
    targets = y.reshape(-1, 1).astype(float)
    start = time.perf_counter()
    for _ in range(EPOCHS):
        batches = nn.minibatches(X, targets, BATCH, net.rng)
        nn.train_epoch(net.parameters, net.activations, net.loss, net.optimizer, batches)
    return time.perf_counter() - start


def theirs(X, y):
    "Seconds of scikit-learn's fit; it sums the batches' losses and evaluates nothing more."
    net = MLPClassifier((16, 16), batch_size=BATCH, max_iter=EPOCHS, n_iter_no_change=EPOCHS + 1,
                        tol=0, random_state=0)
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")          # "did not converge": it was told when to stop
        net.fit(X, y)
    return time.perf_counter() - start


def main(rounds):
    X, y, valid_X, valid_y = moons()
    steps = EPOCHS * -(-len(X) // BATCH)
    runs = {"training alone": lambda: ours_alone(X, y),
            "fit, with train and validation loss": lambda: ours(X, y, (valid_X, valid_y)),
            "scikit-learn MLPClassifier": lambda: theirs(X, y)}
    seconds = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            seconds[name].append(run())
    seconds = {name: times[1:] for name, times in seconds.items()}          # the first is a warm-up
    reference = seconds["scikit-learn MLPClassifier"]
    print(f"{'microseconds per step':38s}{'median':>8s}{'min':>8s}{'max':>8s}   scikit-learn / it")
    for name, times in seconds.items():
        micro = [1e6 * t / steps for t in times]
        ratio = statistics.median(b / a for a, b in zip(times, reference))
        print(f"{name:38s}{statistics.median(micro):8.1f}{min(micro):8.1f}{max(micro):8.1f}   {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
