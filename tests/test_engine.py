"""What a pass makes is its own, keeps its kind of number, and needs bounded memory."""
import copy
import re
import tracemalloc

import numpy as np
import pytest

import homecooked_nn as nn
from homecooked_nn.forward_pass import outputs
from homecooked_nn.progress import dead_layers

RNG = np.random.RandomState(0)
X, Y = RNG.randn(70, 3), (RNG.rand(70, 1) > 0.5).astype(float)
LAYERS = [nn.relu, nn.tanh, nn.sigmoid]


def network(dtype="float64", sizes=(3, 8, 6, 1), seed=0):
    parameters = nn.Parameters(sizes, dtype=dtype)
    parameters.theta[...] = np.random.RandomState(seed).randn(parameters.theta.size)
    return parameters


def plainly(parameters, activations, X):
    "Every z and a, with nothing reused."
    z, a = [], [X]
    for W, b, f in zip(parameters.W, parameters.b, activations):
        z.append(a[-1] @ W + b)
        a.append(f(z[-1]))
    return z, a


def test_two_passes_share_nothing():
    parameters = network()
    one, other = nn.forward(parameters, LAYERS, X), nn.forward(parameters, LAYERS, 2 * X)
    assert not any(np.shares_memory(p, q) for p in one.a + one.z for q in other.a + other.z)
    nn.backward(parameters, LAYERS, nn.bce, one, Y)
    assert other.delta == [] and len({one, other}) == 2


def test_what_a_layer_multiplies_is_shown_behind_its_mask():
    masks = [RNG.rand(70, 3) > 0.3, None, 2.0 * (RNG.rand(70, 6) > 0.5)]
    trace = nn.forward(network(), LAYERS, X, masks)
    assert np.array_equal(trace.layer_input(0), X * masks[0])
    assert np.array_equal(trace.layer_input(1), trace.a[1])
    assert np.array_equal(trace.layer_input(2), trace.a[2] * masks[2])


@pytest.mark.parametrize("rows", [1, 9, 10, 255, 1000, 5000])
def test_outputs_of_any_number_of_rows(rows):
    parameters, many = network(sizes=(3, 40, 30, 2)), np.random.RandomState(1).randn(rows, 3)
    layers = [nn.leaky_relu, nn.tanh, nn.softmax]
    z, a = plainly(parameters, layers, many)
    for ours, wanted in zip(outputs(parameters, layers, many), (z[-1], a[-1])):
        assert ours.shape == wanted.shape and np.allclose(ours, wanted, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("run", [nn.forward, outputs])
@pytest.mark.parametrize("shape, hint", [((3,), ", a single row as [row]"), ((12,), ", a single row as [row]"),
                                         ((2, 4, 3), "")])
def test_the_forward_pass_wants_rows(run, shape, hint):
    parameters = network(sizes=(shape[-1], 4, 1))
    message = f"X has shape {shape}; the network expects (n, {shape[-1]}){hint}"
    with pytest.raises(ValueError, match=re.escape(message) + "$"):
        run(parameters, [nn.relu, nn.sigmoid], np.ones(shape))


@pytest.mark.parametrize("what", ["predict", "dead layers"])
def test_many_rows_need_little_memory(what):
    net = nn.NeuralNet(3, (64, 64, 1), ["relu", "relu", "sigmoid"], "bce", random_state=0)
    many = np.random.RandomState(1).randn(100_000, 3)
    tracemalloc.start()
    if what == "predict":
        net.predict(many)
    else:
        dead_layers(net.parameters, net.activations, net.loss, many)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000 * 8 * 4 + 3_000_000           # far less than one hidden layer, 51 MB


@nn.Activation
def swish(z):
    return z * nn.sigmoid(z)


@swish.def_derivative
def swish_slope(z, a):
    return a + nn.sigmoid(z) * (1 - a)


@nn.Loss.named("quartic")
def quartic(yhat, y):
    return ((yhat - y)**4).sum(axis=1)


@quartic.def_gradient
def quartic_gradient(yhat, y):
    return np.float64(4) * (yhat - y)**3                # a float64 that could creep in


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_readers_own_parts_keep_the_dtype(dtype):
    parameters, layers = network(dtype), [swish, swish, nn.linear]
    trace = nn.forward(parameters, layers, X)
    nn.backward(parameters, layers, quartic, trace, Y)
    assert {t.dtype for t in (*trace.a, *trace.z, *trace.delta)} == {np.dtype(dtype)}
    if dtype == "float64":
        assert nn.check_gradient(parameters, layers, quartic, X, Y) < 1e-8


class Halved(nn.Adam):
    "A reader's optimizer: it makes a new vector, in float64."

    def direction(self, theta, gradient, m, v):
        return super().direction(theta, gradient, m, v).astype(float) / 2


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam",
                                       "adamw", Halved()])
def test_optimizers_stay_in_the_dtype_and_leave_the_gradient(optimizer):
    net = nn.NeuralNet(3, (8, 1), ["relu", "sigmoid"], "bce", optimizer=optimizer, random_state=0,
                       dtype="float32", dropout=0.2, penalty=nn.L2(1e-3), clip_norm=1.0)
    net.fit(X, Y, epochs=2, learning_rate=nn.cosine(0.01, 10), sample_weight=np.ones(70), verbose=0)
    own = net.optimizer
    assert {getattr(own, name).dtype for name in own.memory} <= {np.dtype("f4")}
    gradient = np.ones_like(net.parameters.theta)
    own.step(net.parameters.theta, gradient, np.float64(0.1))
    assert (gradient == 1).all() and net.parameters.theta.dtype == np.dtype("f4")


def test_an_optimizer_may_walk_on_another_vector():
    sgd, long, short = nn.SGD(0.5), np.ones(5), np.ones(2)
    sgd.step(long, np.ones(5))
    sgd.step(short, np.ones(2))
    sgd.step(long, np.ones(5))
    assert (long == 0).all() and (short == 0.5).all()


@pytest.mark.parametrize("optimizer", [nn.SGD(), nn.Nesterov(), nn.RMSProp(), nn.AdamW()])
def test_a_long_vector_goes_in_pieces_as_a_short_one_goes_whole(optimizer):
    long = np.random.RandomState(0).randn(40_000)
    short = np.split(long.copy(), 40)
    alone = [copy.deepcopy(optimizer) for _ in short]
    for _ in range(3):
        optimizer.step(long, np.cos(long))
        for each, theta in zip(alone, short):
            each.step(theta, np.cos(theta))
    assert np.array_equal(long, np.concatenate(short))
    for name in optimizer.memory:
        assert np.array_equal(getattr(optimizer, name), np.concatenate([getattr(each, name) for each in alone]))


def test_memory_below_1e_30_becomes_0():
    momentum, theta = nn.Momentum(), np.zeros(4)
    momentum.step(theta, theta)
    momentum.velocity[...] = 1e-31, -1e-31, 1e-30, -1
    momentum.flush_denormals()
    assert momentum.velocity.tolist() == [0, 0, 1e-30, -1]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", [nn.Adam(), nn.Momentum(), nn.RMSProp(rho=0.9)])
def test_memory_never_becomes_denormal(dtype, optimizer):
    optimizer, theta = copy.deepcopy(optimizer), np.zeros(50, dtype)
    tiny = np.finfo(dtype).tiny
    for t in range(1000):                     # 0.9**1000 is 1e-46
        optimizer.step(theta, np.full(50, float(t == 0), dtype))
        for name in optimizer.memory:
            vector = getattr(optimizer, name)
            assert not ((vector != 0) & (np.abs(vector) < tiny)).any(), (name, t)
    assert not getattr(optimizer, optimizer.memory[0]).any()
