"""The five networks that are timed: data, first weights and order of the rows, the same for all.

Every hidden layer is a relu; the loss decides the output layer: mse after a linear one, bce after
a sigmoid, cce after a softmax.
"""
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

NAMES = {"W1": "regression, SGD", "W2": "regression, Adam", "W3": "moons, Adam",
         "W4": "digits, Adam", "W5": "784-512-512-10, Adam"}


@dataclass
class Workload:
    "A network, how it is trained, and what on; `theta` holds W0, b0, W1, b1, ..., each row-major."
    sizes: tuple
    loss: str                # 'mse', 'bce' or 'cce'
    optimizer: str           # 'sgd' or 'adam'
    rate: float
    batch: int
    epochs: int              # of one burst, which always starts from theta
    X: np.ndarray            # (n, sizes[0])
    y: np.ndarray            # (n, sizes[-1]); one-hot rows for cce
    X_valid: np.ndarray
    y_valid: np.ndarray
    theta: np.ndarray = None

    def __post_init__(self):
        if self.theta is None:
            self.theta = he_normal(self.sizes, np.random.RandomState(0))

    @property
    def steps(self) -> int:
        "Steps of one epoch, the one on the short last batch included."
        return -(-len(self.X) // self.batch)

    def layers(self) -> list:
        "The first weights as new arrays: [(W (n_in, n_out), b (n_out,)), ...]."
        layers, start = [], 0
        for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:]):
            middle, end = start + n_in * n_out, start + (n_in + 1) * n_out
            layers.append((self.theta[start:middle].reshape(n_in, n_out).copy(),
                           self.theta[middle:end].copy()))
            start = end
        return layers

    def orders(self):
        "One permutation of the rows for each epoch, without end."
        rng = np.random.RandomState(1)
        while True:
            yield rng.permutation(len(self.X))

    def save(self, path) -> None:
        np.savez(path, **asdict(self))


def load(path, dtype) -> Workload:
    "What `save` wrote, its tables in `dtype`."
    with np.load(path) as file:
        values = {name: file[name] for name in file.files}
    tables = {name: np.ascontiguousarray(values.pop(name), dtype)
              for name in ("X", "y", "X_valid", "y_valid", "theta")}
    sizes = tuple(values.pop("sizes").tolist())
    return Workload(sizes, **{name: value.item() for name, value in values.items()}, **tables)


def he_normal(sizes, rng) -> np.ndarray:
    "Weights with variance 2/n_in and biases 0, in one vector."
    parts = [[rng.randn(n_in * n_out) * np.sqrt(2 / n_in), np.zeros(n_out)]
             for n_in, n_out in zip(sizes[:-1], sizes[1:])]
    return np.concatenate(sum(parts, []))


def loss_of(loss, yhat, y) -> float:
    "The loss of probabilities or values, in float64; how all peers are compared."
    yhat, y = np.asarray(yhat, np.float64).reshape(y.shape), np.asarray(y, np.float64)
    if loss == "mse":
        return float(np.mean((yhat - y)**2))
    yhat = np.clip(yhat, 1e-12, 1 - 1e-12)
    if loss == "cce":
        return float(-(y * np.log(yhat)).sum(axis=1).mean())
    return float(-np.mean(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)))


def blobs(n, columns, classes, rng) -> tuple:
    "(n, columns) and one-hot (n, classes): a noisy centre for each class; any size, any shape."
    labels = rng.randint(0, classes, n)
    centres = rng.randn(classes, columns)
    return 0.08 * centres[labels] + rng.randn(n, columns), np.eye(classes)[labels]


def split(X, y) -> dict:
    "Three quarters to learn from, one to measure on."
    n = len(X) * 3 // 4
    return dict(X=X[:n], y=y[:n], X_valid=X[n:], y_valid=y[n:])


def the_five(rows=16_000) -> dict:
    "W1 to W5; `rows` is the size of W5's set, three quarters of which are learned from."
    from sklearn.datasets import load_digits, make_moons, make_regression
    rng = np.random.RandomState(0)
    X, y = make_regression(n_samples=1500, n_features=1, noise=0.1, random_state=0)
    line = split(X, y.reshape(-1, 1))
    X, y = make_moons(n_samples=1500, noise=0.1, random_state=0)
    moons = split((X - X.mean(axis=0)) / X.std(axis=0), y.reshape(-1, 1).astype(float))
    X, labels = load_digits(return_X_y=True)
    digits = split(X / 16, np.eye(10)[labels])
    wide = split(*blobs(rows, 784, 10, rng))
    return {"W1": Workload((1, 4, 4, 1), "mse", "sgd", 0.01, 32, 100, **line),
            "W2": Workload((1, 4, 4, 1), "mse", "adam", 0.01, 32, 100, **line),
            "W3": Workload((2, 16, 16, 1), "bce", "adam", 0.001, 32, 100, **moons),
            "W4": Workload((64, 128, 64, 10), "cce", "adam", 0.001, 64, 20, **digits),
            "W5": Workload((784, 512, 512, 10), "cce", "adam", 0.001, 128, 1, **wide)}


def random_net(sizes, batch=32, rows=1024) -> Workload:
    "A classifier by Adam on noise, four epochs a burst: to see how cost grows."
    rng = np.random.RandomState(0)
    X, y = rng.randn(rows * 4 // 3, sizes[0]), rng.randint(0, 2, (rows * 4 // 3, sizes[-1]))
    return Workload(sizes, "bce", "adam", 1e-4, batch, 4, **split(X, y.astype(float)))


def write_all(folder, rows=16_000, epochs=400) -> dict:
    "The five, and moons for as many epochs as its chapter takes, as files: {name: path}."
    paths, five = {}, the_five(rows)
    for name, workload in {**five, "moons": replace(five["W3"], epochs=epochs)}.items():
        paths[name] = str(Path(folder) / f"{name}.npz")
        workload.save(paths[name])
    return paths
