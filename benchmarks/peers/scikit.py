"""scikit-learn's MLP. It reports no loss on whole sets by itself, so an epoch is a partial_fit."""
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from workloads import loss_of


class Peer:
    def __init__(self, workload):
        warnings.simplefilter("ignore")             # it says that it has not converged
        self.w = w = workload
        self.y = {"mse": w.y.ravel(), "bce": w.y.ravel(), "cce": w.y.argmax(axis=1)}[w.loss]
        self.classes = {} if w.loss == "mse" else {"classes": np.unique(self.y)}
        self.reset()

    def reset(self):
        w = self.w
        kind, rate = MLPClassifier, w.rate
        if w.loss == "mse":
            kind = MLPRegressor
            rate = w.rate if w.optimizer == "adam" else 2 * w.rate      # its loss is half of ours
        self.net = kind(hidden_layer_sizes=w.sizes[1:-1], solver=w.optimizer, alpha=0, tol=0,
                        batch_size=w.batch, learning_rate_init=rate, momentum=0,
                        n_iter_no_change=10**9, warm_start=True)
        self.net.partial_fit(w.X[:w.batch], self.y[:w.batch], **self.classes)    # makes its arrays
        self.net.coefs_, self.net.intercepts_ = map(list, zip(*w.layers()))
        del self.net._optimizer                                     # so that Adam starts from zero
        self.net.random_state = np.random.RandomState(1)            # partial_fit: the same order

    def train(self, epochs, evaluate):
        w, history = self.w, []
        if not evaluate:
            self.net.set_params(max_iter=epochs).fit(w.X, self.y)
        for _ in range(epochs if evaluate else 0):
            self.net.partial_fit(w.X, self.y)
            history.append([loss_of(w.loss, self.predict(X), y)
                            for X, y in ((w.X, w.y), (w.X_valid, w.y_valid))])
        return history

    def predict(self, X):
        if self.w.loss == "mse":
            return self.net.predict(X)
        yhat = self.net.predict_proba(X)
        return yhat[:, 1:] if self.w.loss == "bce" else yhat
