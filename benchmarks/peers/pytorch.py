"""PyTorch: eager, or the whole step as one compiled function."""
import os

import torch
from torch import nn
from torch.nn import functional as F

LOSS = {"mse": F.mse_loss, "bce": F.binary_cross_entropy_with_logits, "cce": F.cross_entropy}
OUTPUT = {"mse": lambda z: z, "bce": torch.sigmoid, "cce": lambda z: torch.softmax(z, 1)}
OPTIMIZER = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}


class Eager:
    "The fused optimizer: the fastest of three here (fused, foreach, one by one) on every workload."

    def __init__(self, workload):
        torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
        self.w, self.loss = workload, LOSS[workload.loss]
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
        self.optimizer = OPTIMIZER[w.optimizer](self.net.parameters(), w.rate, fused=True)

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


class Compiled(Eager):
    "Gradients and optimizer in one graph, made by torch.compile for each size of batch."

    def reset(self):
        super().reset()
        self.theta = [p.requires_grad_(False) for p in self.net.parameters()]
        self.m, self.v = ([torch.zeros_like(p) for p in self.theta] for _ in "mv")
        self.t = torch.zeros((), dtype=self.theta[0].dtype)
        if "whole_step" not in vars(self):
            torch.compiler.reset()              # what it compiled for the workload before
            self.whole_step = torch.compile(self.formula, fullgraph=True, dynamic=False)

    def step(self, X, y):
        self.whole_step(self.theta, self.m, self.v, self.t, X, y)

    def formula(self, theta, m, v, t, X, y):
        def loss(theta):
            a = X
            for W, b in zip(theta[:-2:2], theta[1:-2:2]):
                a = torch.relu(F.linear(a, W, b))
            return self.loss(F.linear(a, *theta[-2:]), y)

        t.add_(1)
        for p, m, v, g in zip(theta, m, v, torch.func.grad(loss)(theta)):
            if self.w.optimizer == "sgd":
                p.sub_(self.w.rate * g)
            else:
                m.lerp_(g, 0.1)
                v.lerp_(g * g, 0.001)
                root = (v / (1 - 0.999**t)).sqrt() + 1e-8
                p.sub_(self.w.rate / (1 - 0.9**t) * m / root)
