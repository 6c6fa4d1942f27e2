"""The gradient against fourth-order differences, automatic differentiation, and PyTorch."""
import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from sklearn.datasets import make_moons

import homecooked_nn as nn
from homecooked_nn.gradient_check import relative_difference
from homecooked_nn.losses import output_loss

OUTPUTS = ["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"]
PAIRS = [("mse", f) for f in OUTPUTS] + [("bce", "sigmoid"), ("bce", "softmax"), ("cce", "softmax")]
CASES = [(loss, f, k) for loss, f in PAIRS for k in (1, 3) if not (f == "softmax" and k == 1)]
HIDDEN = ["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"]


def activation(name):
    return getattr(nn, name)


def problem(loss, output, k, hidden="tanh", weighted=False, seed=0, units=(5,)):
    "Parameters, activations, loss, X, y and weights, with every relu at least .02 from its kink."
    activations = [activation(hidden)] * len(units) + [activation(output)]
    for attempt in range(seed, seed + 1000):
        rng = np.random.RandomState(attempt)
        parameters = nn.Parameters((3, *units, k))
        parameters.theta[...] = 0.7 * rng.randn(parameters.theta.size)
        X, y = rng.randn(7, 3), rng.rand(7, k)
        y = y / y.sum(axis=1, keepdims=True) if loss == "cce" else y
        trace = nn.forward(parameters, activations, X)
        kinked = [z for z, f in zip(trace.z, activations) if f in (nn.relu, nn.leaky_relu)]
        if all(np.abs(z).min() > 0.02 for z in kinked) and all(z.max() > 0.1 for z in kinked):
            weight = rng.rand(7) + 0.1 if weighted else None
            return parameters, activations, getattr(nn, loss), X, y, weight
    raise AssertionError("no point away from the kinks")


@pytest.mark.parametrize("weighted", [False, True], ids=["", "weighted"])
@pytest.mark.parametrize("loss, output, k", CASES)
def test_every_admissible_pair(loss, output, k, weighted):
    assert nn.check_gradient(*problem(loss, output, k, weighted=weighted)) < 1e-8


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_hidden_activation(hidden, k):
    for loss, output in [("mse", "linear"), ("bce", "sigmoid")]:
        assert nn.check_gradient(*problem(loss, output, k, hidden)) < 1e-8


@pytest.mark.parametrize("name", HIDDEN)
def test_four_layers_of_different_sizes(name):
    assert nn.check_gradient(*problem("mse", "linear", 2, name, units=(6, 5, 4))) < 1e-8


def test_masks_are_part_of_the_gradient():
    parameters, activations, loss, X, y, _ = problem("mse", "tanh", 2)
    rng = np.random.RandomState(1)
    masks = [rng.randint(0, 2, (7, 3)) * 2.0, rng.randint(0, 2, (7, 5)) * 1.5]
    for some in ([masks[0], None], [None, masks[1]], masks):
        for weight in (None, rng.rand(7)):
            assert nn.check_gradient(parameters, activations, loss, X, y, weight, masks=some) < 1e-8


def test_the_numerical_gradient_of_a_table_is_a_table():
    theta = np.arange(6.0).reshape(2, 3)
    assert np.allclose(nn.numerical_gradient(lambda t: (t**2).sum(), theta), 2 * theta, atol=1e-9)


def test_a_wrong_gradient_is_found():
    @nn.Activation
    def wrong_sigmoid(z):
        return nn.sigmoid(z)

    wrong_sigmoid.def_derivative(lambda z, a: nn.sigmoid(a) * (1 - nn.sigmoid(a)))
    parameters, activations, loss, X, y, _ = problem("mse", "linear", 1)
    assert nn.check_gradient(parameters, [wrong_sigmoid, nn.linear], loss, X, y) > 1e-2


@nn.Activation
def norm(z):
    return z / np.sqrt(1 + (z**2).sum(axis=-1, keepdims=True))


@norm.def_pullback
def norm_pullback(z, a, upstream):
    length = np.sqrt(1 + (z**2).sum(axis=-1, keepdims=True))
    return (upstream - a * (a * upstream).sum(axis=-1, keepdims=True)) / length


MATCHED = nn.Loss(lambda yhat, y: (yhat - y * yhat**2).mean(axis=1), "matched", after=nn.tanh)
MATCHED.def_gradient(lambda yhat, y: (1 - 2 * y * yhat) / y.shape[1])
MATCHED.def_from_logits(lambda z, y: (np.tanh(z) - y * np.tanh(z)**2).mean(axis=1))
MATCHED.def_delta(lambda yhat, y: (1 - 2 * y * yhat) * (1 - yhat**2) / y.shape[1])


@pytest.mark.parametrize("hidden, output, loss", [
    (norm, nn.linear, nn.mse), (nn.tanh, norm, nn.mse), (norm, nn.tanh, MATCHED), (nn.tanh, nn.linear, MATCHED)])
def test_a_readers_own_mixing_activation_and_matched_loss_pass_the_check(hidden, output, loss):
    parameters, _, _, X, y, _ = problem("mse", "linear", 3)
    activations = [hidden, output]
    assert nn.check_gradient(parameters, activations, loss, X, y, np.arange(1.0, 8)) < 1e-8
    assert np.isclose(MATCHED.from_logits(X, X), MATCHED(np.tanh(X), X))
    with pytest.raises(TypeError, match="norm has no slope of its own at each entry; use its pullback"):
        norm.derivative(X)


def softmax(z):
    powers = anp.exp(z - anp.max(z, axis=1, keepdims=True))
    return powers / anp.sum(powers, axis=1, keepdims=True)


AUTO = dict(linear=lambda z: z, relu=lambda z: anp.maximum(z, 0), tanh=anp.tanh, softmax=softmax,
            leaky_relu=lambda z: anp.where(z > 0, z, 0.01 * z), sigmoid=lambda z: 1 / (1 + anp.exp(-z)))
AUTO_LOSS = dict(
    mse=lambda yhat, y: anp.mean((yhat - y)**2, axis=1),
    bce=lambda yhat, y: -anp.mean(y * anp.log(yhat) + (1 - y) * anp.log(1 - yhat), axis=1),
    cce=lambda yhat, y: -anp.sum(y * anp.log(yhat), axis=1))


@pytest.mark.parametrize("weighted", [False, True], ids=["", "weighted"])
@pytest.mark.parametrize("hidden", ["tanh", "relu"])
@pytest.mark.parametrize("loss, output, k", CASES)
def test_automatic_differentiation_agrees(loss, output, k, hidden, weighted):
    parameters, activations, our_loss, X, y, weight = problem(loss, output, k, hidden, weighted)

    def value(theta):
        a, start = X, 0
        for f in activations:
            n_in, n_out = a.shape[1], 5 if start == 0 else k
            W = theta[start:start + n_in * n_out].reshape(n_in, n_out)
            b = theta[start + n_in * n_out:start + n_in * n_out + n_out]
            a, start = AUTO[repr(f)](anp.dot(a, W) + b), start + n_in * n_out + n_out
        share = 1 / len(X) if weight is None else weight / weight.sum()
        return anp.sum(AUTO_LOSS[loss](a, y) * share)

    theta = parameters.theta.copy()
    trace = nn.forward(parameters, activations, X)
    ours = nn.backward(parameters, activations, our_loss, trace, y, weight).theta
    assert abs(output_loss(our_loss, activations[-1], trace.z[-1], trace.yhat, y, weight)
               - value(theta)) < 1e-12
    assert relative_difference(autograd.grad(value)(theta), ours) < 1e-12


@pytest.mark.xdist_group("torch")
@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"])
def test_pytorch_takes_the_same_hundred_steps(name):
    torch = pytest.importorskip("torch")
    X, y = make_moons(n_samples=320, noise=0.1, random_state=0)
    y = y.reshape(-1, 1).astype(float)
    net = nn.NeuralNet(2, (16, 16, 1), ["relu", "relu", "sigmoid"], "bce", optimizer=name,
                       random_state=0)
    layers = [torch.nn.Linear(n_in, n_out, dtype=torch.float64)
              for n_in, n_out in [(2, 16), (16, 16), (16, 1)]]
    with torch.no_grad():
        for layer, W, b in zip(layers, net.parameters.W, net.parameters.b):
            layer.weight.copy_(torch.tensor(W.T.copy()))
            layer.bias.copy_(torch.tensor(b))
    model = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
    make, keywords = {
        "sgd": (torch.optim.SGD, {}), "momentum": (torch.optim.SGD, dict(momentum=0.9)),
        "nesterov": (torch.optim.SGD, dict(momentum=0.9, nesterov=True)),
        "adagrad": (torch.optim.Adagrad, dict(eps=1e-10)),
        "rmsprop": (torch.optim.RMSprop, dict(alpha=0.99, eps=1e-8)),
        "adam": (torch.optim.Adam, {}), "adamw": (torch.optim.AdamW, dict(weight_decay=0.01)),
    }[name]
    theirs = make(model.parameters(), lr=net.optimizer.learning_rate, **keywords)
    for i in range(100):
        rows = slice(32 * (i % 10), 32 * (i % 10) + 32)
        net.step(X[rows], y[rows])
        theirs.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(
            model(torch.tensor(X[rows])), torch.tensor(y[rows])).backward()
        theirs.step()
    for layer, W, b in zip(layers, net.parameters.W, net.parameters.b):
        assert np.abs(layer.weight.detach().numpy().T - W).max() < 1e-10
        assert np.abs(layer.bias.detach().numpy() - b).max() < 1e-10
