"""A peer in C: floor.c, compiled by gcc for this machine. No limit: others can be faster. It is
handed the orders of the rows, which the others must draw."""
import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

FLAGS = "-O3 -march=native -ffast-math -shared -fPIC".split()
MATH = {"float32": ["-DREAL=float", "-DEXP=expf", "-DLOG=logf", "-DSQRT=sqrtf"],
        "float64": ["-DREAL=double", "-DEXP=exp", "-DLOG=log", "-DSQRT=sqrt"]}


def compiled(dtype) -> ctypes.CDLL:
    "The library; it is built anew in each process, in about a second."
    if not shutil.which("gcc"):
        raise ImportError("gcc is not installed")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "floor.so"
        subprocess.run(["gcc", *FLAGS, *MATH[dtype], str(Path(__file__).with_name("floor.c")),
                        "-o", str(library), "-lm"], check=True)
        return ctypes.CDLL(str(library))


def pointer(array):
    return ctypes.c_void_p(array.ctypes.data)


class Peer:
    def __init__(self, workload):
        self.w, dtype = workload, workload.X.dtype.name
        self.real = {"float32": ctypes.c_float, "float64": ctypes.c_double}[dtype]
        self.c, self.net = compiled(dtype), None
        self.c.make.restype = ctypes.c_void_p
        self.sizes = np.array(workload.sizes, np.int32)
        self.reset()

    def reset(self):
        w = self.w
        if self.net is not None:
            self.c.discard(self.net)
        self.theta, orders = w.theta.copy(), w.orders()
        self.orders = np.array([next(orders) for _ in range(w.epochs)], np.int32)
        self.net = ctypes.c_void_p(self.c.make(
            len(w.sizes) - 1, pointer(self.sizes), ["mse", "bce", "cce"].index(w.loss),
            w.optimizer == "adam", self.real(w.rate), w.theta.size, w.batch, pointer(self.theta)))

    def train(self, epochs, evaluate):
        w, losses = self.w, np.zeros((epochs, 2))
        self.c.train(self.net, w.theta.size, epochs, w.batch, pointer(self.orders), len(w.X),
                     pointer(w.X), pointer(w.y), len(w.X_valid), pointer(w.X_valid),
                     pointer(w.y_valid), pointer(losses) if evaluate else None)
        return losses.tolist() if evaluate else []

    def predict(self, X):
        X = np.ascontiguousarray(X, self.w.X.dtype)
        yhat = np.empty((len(X), self.w.sizes[-1]), X.dtype)
        self.c.evaluate(self.net, len(X), pointer(X), None, pointer(yhat))
        return yhat
