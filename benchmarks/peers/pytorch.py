"""PyTorch: eager with the fused optimizer, or the whole step as one compiled function."""
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

LOSS = {"mse": F.mse_loss, "bce": F.binary_cross_entropy_with_logits, "cce": F.cross_entropy}
OUTPUT = {"mse": lambda z: z, "bce": torch.sigmoid, "cce": lambda z: torch.softmax(z, 1)}
OPTIMIZER = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}


class Peer:
    def __init__(self, workload, fused=True):
        torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
        self.w, self.loss, self.fused = workload, LOSS[workload.loss], fused
        self.data = [torch.from_numpy(a) for a in (workload.X, workload.y)]
        self.valid = [torch.from_numpy(a) for a in (workload.X_valid, workload.y_valid)]
        self.reset()

    def reset(self):
        w, parts = self.w, []
        for W, b in w.layers():
            layer = nn.Linear(*W.shape, dtype=self.data[0].dtype)
            with torch.no_grad():
                layer.weight.copy_(torch.from_numpy(W.T))
                layer.bias.copy_(torch.from_numpy(b))
            parts += [layer, nn.ReLU()]
        self.net, self.orders = nn.Sequential(*parts[:-1]), w.orders()
        self.optimizer = OPTIMIZER[w.optimizer](self.net.parameters(), w.rate, fused=self.fused,
                                                foreach=not self.fused)

    def step(self, X, y):
        self.optimizer.zero_grad()
        self.loss(self.net(X), y).backward()
        self.optimizer.step()

    def train(self, epochs, evaluate):
        history = []
        for _ in range(epochs):
            order = torch.from_numpy(next(self.orders))
            for batch in zip(*(a[order].split(self.w.batch) for a in self.data)):
                self.step(*batch)
            if evaluate:
                history.append(self.evaluate())
        return history

    @torch.inference_mode()
    def evaluate(self):
        return [self.loss(self.net(X), y).item() for X, y in (self.data, self.valid)]

    @torch.inference_mode()
    def predict(self, X):
        return OUTPUT[self.w.loss](self.net(torch.from_numpy(X))).numpy()
