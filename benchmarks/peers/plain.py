"""Plain NumPy: a list of arrays for each thing, as most of us write it the first time."""
import numpy as np


class Peer:
    def __init__(self, workload):
        self.w = workload
        self.reset()

    def reset(self):
        self.params = [p for layer in self.w.layers() for p in layer]      # W0, b0, W1, b1, ...
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]
        self.t, self.orders = 0, self.w.orders()

    def forward(self, X):
        a = [X]
        for W, b in zip(self.params[:-2:2], self.params[1:-2:2]):
            a.append(np.maximum(0, a[-1] @ W + b))
        return a, a[-1] @ self.params[-2] + self.params[-1]

    def output(self, z):
        if self.w.loss == "mse":
            return z
        if self.w.loss == "bce":
            return 0.5 * (1 + np.tanh(0.5 * z))
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def gradients(self, X, y):
        a, z = self.forward(X)
        delta = (self.output(z) - y) / len(X)
        if self.w.loss == "mse":
            delta = 2 * delta / y.shape[1]
        grads = []
        for l in reversed(range(len(a))):
            grads = [a[l].T @ delta, delta.sum(axis=0)] + grads
            if l > 0:
                delta = (delta @ self.params[2 * l].T) * (a[l] > 0)
        return grads

    def step(self, grads):
        self.t += 1
        for i, g in enumerate(grads):
            if self.w.optimizer == "adam":
                self.m[i] = 0.9 * self.m[i] + 0.1 * g
                self.v[i] = 0.999 * self.v[i] + 0.001 * g**2
                m_hat = self.m[i] / (1 - 0.9**self.t)
                g = m_hat / (np.sqrt(self.v[i] / (1 - 0.999**self.t)) + 1e-8)
            self.params[i] -= self.w.rate * g

    def loss(self, X, y):
        z = self.forward(X)[1]
        if self.w.loss == "mse":
            return float(np.mean((z - y)**2))
        if self.w.loss == "bce":
            return float(np.mean(np.logaddexp(0, z) - y * z))
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - (y * z).sum(axis=1)))

    def train(self, epochs, evaluate):
        w, history = self.w, []
        for _ in range(epochs):
            order = next(self.orders)
            for start in range(0, len(w.X), w.batch):
                rows = order[start:start + w.batch]
                self.step(self.gradients(w.X[rows], w.y[rows]))
            if evaluate:
                history.append((self.loss(w.X, w.y), self.loss(w.X_valid, w.y_valid)))
        return history

    def predict(self, X):
        return self.output(self.forward(X)[1])
