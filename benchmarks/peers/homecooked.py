"""homecooked_nn, with either engine."""
import inspect
import warnings

import numpy as np

import homecooked_nn as nn

OUTPUT = {"mse": "linear", "bce": "sigmoid", "cce": "softmax"}


class NumPyEngine:
    engine = "numpy"
    callbacks = ()

    def __init__(self, workload):
        warnings.simplefilter("error")        # an engine that falls back to the other one warns
        self.w, self.keyword = workload, {"engine": self.engine}
        if "engine" not in inspect.signature(nn.NeuralNet).parameters:
            self.keyword = {}
            if self.engine != "numpy":
                raise ImportError("this homecooked_nn knows no keyword 'engine'")
        self.reset()

    def reset(self):
        w = self.w
        activations = ["relu"] * (len(w.sizes) - 2) + [OUTPUT[w.loss]]
        self.net = nn.NeuralNet(w.sizes[0], w.sizes[1:], activations, w.loss, None, w.optimizer, 0,
                                dtype=w.X.dtype, **self.keyword)
        self.net.parameters.theta[...] = w.theta
        self.net.rng = np.random.RandomState(1)

    def train(self, epochs, evaluate):
        w, net = self.w, self.net
        if evaluate:
            net.fit(w.X, w.y, w.batch, epochs, w.rate, (w.X_valid, w.y_valid), verbose=0,
                    callbacks=self.callbacks)
            return list(zip(net.history["train_loss"], net.history["valid_loss"]))
        for _ in range(epochs):
            batches = nn.minibatches(w.X, w.y, w.batch, net.rng)
            nn.train_epoch(net.parameters, net.activations, net.loss, net.optimizer, batches,
                           w.rate)

    def predict(self, X):
        return self.net.predict(X)


class CompiledEngine(NumPyEngine):
    engine = "compiled"

    def train(self, epochs, evaluate):
        if not evaluate:
            raise NotImplementedError("its one function trains and measures")
        return super().train(epochs, evaluate)


class WatchedEngine(CompiledEngine):
    callbacks = (lambda net, epoch, history: False,)
