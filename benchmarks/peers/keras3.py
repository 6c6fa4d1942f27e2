"""Keras 3 on JAX, one call into JAX for each epoch. It shuffles in its own order."""
import os

os.environ["KERAS_BACKEND"] = "jax"
import jax
import keras
import numpy as np

OUTPUT = {"mse": "linear", "bce": "sigmoid", "cce": "softmax"}
LOSS = {"mse": "mean_squared_error", "bce": "binary_crossentropy",
        "cce": "categorical_crossentropy"}
OPTIMIZER = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}


class Peer:
    def __init__(self, workload):
        self.w = w = workload
        jax.config.update("jax_enable_x64", w.X.dtype == np.float64)
        keras.config.set_floatx(w.X.dtype.name)
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(size, "relu") for size in w.sizes[1:-1]]
        self.net = keras.Sequential([keras.Input(w.sizes[:1]), *layers,
                                     keras.layers.Dense(w.sizes[-1], OUTPUT[w.loss])])
        self.net.compile(OPTIMIZER[w.optimizer](w.rate), LOSS[w.loss], jit_compile=True,
                         steps_per_execution=w.steps)
        self.reset()

    def reset(self):
        self.net.set_weights([p for layer in self.w.layers() for p in layer])
        for v in self.net.optimizer.variables[2:]:                # behind the step and the rate
            v.assign(np.zeros(v.shape))
        self.net.optimizer.iterations.assign(0)

    def train(self, epochs, evaluate):
        w, history = self.w, []

        def measure(epoch, logs):
            history.append([self.net.evaluate(X, y, batch_size=len(X), verbose=0)
                            for X, y in ((w.X, w.y), (w.X_valid, w.y_valid))])

        after = [keras.callbacks.LambdaCallback(on_epoch_end=measure)] if evaluate else []
        self.net.fit(w.X, w.y, w.batch, epochs, verbose=0, callbacks=after)
        return history

    def predict(self, X):
        if len(X) < 1000:
            return self.net.predict_on_batch(X)
        return self.net.predict(X, batch_size=10_000, verbose=0)
